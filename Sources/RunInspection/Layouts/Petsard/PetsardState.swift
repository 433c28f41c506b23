import FileFormats
import ReadOnlyFiles

/// The state of a PETsARD run as users pickle it: the Status object, a dictionary of its parts, or one
/// part alone (PETsARD 1.10.1 and 1.5.1, `status.py`). Nothing of it is executed.
///
/// Current releases can't pickle the Status object itself, because it holds a lock.
struct PetsardState {
  /// The largest pickle that is read, in bytes. The state holds the data frames of all steps.
  static let sizeLimit = 1 << 28

  let objects: PetsardObjects
  /// The pickle, for messages.
  let path: RawPath
  /// The modules of the workflow in order.
  private(set) var sequence: [JSONString]?
  /// The modules that have run.
  private(set) var activeModules: [JSONString]?
  /// The modules whose schemas are known.
  private(set) var metadataModules: [JSONString]?
  /// Objects of the class ExecutionSnapshot.
  private(set) var snapshots: [PetsardObjects.Record]?
  /// Objects of the class TimingRecord.
  private(set) var timings: [PetsardObjects.Record]?
  /// Objects of the class MetadataChange (up to 1.5), or dictionaries (later).
  private(set) var changes: [PetsardObjects.Record]?

  /// Reads the pickle of a run.
  static func read(in run: borrowing OpenedRun) throws(InspectionError) -> PetsardState {
    let name = run.file ?? PetsardNames.pickle
    let path = run.folder.path.appending(name)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try run.folder.contents(of: name, limit: sizeLimit, links: run.links).bytes
    } catch {
      throw .unreadable(error)
    }
    let document: PickleDocument
    do throws(PickleError) {
      document = try PickleDecoder.decode(bytes)
    } catch {
      throw .notAPickle(path, error)
    }
    let objects = PetsardObjects(document: document)
    let state = PetsardState(objects, path)
    if let limit = objects.exceededLimit { throw .tooManyEntries(path, key: "", limit: limit) }
    guard let state else { throw .layout(PetsardFault.unexpectedPickle(path)) }
    for (key, records) in [
      ("snapshots", state.snapshots), ("timing_records", state.timings),
      ("change_history", state.changes),
    ] as [(JSONString, [PetsardObjects.Record]?)]
    where records?.count ?? 0 > PetsardObjects.mostRecords {
      throw .tooManyEntries(path, key: key, limit: PetsardObjects.mostRecords)
    }
    return state
  }

  /// The state in a pickle; nil if it contains something else.
  private init?(_ objects: PetsardObjects, _ path: RawPath) {
    self.objects = objects
    self.path = path
    let root = objects.document.root
    if let items = objects.items(of: root) {
      snapshots = objects.records(items, .snapshot)
      timings = objects.records(items, .timing)
      changes = objects.records(items, .change)
      let isState = [snapshots, timings, changes].contains { $0?.isEmpty == false }
      if snapshots?.isEmpty ?? true { snapshots = nil }
      if timings?.isEmpty ?? true { timings = nil }
      if changes?.isEmpty ?? true { changes = nil }
      if !isState { return nil }
      return
    }
    guard let record = objects.record(root, isWhole: true) else { return nil }
    switch record.kind {
    case .snapshot: snapshots = [record]
    case .timing: timings = [record]
    case .change: changes = [record]
    case nil: if !readParts(record) && !readSchemas(record) { return nil }
    }
  }

  /// Reads the schemas by their modules.
  private mutating func readSchemas(_ record: PetsardObjects.Record) -> Bool {
    guard record.className == nil, !record.fields.isEmpty,
      record.fields.allSatisfy({ objects.isSchema($0.value) })
    else { return false }
    metadataModules = record.fields.map(\.name)
    return true
  }

  /// Reads the parts of the Status object, or of a dictionary with its attributes.
  private mutating func readParts(_ record: PetsardObjects.Record) -> Bool {
    sequence = record["sequence"].flatMap { objects.texts($0) }
    activeModules = record["status"].flatMap { objects.keys($0) }
    metadataModules = record["metadata"].flatMap { objects.keys($0) }
    snapshots = record["snapshots"].flatMap { objects.items(of: $0) }
      .map { objects.records($0, .snapshot) }
    timings = record["timing_records"].flatMap { objects.items(of: $0) }
      .map { objects.records($0, .timing) }
    let tracker = record["metadata_obj"].flatMap { objects.record($0) }
    changes =
      (record["change_records"] ?? record["change_history"] ?? tracker?["change_history"])
      .flatMap { objects.items(of: $0) }
      .map { objects.records($0, .change) }
    return sequence != nil || snapshots != nil || timings != nil || changes != nil
  }
}
