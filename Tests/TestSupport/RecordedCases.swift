/// Cases that a parametrised test takes from files.
///
/// A test without cases never runs, and nobody notices. An error that is thrown from the arguments of a
/// test fails it.
public enum RecordedCases {
  /// Too few of them.
  public struct Missing: Error, Equatable, CustomStringConvertible {
    /// Where they come from, how many there are, and how many there must be.
    public let description: String
  }

  /// The cases, if they are there.
  ///
  /// - Parameter least: how many there must be: all that there were when the test was last changed.
  /// - Parameter source: where they come from, for the message.
  public static func checked<Cases: Collection>(
    _ cases: Cases, atLeast least: Int, from source: String
  ) throws(Missing) -> Cases {
    guard cases.count >= least else {
      throw Missing(
        description: "\(source) gives \(cases.count) cases, there must be at least \(least)")
    }
    return cases
  }
}
