import FileFormats

/// A cell of a notebook that papermill executes, that is, any but the markers that it inserts.
struct PapermillCell {
  /// How it ended, by what papermill and the kernel wrote.
  enum State {
    /// It has not begun.
    case pending
    /// It began and did not end, or was interrupted.
    case begun
    case done
    case failed
  }

  /// An error that its code raised.
  struct Raised {
    let type: JSONString
    let message: JSONString
    /// The trace without colours.
    let trace: JSONString?

    /// Whether it ends a notebook without being a failure: `sys.exit()` or `sys.exit(0)`.
    var isQuietExit: Bool { type == "SystemExit" && (message == "" || message == "0") }
    /// Whether the kernel was interrupted.
    var isInterruption: Bool { type == "KeyboardInterrupt" && message.isEmpty }
  }

  /// Its name: `cell_` and its number among those that are executed, from 1.
  let name: JSONString
  /// `code`, `markdown` or `raw`.
  let kind: JSONString
  /// The id in the notebook.
  let identifier: JSONString?
  /// The beginning of what it runs.
  let source: JSONString
  /// The last error among its outputs.
  let raised: Raised?
  /// Its result as plain text.
  let result: JSONString?
  /// Papermill's own name for its state; nil before it began.
  let status: JSONString?
  /// Whether papermill says that it raised an exception.
  let hasException: Bool
  /// When it began and ended, in seconds since 1970-01-01T00:00:00Z.
  let start: Double?
  let end: Double?
  let seconds: Double?
  /// Whether the kernel was given its code and sent no reply.
  let lacksReply: Bool

  /// How much of a source and of a result is kept, in bytes.
  private static let mostSource = 4_096
  private static let mostResult = 1 << 20
  /// How much of a trace is kept, in bytes: its beginning and its end.
  private static let mostTrace = 1 << 20

  init(_ node: JSONNode, number: Int) {
    name = JSONString("cell_\(number)")
    kind = node["cell_type"]?.string ?? "raw"
    identifier = node["id"]?.string
    source = PapermillCell.text(node["source"], most: PapermillCell.mostSource)
    let own = node["metadata"]?["papermill"]
    status = own?["status"]?.string
    hasException = own?["exception"]?.bool ?? false
    start = PapermillCell.moment(own?["start_time"])
    end = PapermillCell.moment(own?["end_time"])
    seconds = own?["duration"]?.double.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
    // nbclient keeps the times of the messages between it and the kernel.
    let execution = node["metadata"]?["execution"]
    lacksReply = execution?.kind == .object && execution?["shell.execute_reply"] == nil
    var raised: Raised?
    var result: JSONString?
    if let outputs = node["outputs"]?.elements {
      for output in outputs {
        if output["output_type"]?.isString("error") == true {
          raised = Raised(
            type: output["ename"]?.string ?? "", message: output["evalue"]?.string ?? "",
            trace: PapermillCell.trace(output["traceback"]))
        } else if output["output_type"]?.isString("execute_result") == true,
          let text = output["data"]?["text/plain"]
        {
          result = PapermillCell.text(text, most: PapermillCell.mostResult)
        }
      }
    }
    self.raised = raised
    self.result = result
  }

  /// How it ended.
  ///
  /// - Parameter hasEnded: whether papermill says that the notebook has.
  func state(hasEnded: Bool) -> State {
    guard start != nil else { return .pending }
    if let raised {
      if raised.isInterruption, !hasException { return .begun }
      if raised.isQuietExit { return .done }
      // Papermill fails for any other error, also in a cell with the tag `raises-exception`, which it calls
      // completed; but only when it has executed the rest.
      if hasEnded || hasException || status == "failed" { return .failed }
    }
    if hasEnded, lacksReply, raised == nil { return .failed }
    if status == "failed" || hasException { return .failed }
    return status == "completed" ? .done : .begun
  }

  /// A text, or the lines of one.
  private static func text(_ node: JSONNode?, most: Int) -> JSONString {
    guard let node else { return "" }
    var bytes: [UInt8] = []
    var isCut = false
    if let elements = node.elements {
      for (line, element) in elements.enumerated() {
        isCut = line >= PapermillNotebookReader.mostLines || bytes.count > most
        if isCut { break }
        bytes += element.string?.bytes ?? []
      }
    } else {
      bytes = node.string?.bytes ?? []
    }
    guard isCut || bytes.count > most else { return JSONString(generalisedUTF8: bytes) }
    return JSONString(
      generalisedUTF8: bytes[..<CutText.boundary(in: bytes, before: most)] + CutText.mark)
  }

  private static func trace(_ node: JSONNode?) -> JSONString? {
    guard let elements = node?.elements else { return nil }
    var bytes: [UInt8] = []
    for (line, element) in elements.enumerated() {
      guard line < PapermillNotebookReader.mostLines else {
        bytes += [UInt8(ascii: "\n")] + CutText.mark
        break
      }
      guard let text = element.string?.bytes else { continue }
      if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
      bytes += text
    }
    if bytes.isEmpty { return nil }
    bytes = TerminalColours.removed(from: bytes)
    guard bytes.count > mostTrace else { return JSONString(generalisedUTF8: bytes) }
    var kept = Array(bytes[..<CutText.boundary(in: bytes, before: mostTrace / 2)])
    kept += [UInt8(ascii: "\n")] + CutText.mark + [UInt8(ascii: "\n")]
    kept += bytes[CutText.boundary(in: bytes, before: bytes.count - mostTrace / 2)...]
    return JSONString(generalisedUTF8: kept)
  }

  /// A time: in UTC, with an offset since papermill 2.7, without one before.
  static func moment(_ node: JSONNode?) -> Double? {
    node?.string.flatMap { ISO8601.parse($0.description)?.moment.unixSeconds }
  }
}
