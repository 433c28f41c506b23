import Foundation

/// What the folder `fixtures` holds.
public enum FixtureFile {
  /// The folder itself.
  public static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures")

  /// Compares with a recorded text, or records it when `RUNSPECT_RECORD` is set. What was never recorded
  /// matches nothing.
  public static func matchesRecording(_ name: String, _ text: String) throws -> Bool {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RUNSPECT_RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return true
    }
    return (try? Data(contentsOf: file)) == Data(text.utf8)
  }

  /// A JSON file, read by the system's own parser, so that ours is not its own judge.
  public static func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value
  {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
