/// Where a shell's proposals for a value come from.
enum CompletionSource: Sendable {
  /// Nothing can be proposed.
  case nothing
  /// One of these words.
  case words([Choice])
  /// Several of these words, separated by commas.
  case list([Choice])
  /// Fields of an answer, separated by commas.
  case fields
  /// One of these words, or a field of an answer.
  case field([Choice])
  /// Run folders, and the folders on the way to them.
  case runs
  /// Folders.
  case folders
  /// Files.
  case files
  /// The names of records in the run that the line names.
  case names(of: NamedRecord)
  /// The topics of the help.
  case topics

  /// Records of a run that have names.
  enum NamedRecord: Sendable {
    case outputs
    case inputs
    case modules
    case snapshots
  }

  /// The source for a value of a kind, unless the option declares another.
  init(_ kind: ValueKind?) {
    switch kind {
    case .choice(let choices): self = .words(choices)
    case .list(let choices): self = .list(choices)
    case .fields: self = .fields
    case .count, .duration, .text, .texts, .shard, nil: self = .nothing
    }
  }
}
