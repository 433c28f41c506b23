import FileFormats

/// What one invocation of Snakemake wrote to its log (7.32.4, 8.25.2, 9.27.1), read line by line.
///
/// Memory grows with the number of jobs, up to a limit, and not with the length of the log.
struct SnakemakeSurvey {
  /// The most jobs whose times are kept for a history, and the most that are known to be under way.
  static let mostJobs = 200_000
  /// The most errors that are kept; the others are counted.
  static let mostErrors = 10_000
  /// The most rules; a workflow has dozens.
  static let mostRules = 10_000

  /// A rule and its jobs in this invocation.
  struct Rule {
    let name: JSONString
    /// By the table of jobs, which tells of all in advance.
    var planned = 0
    var begun = 0
    var done = 0
    var failed = 0
    var total: Int { max(planned, begun) }
  }

  /// An execution of a rule.
  struct Job {
    let rule: Int
    let number: Int
    var start: SnakemakeMoment?
    var end: SnakemakeMoment?
    var wildcards: JSONString?
    var isDone = false
    var isFailed = false
  }

  /// What the log tells of an invocation as a whole.
  struct Marks: OptionSet {
    let rawValue: Int
    static let jobTable = Marks(rawValue: 1)
    static let end = Marks(rawValue: 2)
    static let nothingToDo = Marks(rawValue: 4)
    static let failing = Marks(rawValue: 8)
    static let interrupted = Marks(rawValue: 16)
    static let terminated = Marks(rawValue: 32)
    static let errorInRule = Marks(rawValue: 64)
    static let unlock = Marks(rawValue: 128)
    /// It began to build the graph of jobs.
    static let begun = Marks(rawValue: 256)
  }

  let keepsJobs: Bool
  private(set) var marks: Marks = []
  /// The head of the log, which only 9 writes in full.
  private(set) var head = SnakemakeHead()
  private(set) var rules: [Rule] = []
  /// The jobs that ended, if they are kept, in the order in which they began.
  private(set) var jobs: [Job] = []
  private(set) var errors: [SnakemakeError] = []
  private(set) var errorCount = 0
  /// How many steps of how many were done, by the last line of progress.
  private(set) var stepsDone: Int?
  private(set) var stepsTotal: Int?
  private(set) var first: SnakemakeMoment?
  private(set) var last: SnakemakeMoment?
  /// An exception that ended the invocation before or outside of any job, and what it says.
  private(set) var exception: (type: JSONString, message: [JSONString])?
  private(set) var elapsedSeconds: Double?
  /// The limit beyond which rules or jobs under way were not followed; nil if none was reached.
  private(set) var cut: Int?
  /// Whether more jobs ended than are kept.
  private(set) var hasMoreJobs = false

  private enum Block {
    case none
    case head
    case jobTable
    case job(Int)
    case error
    case exception
  }

  private var block = Block.none
  private var rulePositions: [JSONString: Int] = [:]
  /// The jobs under way, by their numbers: the position in `open`.
  private var open: [Int: Job] = [:]
  /// The rules of jobs that failed and have not been repeated with success.
  private var failedJobs: [Int: Int] = [:]
  /// The jobs that failed first and succeeded when they were repeated.
  private var recovered: Set<Int> = []
  private var current: Job?
  private var error: SnakemakeError?
  /// The lines of an exception that come before the error of its job.
  private var preamble: [JSONString] = []

  init(keepsJobs: Bool = false) {
    self.keepsJobs = keepsJobs
  }

  /// The jobs that were begun and have not ended, in the order of their numbers.
  var activeJobs: [Job] { open.values.sorted { $0.number < $1.number } }

  /// The name of the rule of a job.
  func name(of job: Job) -> JSONString { rules[job.rule].name }

  /// Takes the next line.
  mutating func take(_ line: LogText, isTerminated: Bool) {
    if line.isEmpty { return takeEmptyLine() }
    // A torn line may be misread; what it would have told is told by the next reading.
    guard isTerminated || line.indentation > 0 else { return }
    if line.indentation == 0 {
      if case .jobTable = block, takeTableRow(line) { return }
      return begin(line)
    }
    switch block {
    case .none, .jobTable: break
    case .head: head.take(line)
    case .job: takeJobLine(line)
    case .error: error?.take(line)
    case .exception: takeExceptionLine(line)
    }
  }

  /// Takes the end of the log.
  mutating func finish() {
    endBlock()
    let all = errors.count
    errors.removeAll { $0.job.map(recovered.contains) ?? false }
    errorCount -= all - errors.count
  }

  private mutating func takeEmptyLine() {
    switch block {
    case .error: error?.takeEmptyLine()
    case .head, .exception: break
    case .jobTable:
      if stepsTotal != nil || !rules.isEmpty { endBlock() }
    default: endBlock()
    }
  }

  private mutating func endBlock() {
    switch block {
    case .job: endJobBlock()
    case .error: endError()
    default: break
    }
    block = .none
  }

  // MARK: - Lines at the margin

  private mutating func begin(_ line: LogText) {
    if line.hasPrefix("["), let moment = SnakemakeMoment(bracketed: line) {
      endBlock()
      if first == nil { first = moment }
      last = moment
      return
    }
    if case .exception = block, !SnakemakeLine.beginsSection(line) {
      return takeExceptionLine(line)
    }
    endBlock()
    if let name = SnakemakeLine.rule(line) { return beginJob(name) }
    if let number = SnakemakeLine.finishedJob(line) { return finishJob(number) }
    if let name = SnakemakeLine.failedRule(line) {
      if marks.contains(.interrupted) { return }
      marks.insert(.errorInRule)
      error = SnakemakeError(rule: name, time: last, preamble: preamble)
      preamble = []
      block = .error
      return
    }
    if takeProgress(line) { return }
    takeMark(line)
  }

  private mutating func takeMark(_ line: LogText) {
    if line.equals("SNAKEMAKE") || line.hasPrefix("====") {
      block = .head
    } else if line.hasPrefix("Building DAG of jobs") {
      marks.insert(.begun)
    } else if line.hasPrefix("Job stats:") {
      marks.insert(.jobTable)
      block = .jobTable
    } else if line.hasPrefix("Nothing to be done") {
      marks.insert(.nothingToDo)
    } else if line.hasPrefix("Complete log") {
      marks.insert(.end)
    } else if line.hasPrefix("Exiting because a job execution failed") {
      marks.insert(.failing)
    } else if line.hasPrefix("Terminating processes on user request") {
      marks.insert(.interrupted)
    } else if line.hasPrefix("Will exit after finishing") {
      marks.insert(.terminated)
    } else if line.hasPrefix("Unlocked working directory")
      || line.hasPrefix("Unlocking working directory")
    {
      marks.insert(.unlock)
    } else if let rest = line.after("Elapsed time: ") {
      elapsedSeconds = SnakemakeHead.seconds(rest)
    } else if line.hasPrefix("Trying to restart job") {
      exception = nil
    } else if SnakemakeLine.isException(line) {
      let name = line.split(at: ":")?.before ?? line
      let type = name.words.first ?? name
      exception = (type.text, [])
      preamble = [line.text]
      block = .exception
    } else {
      head.takeLine(line)
    }
  }

  private mutating func takeExceptionLine(_ line: LogText) {
    guard preamble.count <= SnakemakeError.mostLines else { return }
    let text = preamble.count < SnakemakeError.mostLines ? line.text : SnakemakeError.mark
    exception?.message.append(text)
    preamble.append(text)
  }

  // MARK: - Jobs

  private mutating func takeTableRow(_ line: LogText) -> Bool {
    let words = line.words
    guard words.count >= 2, let name = words.first, let count = words[1].count else {
      return line.hasPrefix("job ") || line.hasPrefix("---")
    }
    if name.equals("total") {
      stepsTotal = max(stepsTotal ?? 0, count)
      endBlock()
    } else if let position = position(of: name.text) {
      rules[position].planned = max(rules[position].planned, count)
    }
    return true
  }

  private mutating func position(of rule: JSONString) -> Int? {
    if let known = rulePositions[rule] { return known }
    guard rules.count < SnakemakeSurvey.mostRules else {
      cut = SnakemakeSurvey.mostRules
      return nil
    }
    rules.append(Rule(name: rule))
    rulePositions[rule] = rules.count - 1
    return rules.count - 1
  }

  private mutating func beginJob(_ rule: JSONString) {
    preamble = []
    guard let position = position(of: rule) else { return }
    current = Job(rule: position, number: -1, start: last)
    block = .job(position)
  }

  private mutating func takeJobLine(_ line: LogText) {
    let field = line.trimmed
    if let number = field.after("jobid: ")?.count, let job = current {
      current = Job(
        rule: job.rule, number: number, start: job.start, wildcards: job.wildcards)
    } else if let wildcards = field.after("wildcards: ") {
      current?.wildcards = wildcards.text
    }
  }

  private mutating func endJobBlock() {
    guard let job = current, job.number >= 0 else { return }
    current = nil
    if open[job.number] == nil, failedJobs[job.number] == nil {
      rules[job.rule].begun = rules[job.rule].begun.addingSaturated(1)
    }
    if open.count < SnakemakeSurvey.mostJobs {
      open[job.number] = job
    } else {
      cut = SnakemakeSurvey.mostJobs
    }
  }

  private mutating func finishJob(_ number: Int) {
    exception = nil
    guard var job = open.removeValue(forKey: number) else { return }
    if let rule = failedJobs.removeValue(forKey: number) {
      rules[rule].failed -= 1
      recovered.insert(number)
    }
    rules[job.rule].done = rules[job.rule].done.addingSaturated(1)
    job.isDone = true
    keep(job)
  }

  private mutating func endError() {
    guard let ended = error else { return }
    error = nil
    exception = nil
    if let number = ended.job {
      let job = open.removeValue(forKey: number)
      if failedJobs[number] == nil, let rule = position(of: ended.rule) {
        failedJobs[number] = rule
        rules[rule].failed = rules[rule].failed.addingSaturated(1)
      }
      if var job {
        job.isFailed = true
        keep(job)
      }
    } else if let rule = position(of: ended.rule) {
      rules[rule].failed = rules[rule].failed.addingSaturated(1)
    }
    errorCount += 1
    if errors.count < SnakemakeSurvey.mostErrors { errors.append(ended) }
  }

  private mutating func keep(_ job: Job) {
    guard keepsJobs else { return }
    hasMoreJobs = jobs.count >= SnakemakeSurvey.mostJobs
    if hasMoreJobs { return }
    var job = job
    job.end = last
    jobs.append(job)
  }

  /// `2 of 6 steps (33%) done`.
  private mutating func takeProgress(_ line: LogText) -> Bool {
    guard let (done, rest) = line.leadingCount,
      let (total, end) = rest.after(" of ")?.leadingCount, end.hasPrefix(" steps (")
    else { return false }
    stepsDone = done
    stepsTotal = max(total, 0)
    return true
  }
}
