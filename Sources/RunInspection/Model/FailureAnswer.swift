/// What failed in a run.
public struct FailureAnswer: Sendable {
  /// What failed itself, in the order of the outputs and their elements, up to the limit.
  private var causes: [Failure] = []
  /// What was not attempted as a consequence, in the same order.
  private var consequences: [Failure] = []
  /// How many failures there are, listed or not, without those that were not asked for.
  public private(set) var total = 0
  /// How many were left out because only what failed itself was asked for.
  public private(set) var propagatedCount = 0
  /// How many rows there are, listed or not: one for each failure, or one for many that failed in the
  /// same way.
  private var rowCount = 0
  /// What the reader had to work around.
  public var warnings: [InspectionWarning] = []
  private var limit: Int?
  /// How many failures were received one by one; nil if the answer keeps them.
  private var receivedCount: Int?

  /// How many were left out although they are within the limit, because the answer is full.
  public var omitted: Int {
    receivedCount.map { rowCount - $0 } ?? (min(limit ?? .max, rowCount) - failures.count)
  }

  /// The failures up to the limit: what failed itself first, then what was not attempted as a
  /// consequence.
  public var failures: [Failure] {
    let all = causes + consequences
    return limit.map { Array(all.prefix($0)) } ?? all
  }

  /// Whether there is nothing to report: no element failed, and neither did the run.
  public var isEmpty: Bool { rowCount == 0 && propagatedCount == 0 }

  /// Whether every element could be examined; one that could not may have failed.
  public var isWhole: Bool { isExamined && !warnings.contains { $0.unreadFile != nil } }

  private var isExamined = true

  /// Whether the total is known; a status has no number of failed elements either where it is not.
  public private(set) var isCounted = true

  /// An empty answer.
  init() {}

  /// Adds a warning about elements that could not be examined.
  mutating func warn(unexamined warning: InspectionWarning) {
    warnings.append(warning)
    isExamined = false
  }

  /// Tells that more may have failed than could be counted.
  mutating func setUncounted() {
    isExamined = false
    isCounted = false
  }

  /// Counts a failure, and keeps it if it can still be among the first up to the limit.
  ///
  /// - Parameter count: how many failed in the same way, if nothing more is known of each; 0 for a
  ///   failure of the run itself.
  /// - Parameter make: creates it; returns nil if the answer is full, so that it is only counted.
  mutating func add(
    _ request: FailureRequest, kind: Failure.Kind = .error, count: Int = 1,
    _ make: () -> Failure?
  ) {
    if kind == .propagated, request.rootsOnly {
      propagatedCount = propagatedCount.addingSaturated(count)
      return
    }
    total = total.addingSaturated(count)
    rowCount += 1
    if let receive = request.receive {
      receivedCount = receivedCount ?? 0
      guard var failure = make() else { return }
      failure.kind = kind
      if kind == .unrecorded { failure.count = count }
      receivedCount? += 1
      receive(failure)
      return
    }
    limit = request.limit
    let most = request.limit ?? .max
    guard (kind == .propagated ? consequences.count : causes.count) < most else { return }
    guard var failure = make() else { return }
    failure.kind = kind
    if kind == .unrecorded { failure.count = count }
    if kind == .propagated { consequences.append(failure) } else { causes.append(failure) }
  }
}
