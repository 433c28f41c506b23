import FileFormats
import ReadOnlyFiles

/// The artifacts of a run: each task lists the names and the SHA-1 of its own, and the folder `data` beside
/// the runs of a flow holds them, as pickles packed by gzip. They are decoded without executing anything.
struct MetaflowArtifacts {
  /// How many bytes all artifacts of an answer may unpack to, beside so many times as they are stored in.
  static let mostUnpacked = 512 << 20
  private static let mostRatio = 16
  /// The largest artifact that is read, in bytes, as it is stored.
  static let packedLimit = 1 << 24
  /// How many bytes an artifact may unpack to, beside twice as many as it is stored in.
  static let unpackedLimit = 28 << 20
  /// How many bytes may be taken to decode it, beside as many as it is stored in.
  private static let workingLimit = 22 << 20

  let environment: InspectionEnvironment
  /// How many more bytes may be unpacked.
  private var room = MetaflowArtifacts.mostUnpacked
  /// The artifact that was read last: names can share one.
  private var last: (identifier: JSONString, document: PickleDocument)?

  init(environment: InspectionEnvironment) {
    self.environment = environment
  }

  /// The names of the artifacts of a task with what they are stored by.
  func list(
    _ name: RawPath, in run: borrowing Folder
  ) throws(InspectionError) -> [(name: JSONString, identifier: JSONString)] {
    let documents = DocumentReader(environment: environment)
    guard
      let document = try documents.ifPresent(name, in: run, limit: MetaflowTask.documentLimit)
    else { return [] }
    guard let objects = document.root["objects"]?.members else {
      throw .missingKey(run.path.appending(name), key: "objects")
    }
    return objects.compactMap { member in
      member.value.string.map { (member.key, $0) }
    }
  }

  /// Whether an artifact is Metaflow's own, or holds the name of the flow.
  private static func isInternal(_ name: JSONString) -> Bool {
    name == "name" || name.bytes.first == UInt8(ascii: "_")
  }

  /// What the run was started with.
  func parameters(
    in run: borrowing Folder
  ) throws(InspectionError) -> [(name: JSONString, identifier: JSONString)] {
    let file = MetaflowSurvey.parameterTask.appending("0.data.json")
    return try list(file, in: run)
      .filter { !MetaflowArtifacts.isInternal($0.name) }.sorted { $0.name < $1.name }
  }

  /// The artifacts of a run without its parameters: of each name the one that the newest task has, in code
  /// point order.
  func results(
    of survey: MetaflowSurvey, in run: borrowing Folder
  ) throws(InspectionError) -> [(name: JSONString, identifier: JSONString)] {
    let parameters = Set(try parameters(in: run).map(\.name))
    var found: [JSONString: JSONString] = [:]
    for task in survey.tasks.reversed() where task.hasArtifacts {
      for (name, identifier) in try list(task.file("data.json"), in: run)
      where found[name] == nil && !parameters.contains(name) && !MetaflowArtifacts.isInternal(name)
      {
        found[name] = identifier
      }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The value of an artifact; elided if there is no room for it.
  mutating func value(
    _ identifier: JSONString, in run: borrowing Folder, _ limits: PickleValueReader.Limits,
    _ budget: AnswerBudget
  ) -> StoredValue {
    guard !budget.isSpent, room > 0 else { return .elided }
    do throws(InspectionError) {
      let document: PickleDocument
      if let last, last.identifier == identifier {
        document = last.document
      } else {
        last = nil
        document = try pickle(identifier, in: run)
        last = (identifier, document)
      }
      var reader = PickleValueReader(document: document, limits: limits, budget: budget)
      return reader.value(of: document.root)
    } catch {
      return .unreadable(error)
    }
  }

  private mutating func pickle(
    _ identifier: JSONString, in run: borrowing Folder
  ) throws(InspectionError) -> PickleDocument {
    // Nothing but a checksum leads out of the run folder.
    let digits = identifier.bytes
    let isChecksum =
      digits.count == 40
      && digits.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte
          || (UInt8(ascii: "a")...UInt8(ascii: "f")) ~= byte
      }
    guard isChecksum else {
      throw .layout(MetaflowFault.notAnIdentifier(identifier))
    }
    let name = RawPath("data").appending(RawPath(bytes: Array(digits.prefix(2))))
      .appending(RawPath(bytes: digits))
    let path = run.path.parent.appending(name)
    var bytes: [UInt8]
    var limits = PickleLimits()
    do throws(FileError) {
      bytes = try run.parentFolder().contents(of: name, limit: MetaflowArtifacts.packedLimit).bytes
    } catch {
      throw .unreadable(error)
    }
    if bytes.starts(with: [0x1F, 0x8B]) {
      // A few bytes can unpack to any number of them: what may come of them depends on how many there are.
      limits.workingBytes = MetaflowArtifacts.workingLimit + bytes.count
      room += MetaflowArtifacts.mostRatio * bytes.count
      do throws(GzipError) {
        bytes = try Gzip.content(
          of: bytes, limit: MetaflowArtifacts.unpackedLimit + 2 * bytes.count)
        room -= bytes.count
      } catch {
        room -= MetaflowArtifacts.unpackedLimit
        throw .layout(MetaflowFault.notUnpacked(path, error))
      }
    }
    do throws(PickleError) {
      return try PickleDecoder.decode(bytes, limits: limits)
    } catch {
      throw .notAPickle(path, error)
    }
  }
}
