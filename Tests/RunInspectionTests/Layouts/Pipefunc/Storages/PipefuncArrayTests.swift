import FileFormats
import Foundation
import ReadOnlyFiles
import TestSupport
import Testing

@testable import RunInspection

/// The elements of arrays, counted in folders that a test makes.
@Suite struct PipefuncArrayTests {
  struct Found: Equatable {
    var settled: Int?
    var bytes: Int
    var ignored = 0
  }

  private func find(
    _ storage: any PipefuncStorage, _ files: [String], shape: [Int?], bytes: Bool = true,
    prepare: (TemporaryFolder) throws -> Void = { _ in }
  ) throws -> Found {
    let temporary = try TemporaryFolder()
    for file in files { try temporary.write("outputs/y/\(file)", "12345") }
    try prepare(temporary)
    let array = StoredArray(
      output: "y", folder: PipefuncNames.array(RawPath("y")),
      grid: try ArrayGrid(shape: shape, mask: shape.map { _ in true }, output: "y"),
      wantsBytes: bytes, storesErrors: false,
      patience: Patience(FakeClock(RunFolder.now).environment))
    let count = try storage.count(array, in: try Folder(RawPath(temporary.path)))
    return Found(settled: count.settled, bytes: count.bytes, ignored: count.ignored)
  }

  @Test(
    arguments: [
      // Zarr 3
      (["mask/c/0", "mask/c/2", "mask/zarr.json"], [3], 2),
      (["mask/c/1/2", "mask/c/0/0", "mask/c/1/3", "mask/c/2/0"], [2, 3], 2),
      (["mask/c", "mask/zarr.json"], [], 1), (["mask/zarr.json"], [], 0),
      (["mask/c.0", "mask/c.1"], [3], 2),
      // Zarr 2
      (["mask/0", "mask/2", "mask/.zarray", "mask/.zattrs"], [3], 2),
      (["mask/1.2", "mask/0.0", "mask/1.3", "mask/2.0"], [2, 3], 2),
      (["mask/1/2", "mask/0/0"], [2, 3], 2), (["mask/0", "mask/.zarray"], [], 1),
      // A size that is not known yet takes any coordinate.
      (["mask/c/0", "mask/c/999"], [nil], 2), (["mask/c/1/999"], [1, nil], 0),
      // What is no chunk of this array
      (["mask/c/3"], [3], 0), (["mask/c/0/0"], [3], 0), (["mask/c/0"], [2, 3], 0),
      (["mask/c/01", "mask/c/-1", "mask/c/1x", "mask/c/1.tmp", "mask/c/ 1"], [3], 0),
      (["mask/c/c/0", "mask/0.", "mask/.0", "mask/x/0"], [3], 0),
      (["mask/c/1000000000000000000"], [nil], 0),
      // The values don't count, only the mask does.
      (["array/c/0", "array/c/1", "zarr.json"], [3], 0),
    ] as [([String], [Int?], Int)])
  func countsTheChunksOfTheMaskOfAZarrStore(
    _ files: [String], _ shape: [Int?], _ settled: Int
  ) throws {
    let found = try find(ZarrStorage(), files, shape: shape)
    #expect(found == Found(settled: settled, bytes: 5 * files.count))
    let withoutBytes = try find(ZarrStorage(), files, shape: shape, bytes: false)
    #expect(withoutBytes.settled == settled)
  }

  @Test(
    arguments: [
      (["__0__.pickle", "__2__.pickle"], [3], 2), (["__3__.pickle", "__03__.pickle", "x"], [3], 0),
      (["__5__.pickle", "__6__.pickle"], [2, 3], 1), (["__999__.pickle"], [nil], 1),
      (["__0__.pickle/inside"], [3], 0), ([], [3], 0), (["__0__.pickle"], [0], 0),
    ] as [([String], [Int?], Int)])
  func countsTheFilesOfElements(_ files: [String], _ shape: [Int?], _ settled: Int) throws {
    let found = try find(FileArrayStorage(), files, shape: shape)
    #expect(found == Found(settled: settled, bytes: 5 * files.count))
    #expect(try find(FileArrayStorage(), files, shape: shape, bytes: false).settled == settled)
  }

  @Test func ignoresWhatIsNeitherAFileNorAFolder() throws {
    let files = try find(FileArrayStorage(), ["__0__.pickle"], shape: [3]) { temporary in
      try temporary.makePipe("outputs/y/__1__.pickle")
      try temporary.makeLink("outputs/y/__2__.pickle", to: "__0__.pickle")
    }
    #expect(files == Found(settled: 1, bytes: 5, ignored: 2))
    let chunks = try find(ZarrStorage(), ["mask/c/0"], shape: [3]) { temporary in
      try temporary.makePipe("outputs/y/mask/c/1")
      try temporary.makeLink("outputs/y/mask/c/2", to: "0")
    }
    #expect(chunks == Found(settled: 1, bytes: 5, ignored: 2))
  }

  @Test func countsTheKeysOfADictionary() throws {
    // {(0,): 1, (2,): 2, (3,): 3}, of which (3,) is none of the three elements.
    let pickle: [UInt8] = [
      0x80, 5, 0x7D, 0x28, 0x4B, 0, 0x85, 0x4B, 1, 0x4B, 2, 0x85, 0x4B, 2, 0x4B, 3, 0x85, 0x4B, 3,
      0x75, 0x2E,
    ]
    for storage in [DictionaryStorage()] {
      let written = try find(storage, ["other"], shape: [3]) { temporary in
        try temporary.write("outputs/y/dict_array.cloudpickle", Data(pickle))
      }
      #expect(written == Found(settled: 2, bytes: 5 + pickle.count))
      #expect(try find(storage, ["other"], shape: [3]) == Found(settled: 0, bytes: 5))
      #expect(throws: InspectionError.self) {
        try find(storage, ["dict_array.cloudpickle"], shape: [3])
      }
    }
  }

  /// Elements come in the order of their indices, however the writer ordered its dictionary.
  @Test(arguments: [[0, 1, 2], [2, 0, 1], [2, 1, 0]])
  func givesTheElementsOfADictionaryInOrder(_ keys: [Int]) throws {
    let temporary = try TemporaryFolder()
    let pairs = keys.map { (PickleBytes.tuple(.integer($0)), PickleBytes.integer(10 * $0)) }
    try temporary.write(
      "outputs/y/dict_array.cloudpickle", Data(PickleBytes.dictionary(pairs).pickle))
    let array = StoredArray(
      output: "y", folder: PipefuncNames.array(RawPath("y")),
      grid: try ArrayGrid(shape: [3], mask: [true], output: "y"), wantsBytes: false,
      storesErrors: false, patience: Patience(FakeClock(RunFolder.now).environment))
    var found: [Int?] = []
    try DictionaryStorage().forEachElement(
      of: array, in: try Folder(RawPath(temporary.path)), errorsOnly: false
    ) { element in
      found.append(element.index)
      return true
    }
    #expect(found == [0, 1, 2])
  }

  /// Files that are written before any element, or beside it, tell nothing of when elements were written.
  @Test(
    arguments: [
      (FileArrayStorage(), ["__0__.pickle", "__2__.pickle"], 2),
      (DictionaryStorage(), ["dict_array.cloudpickle"], 1),
      (
        ZarrStorage(),
        ["zarr.json", "array/zarr.json", "array/c/0", "array/c/1", "mask/zarr.json", "mask/c/0"], 2
      ),
      (ZarrStorage(), [".zgroup", "array/.zarray", "array/0", "mask/.zarray", "mask/0"], 1),
    ] as [(any PipefuncStorage, [String], Int)])
  func knowsWhichFilesAreWrittenWithElements(
    _ storage: any PipefuncStorage, _ files: [String], _ expected: Int
  ) throws {
    let temporary = try TemporaryFolder()
    for file in files { try temporary.write("outputs/y/\(file)", "12345") }
    let run = try Folder(RawPath(temporary.path))
    var count = 0
    try storage.forEachWrite(in: PipefuncNames.array(RawPath("y")), of: run) { _ in count += 1 }
    #expect(count == expected)
    #expect(throws: FileError.self) {
      try storage.forEachWrite(in: PipefuncNames.array(RawPath("z")), of: run) { _ in }
    }
  }

  @Test func findsNothingWhereThereIsNoFolder() throws {
    for entry in StorageTable.all {
      #expect(try find(entry.storage, [], shape: [3]) == Found(settled: 0, bytes: 0))
    }
  }

  @Test(
    arguments: [
      ("file_array", .immediate), ("dict", .atEnd), ("shared_memory_dict", .atEnd),
      ("zarr_file_array", .immediate), ("zarr_memory", .atEnd), ("zarr_shared_memory", .atEnd),
    ] as [(JSONString, StorageTable.Persistence)])
  func knowsAStorageByItsName(_ name: JSONString, _ persistence: StorageTable.Persistence) throws {
    #expect(try StorageTable.entry(name, output: "y").persistence == persistence)
  }

  /// `zarr` was the name of `zarr_file_array` in pipefunc 0.11 only, whose description is no JSON.
  @Test(arguments: ["", "Dict", "single", "zarr"] as [JSONString])
  func refusesAStorageThatThereIsNot(_ name: JSONString) {
    let fault = InspectionError.layout(PipefuncFault.unknownStorage(output: "y", storage: name))
    #expect(throws: fault) { try StorageTable.entry(name, output: "y").identifier }
  }

  @Test(
    arguments: [
      (0, 0, 1), (5, 0, 1), (0, 3, 0), (1, 3, 0.3333333333333333), (3, 3, 1), (4, 3, 1),
      (1, 10, 0.1), (3, 10, 0.3),
    ] as [(Int, Int, Double)])
  func computesTheShareAsAQuotient(_ settled: Int, _ total: Int, _ share: Double) {
    var output = OutputStatus(name: "y", storage: "file_array")
    output.totalCount = total
    output.settle(settled)
    #expect(output.progress == .fraction(share))
    #expect(output.isComplete == (settled >= total))
  }
}
