/// The name of a layout, as it is reported and typed.
///
/// Each layout declares its own beside its reader; `LayoutTable` lists them all.
public struct LayoutName: RawRepresentable, Hashable, Sendable {
  /// The word itself, such as `pipefunc`.
  public let rawValue: String

  /// Wraps a word.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }
}
