import FileFormats
import ReadOnlyFiles

/// What failed in an invocation of dbt.
struct DbtFailures {
  let run: DbtRun

  /// How much of the code of a node is shown, in bytes.
  private static let mostCode = 4_096

  /// What failed first, on a line.
  var headline: JSONString? {
    let node = run.nodes.first { $0.result?.isFailure == true }
    return (node?.message ?? run.log?.fatalError).map { DbtMessage.headline($0) }
  }

  /// The nodes that failed, and those that were not attempted because of them; or what ended a run in
  /// which no node failed.
  func answer(_ request: FailureRequest) -> FailureAnswer {
    var answer = FailureAnswer()
    answer.warnings = run.warnings
    for node in run.nodes {
      guard let result = node.result, request.output.map({ $0 == node.name }) ?? true else {
        continue
      }
      let isSkipped = result == .skipped && run.countsSkipped
      guard result.isFailure || isSkipped else { continue }
      let hasMessage = node.message != nil
      answer.add(
        request, kind: isSkipped ? .propagated : hasMessage ? .error : .unrecorded
      ) {
        failure(of: node, result)
      }
    }
    guard run.failedAsWhole, request.output == nil else { return answer }
    let error = run.log?.fatalError
    answer.add(request, kind: error == nil ? .unrecorded : .error) {
      var failure = Failure(output: nil)
      failure.function = run.commandLine
      let told = error.map { DbtMessage($0) }
      failure.type = told?.type
      failure.message = told?.text ?? JSONString(DbtFault.noError(run.path).text)
      failure.facts.set(DbtKeys.file, told?.file ?? error.flatMap(DbtFailures.file))
      return failure
    }
    return answer
  }

  private func failure(of node: DbtNode, _ result: DbtNode.Result) -> Failure {
    var failure = Failure(output: node.name)
    failure.facts.set(DbtKeys.nodeStatus, JSONString(result.rawValue))
    if result == .skipped {
      failure.reason = node.message ?? "dbt skipped it because others had failed"
      return failure
    }
    let told = node.message.map { DbtMessage($0) }
    failure.message = told?.text ?? JSONString(DbtFault.noError(run.path).text)
    if let end = node.end.flatMap(Timestamp.init(unixSeconds:)) {
      failure.timestamp = JSONString(ISO8601.text(end))
    }
    failure.type = told?.type
    failure.facts.set(DbtKeys.file, told?.file)
    failure.facts.set(DbtKeys.code, DbtFailures.code(node.entry?["compiled_code"]?.string))
    return failure
  }

  /// The beginning of the code, without the empty lines that templates leave.
  private static func code(_ code: JSONString?) -> JSONString? {
    guard let code else { return nil }
    let start = code.bytes.drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ") }
    guard !start.isEmpty else { return nil }
    var kept = start.prefix(mostCode)
    // Not in the middle of a character.
    while kept.count < start.count, let next = start[safe: kept.endIndex], next & 0xC0 == 0x80 {
      kept = kept.dropLast()
    }
    return JSONString(generalisedUTF8: Array(kept))
  }

  /// The file that an error names in parentheses: in one that ends a run, on a line of its own.
  private static func file(in error: JSONString) -> JSONString? {
    for line in error.bytes.split(separator: UInt8(ascii: "\n")).prefix(3) {
      guard let open = line.firstIndex(of: UInt8(ascii: "(")),
        let close = line[open...].firstIndex(of: UInt8(ascii: ")")), close > open + 1
      else { continue }
      let name = line[(open + 1)..<close]
      if name.contains(UInt8(ascii: ".")), !name.contains(UInt8(ascii: " ")) {
        return JSONString(generalisedUTF8: Array(name))
      }
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// The byte at a position; nil at the end.
  fileprivate subscript(safe position: Int) -> UInt8? {
    indices.contains(position) ? self[position] : nil
  }
}
