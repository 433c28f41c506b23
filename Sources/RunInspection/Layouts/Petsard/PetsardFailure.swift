import FileFormats

/// Why a step failed, according to a log.
enum PetsardFailure {
  static func failure(_ execution: PetsardExecution, _ workflow: PetsardWorkflow) -> Failure {
    var failure = Failure(output: execution.name.name)
    guard let cause = execution.cause else { return failure }
    failure.message = PetsardEvent.text(cause.message.bytes)
    failure.timestamp = workflow.text(cause.time)
    // The first line is from the function that failed; the adapters around it log the failure again.
    failure.function = execution.faults.first { !$0.isException }?.source ?? cause.source
    if let text = execution.faultLog?.traceback, !text.isEmpty {
      let traceback = text.bytes
      failure.traceback = PetsardEvent.text(traceback)
      failure.type = type(traceback: traceback)
    }
    let causeText = cause.message.bytes
    var others = execution.faults.filter { !$0.isException && $0.message.bytes != causeText }
      .map { PetsardEvent.text($0.message.bytes) }
    if let count = execution.faultLog?.leftOutCount, count > 0 {
      // The last line that is kept is the newest.
      others.insert(
        JSONString("… (\(count) more)"), at: min(PetsardExecution.most - 1, others.count))
    }
    if !others.isEmpty {
      failure.facts.set(PetsardKeys.logMessages, .array(others.map { .string($0) }))
    }
    return failure
  }

  /// The class of the exception: the part before the colon of the first line after the calls, which
  /// are indented (CPython 3.11, `traceback.format_exc`).
  private static func type(traceback: [UInt8]) -> JSONString? {
    let lines = traceback.split(separator: UInt8(ascii: "\n")).dropFirst()
    guard let line = lines.first(where: { $0.first != UInt8(ascii: " ") }) else { return nil }
    let name = line.prefix { $0 != UInt8(ascii: ":") }
    guard
      !name.isEmpty,
      name.allSatisfy({ byte in
        byte >= 0x80 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
          || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
      })
    else { return nil }
    return PetsardEvent.text(name)
  }
}
