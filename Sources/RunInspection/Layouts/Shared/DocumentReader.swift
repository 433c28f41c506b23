import FileFormats
import ReadOnlyFiles

/// Reads the JSON documents by which producers describe a run.
struct DocumentReader {
  /// The largest description or heartbeat that is read, in bytes. The producers' are kilobytes. What is
  /// printed of one can be six times as long, for the sake of its escapes.
  static let sizeLimit = 1 << 23

  let environment: InspectionEnvironment

  /// A document and when its file was last changed.
  struct Document {
    let root: JSONNode
    let modified: Timestamp
  }

  /// Reads a document that its producer may be rewriting in place: one that is not valid JSON but was
  /// changed within the last two seconds is read again, for as long as the environment allows.
  func readRetrying(
    _ name: RawPath, in folder: borrowing Folder, limit: Int = DocumentReader.sizeLimit,
    links: LinkRule = .refuse
  ) throws(InspectionError) -> Document {
    var waited = 0.0
    while true {
      let contents: FileContents
      do throws(FileError) {
        contents = try folder.contents(of: name, limit: limit, links: links)
      } catch {
        throw .unreadable(error)
      }
      do throws(JSONError) {
        return Document(
          root: try JSONDocument(contents.bytes).root, modified: contents.status.modified)
      } catch {
        guard waited < environment.documentPatience,
          RecentChange.isRecent(contents.status.modified, now: environment.now())
        else {
          throw .notJSON(folder.path.appending(name), error)
        }
      }
      let pause = 0.01
      environment.clock.sleep(pause)
      waited += pause
    }
  }

  /// Reads a document; nil if there is none.
  func ifPresent(
    _ name: RawPath, in folder: borrowing Folder, limit: Int = DocumentReader.sizeLimit
  ) throws(InspectionError) -> Document? {
    do throws(InspectionError) {
      return try readRetrying(name, in: folder, limit: limit)
    } catch {
      if case .unreadable(let failure) = error, failure.isMissing { return nil }
      throw error
    }
  }
}
