import FileFormats

/// A job that failed, by the log: the lines below `Error in rule NAME:`.
struct SnakemakeError {
  /// The most lines that are kept of an exception. The mark stands for the others.
  static let mostLines = 1_000
  /// How much is kept of a shell command, in bytes, and how many of the names of logs.
  private static let mostShell = 1 << 20
  private static let mostLogs = 100
  /// What stands for the rest of something of which only the beginning is kept.
  static let mark = JSONString(generalisedUTF8: CutText.mark)

  let rule: JSONString
  /// When it was logged, by the clock on the wall.
  let time: SnakemakeMoment?
  /// The lines that Snakemake 9 writes before it: the exception of the job, as Snakemake saw it.
  let preamble: [JSONString]
  private(set) var job: Int?
  private(set) var message: JSONString?
  private(set) var outputs: JSONString?
  private(set) var inputs: JSONString?
  private(set) var externalJob: JSONString?
  /// The log files of the rule, as the log names them.
  private(set) var logs: [JSONString] = []
  /// Whether the log names more of them.
  private(set) var hasMoreLogs = false
  /// The lines of the shell command, and where the last one that is not empty begins and ends.
  private var shell: [UInt8] = []
  private var lastLine = 0..<0
  private var hasShell = false
  private var isShellCut = false
  private var isInShell = false

  init(rule: JSONString, time: SnakemakeMoment?, preamble: [JSONString]) {
    self.rule = rule
    self.time = time
    self.preamble = preamble
  }

  /// The shell command; nil for a job that runs Python or a script.
  var command: JSONString? {
    if isShellCut {
      let lines = shell + [UInt8(ascii: "\n")] + CutText.mark
      return JSONString(String(decoding: lines, as: UTF8.self))
    }
    var end = lastLine.upperBound
    // Snakemake adds it, "(command exited with non-zero exit code)" in 9.
    let last = shell[lastLine]
    if last.first == UInt8(ascii: "("), last.last == UInt8(ascii: ")"),
      last.withUnsafeBufferPointer(SnakemakeError.exitNote.isFound(in:))
    {
      end = max(0, lastLine.lowerBound - 1)
    }
    return end == 0 ? nil : JSONString(String(decoding: shell[..<end], as: UTF8.self))
  }

  private static let exitNote = ByteSearch("exited with non-zero exit code")

  mutating func takeEmptyLine() {
    if isInShell { takeShell(LogText(UnsafeBufferPointer(start: nil, count: 0))) }
  }

  private mutating func takeShell(_ line: LogText) {
    guard !isShellCut, shell.count + line.bytes.count < SnakemakeError.mostShell else {
      isShellCut = true
      return
    }
    if hasShell { shell.append(UInt8(ascii: "\n")) }
    hasShell = true
    if !line.isEmpty { lastLine = shell.count..<(shell.count + line.bytes.count) }
    shell += line.bytes
  }

  /// Takes an indented line: a key of four spaces, or a line of the shell command, which has more.
  mutating func take(_ line: LogText) {
    if line.indentation > 4, isInShell {
      takeShell(line.dropping(8))
      return
    }
    isInShell = false
    let field = line.trimmed
    if let text = field.after("jobid: ") {
      job = text.count
    } else if let text = field.after("message: "), !text.equals("None") {
      message = text.text
    } else if let text = field.after("output: ") {
      outputs = text.text
    } else if let text = field.after("input: ") {
      inputs = text.text
    } else if let text = field.after("external_jobid: ") {
      externalJob = text.text
    } else if let text = field.after("log: ") {
      takeLogs(text)
    } else if field.hasPrefix("shell:") {
      isInShell = true
    }
  }

  /// `logs/a.log, logs/b.log (check log file(s) for error details)`; 7.32.4 says "error message".
  private mutating func takeLogs(_ text: LogText) {
    logs = []
    hasMoreLogs = false
    var names = Array(text.bytes)
    let note = Array(" (check log file(s)".utf8)
    if let start = names.indices.last(where: { names[$0...].starts(with: note) }) {
      names.removeSubrange(start...)
    }
    for name in names.split(separator: UInt8(ascii: ",")) {
      guard logs.count < SnakemakeError.mostLogs else {
        hasMoreLogs = true
        break
      }
      let name = name.drop { $0 == UInt8(ascii: " ") }
      logs.append(JSONString(String(decoding: name, as: UTF8.self)))
    }
  }
}
