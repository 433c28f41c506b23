import FileFormats
import ReadOnlyFiles

/// Reads what a run was started with: the file of each input, and for what was not given the default
/// values of the functions, all of which are in one file (pipefunc 0.93.2, `map/_run_info.py`).
struct PipefuncInputs {
  let run: PipefuncRun
  let request: ValueRequest

  /// The most default values that are examined; a pipeline has dozens.
  private static let mostDefaults = 100_000

  func answer(_ folder: borrowing Folder) throws(InspectionError) -> InputAnswer {
    let given = try names(in: folder)
    var answer = InputAnswer()
    // A default that an input replaces is not read.
    let known = Set(given)
    let needsDefaults = request.names.isEmpty || !known.isSuperset(of: request.names)
    var defaults = Defaults(values: [:], fault: nil)
    if needsDefaults { defaults = readDefaults(folder) }
    var values = StoredElementValues(request)
    for name in try selected(known, defaults) {
      if known.contains(name) {
        let value = value(of: name, in: folder, &values)
        answer.inputs.append(InputValue(name: name, source: .inputs, value: value))
      } else if let content = defaults.values[name] {
        let value = PipefuncInputs.value(of: content, &values)
        answer.inputs.append(InputValue(name: name, source: .defaults, value: value))
      } else if let fault = defaults.fault {
        answer.inputs.append(
          InputValue(name: name, source: .defaults, value: .unreadable(fault)))
      }
    }
    if let fault = defaults.fault { answer.warnings.append(.valueIgnored(fault)) }
    return answer
  }

  /// The names of the inputs that were given: those that the run lists, otherwise those of the files.
  private func names(in folder: borrowing Folder) throws(InspectionError) -> [JSONString] {
    if let names = run.runInfo.inputNames { return names }
    var names: [JSONString] = []
    let ending = Array(PipefuncNames.singleValueEnding.utf8)
    do throws(FileError) {
      var listing = try folder.listing(of: PipefuncNames.inputs)
      while let entry = try listing.next() {
        let bytes = entry.name.bytes
        guard bytes.count > ending.count, bytes.suffix(ending.count) == ending[...] else {
          continue
        }
        names.append(JSONString(fileSystemBytes: Array(bytes.dropLast(ending.count))))
      }
    } catch {
      try folder.confirmAbsence(of: PipefuncNames.inputs, error)
    }
    return names.sorted()
  }

  /// The requested names, or all in code point order.
  private func selected(
    _ given: Set<JSONString>, _ defaults: Defaults
  ) throws(InspectionError) -> [JSONString] {
    let all = given.union(defaults.values.keys)
    if request.names.isEmpty { return all.sorted() }
    if request.ignoresUnknownNames, defaults.fault == nil {
      return request.names.filter(all.contains)
    }
    // A name that is unknown may be that of a default that can't be read.
    if defaults.fault == nil {
      for name in request.names where !all.contains(name) {
        throw .notFound(.inputs, name, available: all.sorted())
      }
    }
    return request.names
  }

  private func value(
    of name: JSONString, in folder: borrowing Folder, _ values: inout StoredElementValues
  ) -> StoredValue {
    do throws(InspectionError) {
      try folder.confirmFolderOrNothing(PipefuncNames.inputs)
      let file = try PipefuncNames.input(name)
      guard let content = StoredPickle.content(of: file, in: folder, patience: run.patience) else {
        throw PipefuncInputs.absence(of: file, in: folder)
      }
      return PipefuncInputs.value(of: content, &values)
    } catch {
      return .unreadable(error)
    }
  }

  private static func value(
    of content: StoredElement.Content, _ values: inout StoredElementValues
  ) -> StoredValue {
    values.value(
      of: StoredElement(index: nil, coordinates: [], content: content), internalShape: [])
  }

  /// Why a file that the run lists has no contents.
  private static func absence(of file: RawPath, in folder: borrowing Folder) -> InspectionError {
    let path = folder.path.appending(file)
    do throws(FileError) {
      if try folder.status(of: file) != nil { return .layout(PipefuncFault.inputUnfinished(path)) }
    } catch {
      return .unreadable(error)
    }
    return .unreadable(
      FileError(operation: .open, path: path, reason: .system(.noSuchFile)))
  }

  // MARK: - Defaults

  /// The default values by their names, or why they can't be read.
  private struct Defaults {
    let values: [JSONString: StoredElement.Content]
    let fault: InspectionError?
  }

  private func readDefaults(_ folder: borrowing Folder) -> Defaults {
    do throws(InspectionError) {
      try folder.confirmFolderOrNothing(PipefuncNames.defaults)
      let file = PipefuncNames.defaultValues
      let content = StoredPickle.content(of: file, in: folder, patience: run.patience)
      switch content {
      case nil:
        if run.runInfo.keepsDefaults { throw PipefuncInputs.absence(of: file, in: folder) }
        return Defaults(values: [:], fault: nil)
      case .fault(let fault): throw fault
      case .value(let document, let root):
        guard case .dictionary = document.outline(of: root) else { break }
        var values: [JSONString: StoredElement.Content] = [:]
        let entries = document.firstEntries(
          PipefuncInputs.mostDefaults + 1, of: .items, in: root)
        if entries.count > PipefuncInputs.mostDefaults {
          throw .tooManyEntries(
            folder.path.appending(file), key: "", limit: PipefuncInputs.mostDefaults)
        }
        for entry in entries {
          guard let name = document.textBytes(of: entry.key) else { continue }
          values[JSONString(generalisedUTF8: Array(name))] = .value(document, entry.value)
        }
        return Defaults(values: values, fault: nil)
      default: break
      }
      throw .layout(PipefuncFault.notADictionary(folder.path.appending(file)))
    } catch {
      return Defaults(values: [:], fault: error)
    }
  }
}
