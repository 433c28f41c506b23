import ReadOnlyFiles

/// A run folder, or a file that stands for one, that has been opened.
struct OpenedRun: ~Copyable {
  /// The run folder, or the folder of the file that stands for one.
  let folder: Folder
  /// The name of the file that stands for a run folder; nil for a run folder.
  let file: RawPath?
  /// The absolute path of the run folder, or of that file.
  let path: RawPath
  /// The entries of the run folder, listed on first use.
  let entries: FolderEntries

  /// Whether links are followed: only for a file that the user named.
  var links: LinkRule { file == nil ? .refuse : .follow }
}
