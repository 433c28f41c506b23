import FileFormats

/// How a run describes itself in its log: the records `run`, `header` and `environment`.
struct WandbRun {
  private(set) var identifier: JSONString?
  private(set) var entity: JSONString?
  private(set) var project: JSONString?
  private(set) var group: JSONString?
  private(set) var jobType: JSONString?
  private(set) var displayName: JSONString?
  private(set) var notes: JSONString?
  private(set) var tags: [JSONString] = []
  private(set) var sweep: JSONString?
  private(set) var host: JSONString?
  /// When it began, in seconds since 1970.
  private(set) var start: Double?
  /// The version of wandb, with the commit that it was built from; 0.16.6 does not store it.
  private(set) var producer: JSONString?
  private(set) var program: JSONString?
  private(set) var arguments: [JSONString] = []

  private static let mostTags = 1_000

  /// Takes a record `run`; a field that it does not set keeps its value.
  mutating func take(_ message: WandbMessage) {
    var newTags: [JSONString] = []
    message.forEach { number, value in
      switch number {
      case 1: identifier = message.text(value) ?? identifier
      case 2: entity = message.text(value) ?? entity
      case 3: project = message.text(value) ?? project
      case 6: group = message.text(value) ?? group
      case 7: jobType = message.text(value) ?? jobType
      case 8: displayName = message.text(value) ?? displayName
      case 9: notes = message.text(value) ?? notes
      case 10:
        if newTags.count < WandbRun.mostTags, let tag = message.text(value) { newTags.append(tag) }
      case 12: sweep = message.text(value) ?? sweep
      case 13: host = message.text(value) ?? host
      case 17: start = message.message(value)?.unixSeconds ?? start
      default: break
      }
    }
    if !newTags.isEmpty { tags = newTags }
  }

  mutating func takeHeader(_ message: WandbMessage) {
    message.forEach { number, value in
      guard number == 1, let version = message.message(value) else { return }
      version.forEach { number, value in
        if number == 1 { producer = version.text(value) ?? producer }
      }
    }
  }

  /// Takes a record `environment` (0.31.0). In 0.16.6 its number belonged to another message, whose fields
  /// are none of these.
  mutating func takeEnvironment(_ message: WandbMessage) {
    var newArguments: [JSONString] = []
    message.forEach { number, value in
      switch number {
      case 5:
        if newArguments.count < WandbRun.mostTags, let argument = message.text(value) {
          newArguments.append(argument)
        }
      case 6: program = message.text(value) ?? program
      case 12: host = host ?? message.text(value)
      default: break
      }
    }
    if !newArguments.isEmpty { arguments = newArguments }
  }

  /// Takes what a later part of the log tells.
  mutating func take(later: WandbRun) {
    identifier = later.identifier ?? identifier
    entity = later.entity ?? entity
    project = later.project ?? project
    group = later.group ?? group
    jobType = later.jobType ?? jobType
    displayName = later.displayName ?? displayName
    notes = later.notes ?? notes
    if !later.tags.isEmpty { tags = later.tags }
    sweep = later.sweep ?? sweep
    host = later.host ?? host
    start = later.start ?? start
    producer = later.producer ?? producer
    program = later.program ?? program
    if !later.arguments.isEmpty { arguments = later.arguments }
  }
}
