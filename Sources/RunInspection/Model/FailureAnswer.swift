/// What failed in a run.
public struct FailureAnswer: Sendable {
  /// What failed itself, in the order of the outputs and of their elements, as far as it was asked for.
  private var causes: [Failure] = []
  /// What was not tried because of that, likewise.
  private var consequences: [Failure] = []
  /// How many failures there are, shown or not.
  public private(set) var total = 0
  /// How many rows there are, shown or not: a failure each, or many that failed in the same way.
  private var rowCount = 0
  /// What the reader had to work around.
  public var warnings: [InspectionWarning] = []
  private var limit: Int?

  /// How many of those that were asked for are left out, because the answer is full.
  public var omitted: Int { min(limit ?? .max, rowCount) - failures.count }

  /// The failures, as many as were asked for: what failed itself first, then what was not tried because
  /// of that.
  public var failures: [Failure] {
    let all = causes + consequences
    return limit.map { Array(all.prefix($0)) } ?? all
  }

  /// Whether there is nothing to tell: no element failed, and the run didn't either.
  public var isEmpty: Bool { rowCount == 0 }

  /// Whether everything could be looked at.
  public var isWhole: Bool {
    !warnings.contains { warning in
      if case .elementsUnreadable = warning { return true }
      return false
    }
  }

  /// An answer that is still empty.
  init() {}

  /// Counts a failure, and keeps it where it may be among those asked for.
  ///
  /// - Parameter count: how many failed in the same way, without more being known of each; 0 for what is
  ///   no element, but the run itself.
  /// - Parameter make: makes it; nil where the answer is full, so that it is only counted.
  mutating func add(
    _ request: FailureRequest, kind: Failure.Kind = .error, count: Int = 1,
    _ make: () -> Failure?
  ) {
    total = total.addingSaturated(count)
    rowCount += 1
    limit = request.limit
    let most = request.limit ?? .max
    guard (kind == .propagated ? consequences.count : causes.count) < most else { return }
    guard var failure = make() else { return }
    failure.kind = kind
    if kind == .unrecorded { failure.count = count }
    if kind == .propagated { consequences.append(failure) } else { causes.append(failure) }
  }
}
