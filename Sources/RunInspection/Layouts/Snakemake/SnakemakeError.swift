import FileFormats

/// A job that failed, by the log: the lines below `Error in rule NAME:`.
struct SnakemakeError {
  /// The most lines that are kept of a command or of an exception.
  static let mostLines = 1_000

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
  private var shell: [[UInt8]] = []
  private var isInShell = false

  init(rule: JSONString, time: SnakemakeMoment?, preamble: [JSONString]) {
    self.rule = rule
    self.time = time
    self.preamble = preamble
  }

  /// The shell command; nil for a job that runs Python or a script.
  var command: JSONString? {
    var lines = shell[...]
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    // Snakemake adds it, "(command exited with non-zero exit code)" in 9.
    if let last = lines.last, last.starts(with: "(".utf8), last.last == UInt8(ascii: ")") {
      let text = String(decoding: last, as: UTF8.self)
      if text.contains("exited with non-zero exit code") { lines.removeLast() }
    }
    return lines.isEmpty
      ? nil
      : JSONString(
        String(decoding: Array(lines.joined(separator: [UInt8(ascii: "\n")])), as: UTF8.self))
  }

  mutating func takeEmptyLine() {
    if isInShell, shell.count < SnakemakeError.mostLines { shell.append([]) }
  }

  /// Takes an indented line: a key of four spaces, or a line of the shell command, which has more.
  mutating func take(_ line: LogText) {
    if line.indentation > 4, isInShell {
      if shell.count < SnakemakeError.mostLines { shell.append(Array(line.dropping(8).bytes)) }
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
    var names = Array(text.bytes)
    let note = Array(" (check log file(s)".utf8)
    if let start = names.indices.last(where: { names[$0...].starts(with: note) }) {
      names.removeSubrange(start...)
    }
    let text = String(decoding: names, as: UTF8.self)
    logs = text.split(separator: ",").prefix(16).map {
      JSONString(String($0.drop { $0 == " " }))
    }
  }
}
