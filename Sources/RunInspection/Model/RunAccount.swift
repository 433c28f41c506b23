import FileFormats

/// What a run reports of itself is a document that its status refers to, as a whole.
extension RunStatus {
  /// From which length on a document is not kept beside others, in bytes.
  private static let longAccount = 1 << 16

  /// How many bytes the status takes, roughly.
  public var heldBytes: Int {
    let account = passedThrough ?? outputs?.lazy.compactMap(\.passedThrough).first
    return (outputs?.count ?? 0).multipliedSaturating(by: 1_024)
      .addingSaturated(account?.documentBytes ?? 0)
      .addingSaturated(message?.byteCount ?? 0)
  }

  /// Whether it takes so much that it is not kept beside others.
  public var hasLongAccount: Bool { heldBytes > RunStatus.longAccount }

  /// The status without a long document, for those who keep the statuses of many runs.
  public var withoutLongAccount: RunStatus {
    let account = passedThrough ?? outputs?.lazy.compactMap(\.passedThrough).first
    guard let account, account.documentBytes > RunStatus.longAccount else { return self }
    var status = self
    status.passedThrough = nil
    if let outputs {
      status.outputs = outputs.map { output in
        var output = output
        output.passedThrough = nil
        return output
      }
    }
    return status
  }
}
