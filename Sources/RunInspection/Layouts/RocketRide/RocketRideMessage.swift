import FileFormats

/// A message of a task. Those of the engine have the form `type*message*file`, in which the message may
/// contain `*` (rocketride 1.5.0, `TASK_STATUS.errors`).
struct RocketRideMessage {
  let type: JSONString?
  let message: JSONString
  let file: JSONString?

  init(_ node: JSONNode) {
    let text =
      node.string
      ?? JSONString(generalisedUTF8: JSONWriter.text(.node(node), numbers: .asWritten))
    let bytes = text.bytes
    let star = UInt8(ascii: "*")
    guard let first = bytes.firstIndex(of: star), let last = bytes.lastIndex(of: star), first < last
    else {
      type = nil
      message = text
      file = nil
      return
    }
    type = JSONString(generalisedUTF8: Array(bytes[..<first]))
    message = JSONString(generalisedUTF8: Array(bytes[(first + 1)..<last]))
    file = JSONString(generalisedUTF8: Array(bytes[(last + 1)...]))
  }

  /// As one of the failures of the run.
  var failure: Failure {
    var failure = Failure(output: "objects")
    failure.type = type
    failure.message = message
    if let file { failure.facts.set(RocketRideKeys.file, file) }
    return failure
  }
}
