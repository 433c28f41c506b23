import FileFormats
import ReadOnlyFiles

/// What `run.json` tells (sacred 0.8.7, `FileStorageObserver`). All its times are in UTC, without saying
/// so.
struct SacredRun {
  /// The name under which what the run returned is reported.
  static let resultName: JSONString = "result"

  /// The state, were the run alive.
  let state: RunState
  /// Sacred's own name for the state.
  let sacredStatus: JSONString
  /// When `run.json` was last changed.
  let modified: Timestamp
  /// The function of the experiment that was run.
  let command: JSONString?
  /// The machine.
  let host: JSONString?
  /// The file that declares the experiment.
  let mainFile: JSONString?
  /// The exception that ended the run.
  let exception: SacredException?
  /// When the run ended, as Sacred wrote it.
  let stopText: JSONString?
  /// What could not be used.
  let warnings: [InspectionWarning]

  private let root: JSONNode
  private let started: Timestamp?
  private let stopped: Timestamp?
  private let heartbeat: Timestamp?
  private let experimentName: JSONString?
  private let sacredVersion: JSONString?
  private let interval: Double
  private let given: Set<JSONString>?

  /// After how many intervals without a heartbeat a run is stale.
  private static let patience = 3.0
  /// Seconds between two heartbeats, unless the command line says otherwise (sacred 0.8.7, `run.py`).
  private static let defaultInterval = 10.0
  /// The longest interval that is believed, in seconds.
  private static let longestInterval = 31_536_000.0

  init(_ root: JSONNode, path: RawPath, modified: Timestamp) throws(InspectionError) {
    guard root.kind == .object else {
      throw .unexpectedValue(path, key: "", expected: "an object", found: root.kind)
    }
    var fields = DocumentFields(root, path: path)
    guard let node = fields.node("status") else { throw .missingKey(path, key: "status") }
    guard let sacredStatus = node.string else { throw fields.wrong("status", "a string", node) }
    self.root = root
    self.sacredStatus = sacredStatus
    self.modified = modified
    state = SacredRun.state(sacredStatus)
    command = fields.text("command")
    started = fields.moment("start_time")
    stopped = fields.moment("stop_time")
    stopText = fields.node("stop_time")?.string
    heartbeat = fields.moment("heartbeat")
    var experiment = SacredRun.part("experiment", &fields)
    experimentName = experiment?.text("name")
    mainFile = experiment?.text("mainfile")
    var host = SacredRun.part("host", &fields)
    self.host = host?.text("hostname")
    for part in [experiment, host] { if let part { fields.warn(part) } }
    let meta = fields.object("meta")
    let options = meta?["options"]
    given =
      meta?["config_updates"]?.members.map { Set($0.map(\.key)) }
      ?? options?["UPDATE"]?.elements.map(SacredRun.updated)
    // Named `--beat-interval` since 0.8, `--beat_interval` before.
    let chosen = options?["--beat-interval"] ?? options?["--beat_interval"]
    let seconds = chosen?.double ?? chosen?.string.flatMap { Double($0.description) }
    interval =
      seconds.flatMap { $0 > 0 && $0 <= SacredRun.longestInterval ? $0 : nil }
      ?? SacredRun.defaultInterval
    sacredVersion = SacredRun.version(root["experiment"]?["dependencies"])
    exception = state == .failed ? SacredException(fields.elements("fail_trace")) : nil
    warnings = fields.warnings
  }

  private static func part(_ key: JSONString, _ fields: inout DocumentFields) -> DocumentFields? {
    guard let node = fields.object(key) else { return nil }
    var part = DocumentFields(node, path: fields.path)
    part.prefix = key.bytes + [UInt8(ascii: ".")]
    return part
  }

  /// The names of the values that were given on the command line, in words such as `optimizer.lr=0.1`;
  /// before 0.8, only these words are stored.
  private static func updated(_ words: JSONElements) -> Set<JSONString> {
    Set(
      words.compactMap { word in
        guard let bytes = word.string?.bytes, bytes.contains(UInt8(ascii: "=")) else { return nil }
        let name = bytes.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ".") }
        return JSONString(generalisedUTF8: Array(name))
      })
  }

  /// The release of Sacred, which lists itself among the packages that the experiment imports.
  private static func version(_ dependencies: JSONNode?) -> JSONString? {
    let prefix = Array("sacred==".utf8)
    guard let elements = dependencies?.elements else { return nil }
    for element in elements {
      guard let bytes = element.string?.bytes, bytes.starts(with: prefix) else { continue }
      return JSONString(generalisedUTF8: Array(bytes.dropFirst(prefix.count)))
    }
    return nil
  }

  /// The state by Sacred's name for it. Subclasses of `SacredInterrupt` name their own, so all others
  /// stand for an end on purpose.
  private static func state(_ name: JSONString) -> RunState {
    switch name {
    case "QUEUED": .pending
    case "RUNNING": .running
    case "COMPLETED": .completed
    case "FAILED", "TIMEOUT": .failed
    default: .cancelled
    }
  }

  /// What the run returned; nil while it has not returned.
  var resultNode: JSONNode? { state == .completed ? root["result"] : nil }

  /// What the run returns, as the one output of it.
  var result: OutputStatus {
    var output = OutputStatus(name: SacredRun.resultName, storage: "result")
    let isComplete = state == .completed
    output.totalCount = 1
    output.completedCount = isComplete ? 1 : 0
    output.failedCount = state == .failed ? 1 : 0
    output.isComplete = isComplete
    // How far a run is, Sacred doesn't know.
    if isComplete { output.progress = .fraction(1) }
    return output
  }

  /// The last sign of life.
  var lastSign: Timestamp {
    let last = [stopped, heartbeat].compactMap { $0 }.max()
    return last ?? modified
  }

  /// Seconds from the start to the end, or to the last sign of life.
  var elapsed: Double? {
    guard let started else { return nil }
    let seconds = (stopped ?? lastSign).secondsSince(started)
    return seconds >= 0 ? seconds : nil
  }

  /// A running one is stale after three heartbeats that did not come; the first comes after an interval.
  func staleness(now: Timestamp, staleAfter: Double?) -> Staleness {
    let own = state == .running ? SacredRun.patience * interval : nil
    return Staleness(
      signs: [heartbeat, modified].compactMap { $0 }, isEnded: state.isTerminal,
      limit: staleAfter ?? own, now: now)
  }

  /// Whether a value of the configuration was given on the command line or by the caller, as far as that
  /// is recorded.
  func isGiven(_ name: JSONString) -> Bool { given?.contains(name) ?? true }

  /// The run as one step.
  var timing: StepTiming? {
    guard let started else { return nil }
    var row = StepTiming(module: command ?? SacredRun.resultName)
    row.start = started.unixSeconds
    row.end = stopped?.unixSeconds
    if let stopped, stopped >= started { row.seconds = stopped.secondsSince(started) }
    row.error = exception?.line
    return row
  }

  /// What is reported of the run besides its state.
  var facts: LayoutFacts {
    var facts = LayoutFacts()
    facts.set(SacredKeys.command, command)
    facts.set(SacredKeys.elapsed, .optional(elapsed))
    facts.set(SacredKeys.experiment, experimentName)
    facts.set(SacredKeys.heartbeatInterval, .double(interval))
    facts.set(SacredKeys.host, host)
    facts.set(SacredKeys.mainFile, mainFile)
    facts.set(SacredKeys.status, sacredStatus)
    facts.set(SacredKeys.version, sacredVersion)
    facts.set(SacredKeys.startedAt, SacredRun.text(started))
    facts.set(SacredKeys.stoppedAt, SacredRun.text(stopped))
    facts.set(SacredKeys.updatedAt, SacredRun.text(heartbeat))
    return facts
  }

  private static func text(_ moment: Timestamp?) -> JSONString? {
    moment.map { JSONString(ISO8601.text($0)) }
  }
}
