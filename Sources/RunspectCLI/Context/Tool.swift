/// The tool itself.
enum Tool {
  /// The name that it gives itself in messages and documentation.
  static let name = "runspect"
  /// Its version (semantic versioning 2.0.0).
  static let version = "0.1.0"
}
