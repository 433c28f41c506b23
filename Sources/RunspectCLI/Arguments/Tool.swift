/// The name and the version of the tool.
enum Tool {
  /// The name in messages and documentation.
  static let name = "runspect"
  /// The version (semantic versioning 2.0.0).
  static let version = "0.1.0"
  /// The day of that version, for the manual pages.
  static let date = "2026-11-21"
}
