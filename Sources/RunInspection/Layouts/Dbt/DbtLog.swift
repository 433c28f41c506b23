import FileFormats
import ReadOnlyFiles

/// The last invocation in dbt's log. Each invocation appends to it.
struct DbtLog {
  /// The id of the invocation; nil if its beginning is in an older log.
  private(set) var invocation: JSONString?
  /// The release of dbt.
  private(set) var version: JSONString?
  /// The arguments, as texts.
  private(set) var arguments: [(name: JSONString, value: JSONString)] = []
  /// Whether it has more of them than are kept.
  private(set) var hasMoreArguments = false
  /// The nodes that it has begun, in that order.
  private(set) var nodes: [DbtNode] = []
  /// How many nodes it has to do; nil while that is unknown.
  private(set) var total: Int?
  /// How the command ended; nil if it has not.
  private(set) var succeeded: Bool?
  /// Whether it was interrupted.
  private(set) var isInterrupted = false
  /// The error that ended it before, or beside, any node.
  private(set) var fatalError: JSONString?
  /// Seconds that the command took, by its own account.
  private(set) var seconds: Double?
  /// When it began and last wrote, in seconds: since 1970 in a JSON log, else since midnight.
  private(set) var first: Double?
  private(set) var last: Double?
  /// Whether these are moments.
  private(set) var hasMoments = false
  /// When the file was last changed.
  let modified: Timestamp
  /// Whether its last line is incomplete.
  private(set) var isTorn = false
  /// The limit beyond which nodes or threads were not followed; nil if none was reached.
  private(set) var cut: Int?
  /// How many lines of a JSON log are too long to be read.
  private(set) var skippedLines = 0

  /// The positions of nodes by the thread that works on them, by their unique ids, and by their numbers.
  private var byThread: [[UInt8]: Int] = [:]
  private var byName: [JSONString: Int] = [:]
  private var byNumber: [Int: Int] = [:]
  /// The last message of a thread that tells of an error.
  private var errors: [[UInt8]: JSONString] = [:]
  /// The message that is being read, and whether it is longer than what is kept of it.
  private var pending: (line: DbtLogLine, text: [UInt8], isCut: Bool)?

  /// The most nodes and threads that are followed, and bytes of a message that are kept. A mark stands for
  /// the rest of a longer one.
  static let mostNodes = 100_000
  private static let mostThreads = 1_024
  private static let longestMessage = 1 << 20
  /// The longest line that is read, in bytes; queries can be longer, and don't matter.
  private static let longestLine = 1 << 22

  init(modified: Timestamp) {
    self.modified = modified
  }

  /// Reads the last invocation of a log.
  static func read(
    _ name: RawPath, in folder: borrowing Folder, links: LinkRule
  ) throws(FileError) -> DbtLog {
    let start = try DbtLogEnd.start(of: name, in: folder, links: links)
    var stream = try folder.stream(of: name, links: links)
    var log = DbtLog(modified: stream.status.modified)
    stream.skip(to: start)
    var lines = LineReader(stream, lengthLimit: longestLine)
    try lines.forEach { line in
      if !line.isTerminated { log.isTorn = true }
      if line.bytes.first == UInt8(ascii: "{") {
        if line.isCut, log.hasMoments {
          log.skippedLines += 1
          return
        }
        if !line.isCut, let json = DbtLogLine(json: Array(line.bytes)) {
          log.begin(json, isCut: false)
          return
        }
      } else if let (time, invocation) = DbtLogLine.header(line.bytes) {
        log.flush()
        log = DbtLog(modified: log.modified)
        log.invocation = invocation
        log.first = time
        log.last = time
        return
      } else if let text = DbtLogLine(text: Array(line.bytes)[...]) {
        log.begin(text, isCut: line.isCut)
        return
      }
      log.continueMessage(line.bytes, isCut: line.isCut)
    }
    log.flush()
    return log
  }

  private mutating func begin(_ line: DbtLogLine, isCut: Bool) {
    flush()
    if let id = line.invocation, id != invocation {
      let torn = isTorn
      self = DbtLog(modified: modified)
      isTorn = torn
      invocation = id
    }
    if let time = line.moment?.unixSeconds ?? line.localTime {
      first = first ?? time
      last = time
      hasMoments = line.moment != nil
    }
    let text = Array(line.message.prefix(DbtLog.longestMessage))
    pending = (line, text, isCut || text.count < line.message.count)
  }

  private mutating func continueMessage(_ bytes: UnsafeBufferPointer<UInt8>, isCut: Bool) {
    guard let count = pending?.text.count, pending?.isCut == false else { return }
    let room = DbtLog.longestMessage - count
    pending?.text.append(UInt8(ascii: "\n"))
    pending?.text += TerminalColours.removed(from: bytes.prefix(room))
    pending?.isCut = isCut || bytes.count > room
  }

  /// Takes note of the message that was read.
  private mutating func flush() {
    guard let pending else { return }
    self.pending = nil
    let (line, isCut) = (pending.line, pending.isCut)
    let text = isCut ? CutText.marked(pending.text) : pending.text
    if let step = DbtStepMessage(text) {
      note(step, line)
    } else if let name = DbtLog.rest(of: text, after: "Began running node ") {
      beginNode(name, line)
    } else if let name = DbtLog.rest(of: text, after: "Finished running node ") {
      if let position = byName[name] { nodes[position].end = line.moment?.unixSeconds }
    } else if DbtLog.rest(of: text, after: "Encountered an error:") != nil {
      let error = text.drop { $0 != UInt8(ascii: "\n") }.dropFirst()
      if !error.isEmpty { fatalError = JSONString(fileSystemBytes: Array(error)) }
    } else if text.starts(with: Array("Exited because of keyboard interrupt".utf8)) {
      isInterrupted = true
    } else if let version = DbtLog.rest(of: text, after: "Running with dbt=") {
      self.version = version
    } else if text.starts(with: Array("running dbt with arguments {".utf8)) {
      (arguments, hasMoreArguments) = DbtArguments.parse(text)
      hasMoreArguments = hasMoreArguments || isCut
    } else if text.starts(with: Array("Command `".utf8)) {
      noteEnd(text)
    } else if errors.count < DbtLog.mostThreads || errors[line.thread] != nil {
      let message = JSONString(fileSystemBytes: text)
      if DbtMessage(message).type != nil { errors[line.thread] = message }
    } else {
      cut = DbtLog.mostThreads
    }
  }

  private mutating func beginNode(_ name: JSONString, _ line: DbtLogLine) {
    guard byName[name] == nil else { return }
    guard nodes.count < DbtLog.mostNodes else {
      cut = DbtLog.mostNodes
      return
    }
    var node = DbtNode(name: name)
    node.start = line.moment?.unixSeconds
    if byThread.count < DbtLog.mostThreads || byThread[line.thread] != nil {
      byThread[line.thread] = nodes.count
    } else {
      cut = DbtLog.mostThreads
    }
    errors[line.thread] = nil
    byName[name] = nodes.count
    nodes.append(node)
  }

  /// A line such as `3 of 7 OK created sql view model main.items ... [OK in 0.08s]`.
  private mutating func note(_ step: DbtStepMessage, _ line: DbtLogLine) {
    total = max(total ?? 0, step.total)
    let position: Int
    if let known = byNumber[step.number] {
      position = known
    } else if let known = byThread[line.thread], nodes[known].result == nil {
      position = known
      byNumber[step.number] = known
    } else {
      // A log of level info doesn't tell the unique ids.
      guard nodes.count < DbtLog.mostNodes else {
        cut = DbtLog.mostNodes
        return
      }
      position = nodes.count
      byNumber[step.number] = position
      nodes.append(DbtNode(name: step.description))
    }
    guard let result = step.result else { return }
    nodes[position].result = result
    nodes[position].seconds = step.seconds
    if result.isFailure { nodes[position].message = errors[line.thread] ?? step.outcome }
  }

  /// A line such as ``Command `dbt build` failed at 19:20:50.334932 after 10.87 seconds``.
  private mutating func noteEnd(_ text: [UInt8]) {
    let words = text.split(separator: UInt8(ascii: " "))
    guard let verb = words.lastIndex(where: { $0.elementsEqual("at".utf8) }), verb > 0 else {
      return
    }
    let outcome = String(decoding: words[verb - 1], as: UTF8.self)
    guard outcome == "succeeded" || outcome == "failed" else { return }
    succeeded = outcome == "succeeded"
    guard words.count > verb + 3, words[verb + 2].elementsEqual("after".utf8) else { return }
    seconds = Double(String(decoding: words[verb + 3], as: UTF8.self)).flatMap {
      $0 >= 0 && $0.isFinite ? $0 : nil
    }
  }

  /// What follows a prefix on the first line; nil if the text does not begin with it.
  private static func rest(of text: [UInt8], after prefix: StaticString) -> JSONString? {
    let prefix = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
    guard text.starts(with: prefix) else { return nil }
    let rest = text.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: "\n") }
    return JSONString(fileSystemBytes: Array(rest))
  }
}
