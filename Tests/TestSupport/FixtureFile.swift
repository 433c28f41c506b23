import Foundation

/// What the folder `fixtures` holds.
public enum FixtureFile {
  /// The folder itself.
  public static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures")

  /// A JSON file, read by the system's own parser, so that ours is not its own judge.
  public static func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value
  {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
  }
}
