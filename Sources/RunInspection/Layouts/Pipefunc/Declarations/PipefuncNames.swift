import FileFormats
import ReadOnlyFiles

/// The names of the files that pipefunc leaves in a run folder (0.12 to 0.93.2).
enum PipefuncNames {
  /// The description of the run.
  static let runInfo = RawPath("run_info.json")
  /// The description as releases up to 0.11 wrote it, which is a pickle.
  static let legacyRunInfo = RawPath("run_info.cloudpickle")
  /// The heartbeat of `map_async` (from 0.91).
  static let heartbeat = RawPath("pipefunc_status.json")
  /// The folder of all outputs.
  static let outputs = RawPath("outputs")
  /// The folder with a file for each input.
  static let inputs = RawPath("inputs")
  /// The folder of the default values (from 0.21).
  static let defaults = RawPath("defaults")
  /// The file with all default values, which is a pickled dictionary.
  static let defaultValues = RawPath("defaults/defaults.cloudpickle")
  /// The extension of a file with a single value.
  static let singleValueEnding = ".cloudpickle"
  /// The file of a whole array in the `dict` storages, below the folder of the output.
  static let dictionary = RawPath("dict_array.cloudpickle")
  /// The folder in a Zarr store whose chunks show which elements are done.
  static let zarrMask = RawPath("mask")
  /// The folder in a Zarr store with the values.
  static let zarrArray = RawPath("array")

  /// The description of the values of a Zarr 2 store.
  static let zarr2Array = RawPath("array/.zarray")

  /// The name of an output as one name below `outputs`.
  ///
  /// - Throws: `PipefuncFault.outputNameLeavesFolder` for anything that is not one name, such as `..`
  ///   or `a/b`.
  static func path(of output: JSONString) throws(InspectionError) -> RawPath {
    guard let name = output.fileSystemBytes.map(RawPath.init(bytes:)), name.isSingleName else {
      throw .layout(PipefuncFault.outputNameLeavesFolder(output))
    }
    return name
  }

  /// The file of an input.
  ///
  /// - Throws: `PipefuncFault.inputNameLeavesFolder` for anything that is not one name.
  static func input(_ name: JSONString) throws(InspectionError) -> RawPath {
    guard let path = name.fileSystemBytes.map(RawPath.init(bytes:)), path.isSingleName else {
      throw .layout(PipefuncFault.inputNameLeavesFolder(name))
    }
    return file(path, in: inputs)
  }

  /// The file of an element of a `file_array`, below the folder of the output.
  static func element(_ index: Int) -> RawPath { RawPath("__\(index)__.pickle") }

  /// The file of an output that is a single value.
  static func singleValue(_ output: RawPath) -> RawPath {
    file(output, in: outputs)
  }

  /// The file of a single value.
  private static func file(_ name: RawPath, in folder: RawPath) -> RawPath {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      folder.bytes.count + 1 + name.bytes.count + singleValueEnding.utf8.count)
    bytes += folder.bytes
    bytes.append(UInt8(ascii: "/"))
    bytes += name.bytes
    bytes += singleValueEnding.utf8
    return RawPath(bytes: bytes)
  }

  /// The folder of an output that is an array.
  static func array(_ output: RawPath) -> RawPath {
    outputs.appending(output)
  }

  /// The index of the element in a file of a `file_array`, from a name such as `__12__.pickle`; nil for
  /// any other name, including `__012__.pickle`, which the storage never writes.
  @inline(__always)
  static func elementIndex(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    let underscore = UInt8(ascii: "_")
    let end = name.count - elementEnding.utf8CodeUnitCount
    guard end > 2, end <= 2 + 18, name[0] == underscore, name[1] == underscore else { return nil }
    for position in 0..<elementEnding.utf8CodeUnitCount
    where name[end + position] != elementEnding.utf8Start[position] { return nil }
    if name[2] == UInt8(ascii: "0"), end > 3 { return nil }
    var index = 0
    for position in 2..<end {
      let digit = name[position] &- UInt8(ascii: "0")
      if digit > 9 { return nil }
      index = index * 10 + Int(digit)
    }
    return index
  }

  private static let elementEnding: StaticString = "__.pickle"
}
