import FileFormats
import TestSupport
import Testing

@testable import RunInspection

/// What takes work or room that can't be seen in the pickle is paid for each time, so that few of many
/// references to it are shown.
@Suite(.timeLimit(.minutes(10))) struct HostileCostTests {
  private static let budget = 400_000
  private static let references = 900

  /// Values, and how many of them such a budget pays for at most.
  static let costs: [(name: String, value: PickleBytes, most: Int)] = [
    ("a type of a long name", subarrays(6), 120),
    ("an array of such a type", array(subarrays(6), [0]), 60),
    ("an array of many dimensions", array(.numbers, sizes), 260),
    (
      "a series of such a type",
      index(["data": array(subarrays(6), [0])]), 120
    ),
    (
      "levels of such a type",
      subarrays(6).kept(10, then: array(.entry(10), [0])).kept(
        11,
        then: array(.numbers, [0]).kept(12, then: levels(.entry(11), codes: .entry(12)))), 2
    ),
    (
      "levels",
      array(.numbers, [0]).kept(12, then: levels(.entry(12), codes: .entry(12))), 120
    ),
    (
      "levels of missing values",
      array(.numbers, [9], byte: 0xFF).kept(
        12, then: levels(.entry(12), codes: .entry(12))), 14
    ),
    (
      "missing periods",
      .global("pandas._libs.arrays", "__pyx_unpickle_NDArrayBacked").called(
        .global("pandas", "PeriodArray"), .integer(1), .none
      ).with(
        state: .tuple(
          .global("pandas", "PeriodDtype").called("D"),
          array(.numbers, [100], last: 0x80))), 90
    ),
    (
      "a sparse array of many dimensions",
      array(.numbers, [10]).kept(
        12,
        then: .global("scipy.sparse", "coo_array").instance().with(
          state: .fields([
            "_shape": .tuple(.integer(3), .integer(3)), "data": .entry(12),
            "coords": .several(Array(repeating: .entry(12), count: 64)),
          ]))), 30
    ),
    (
      "a variable of many dimensions",
      .global("xarray", "Variable").instance().with(
        state: .fields(["_dims": .list([]), "_data": array(.numbers, sizes)])), 300
    ),
    ("a frame of blocks without columns", frame(blocks: 1_000), 10),
  ]

  @Test(arguments: costs.indices)
  func isPaidForEachTime(_ index: Int) throws {
    let (_, value, most) = HostileCostTests.costs[index]
    let references = Array(repeating: PickleBytes.entry(900), count: HostileCostTests.references)
    let shown = try shown(of: value.kept(900, then: .list(references)))
    #expect((1...most).contains(shown))
  }

  /// Types that each are written out, and share the description of their fields.
  @Test func typesThatAreNone() throws {
    let names = (0..<500).map { PickleBytes.text("n\($0)") }
    let inner = PickleBytes.dictionary(
      [("a", .tuple(.dtype("i8"), .integer(0)))] + (0..<1_998).map { (.text("f\($0)"), .none) })
    let types = PickleBytes.dtype("V8", names: .tuple("a"), fields: inner, size: 8).kept(
      1, then: .tuple(.entry(1), .integer(0)).kept(2, then: .none))
    let fields = PickleBytes.dictionary(names.dropLast().map { ($0, .entry(2)) })
    let state = PickleBytes.tuple(
      .integer(3), "|", .none, .several(names), fields, .integer(8), .integer(1), .integer(0))
    let type = PickleBytes.global("numpy", "dtype").called("V8").with(state: .entry(3))
    let all = PickleBytes.list(Array(repeating: type, count: HostileCostTests.references))
    let pickle = PickleBytes(types.bytes + [0x30] + state.kept(3, then: all).bytes)
    #expect(try shown(of: pickle) < 20)
  }

  /// A level is no index of levels: with 64 in each of 64 it would be 4,096 columns.
  @Test func levelsOfLevels() throws {
    let codes = array(.numbers, [0])
    let inner = levels(.entry(12), codes: .entry(12))
    let document = try PickleDecoder.decode(
      codes.kept(12, then: inner.kept(13, then: levels(.entry(13), codes: .entry(12)))).pickle)
    var reader = PickleValueReader(document: document)
    guard case .object = reader.value(of: document.root) else {
      Issue.record("an index")
      return
    }
  }

  /// Long texts are neither compared nor hashed for each of many references.
  @Test func keysThatShareOneLongText() throws {
    let long = PickleBytes.text(String(repeating: "k", count: 4_000_000))
    let variables = PickleBytes.dictionary(
      Array(repeating: (PickleBytes.entry(1), PickleBytes.none), count: 1_000))
    let dataset = PickleBytes.global("xarray.core.dataset", "Dataset").instance().with(
      state: .fields(["_variables": variables, "_coord_names": .list(["q"])]))
    let all = PickleBytes.list(Array(repeating: .entry(2), count: 50))
    _ = try shown(of: long.kept(1, then: dataset.kept(2, then: all)))
  }

  @Test func membersThatShareOneLongText() throws {
    let text = String(repeating: "a", count: 1_000_000)
    let members = PickleBytes.dictionary((0..<1_000).map { (.text("m\($0)"), .entry(1)) })
    let userClass = PickleBytes.global("cloudpickle.cloudpickle", "_make_skeleton_enum").called(
      .tuple(.global("enum", "Enum")), "E", "E", members, "m", "t", .none)
    let member = userClass.called(.text(text + "c"))
    let all = PickleBytes.list(Array(repeating: .entry(2), count: 50))
    _ = try shown(of: PickleBytes.text(text + "b").kept(1, then: member.kept(2, then: all)))
  }

  /// How many values of a list are shown.
  private func shown(of list: PickleBytes) throws -> Int {
    let document = try PickleDecoder.decode(list.pickle)
    var reader = PickleValueReader(
      document: document, budget: AnswerBudget(bytes: HostileCostTests.budget))
    guard case .list(let items, count: _) = reader.value(of: document.root) else {
      Issue.record("no list")
      return 0
    }
    return items.count { item in
      if case .elided = item { return false }
      return true
    }
  }
}

// MARK: - What numpy and pandas write

/// No elements, and as much as 64 dimensions can claim beside that.
private let sizes = [0] + Array(repeating: 1 << 62, count: 63)

extension PickleBytes {
  fileprivate static let numbers = dtype("i8")

  fileprivate static func several(_ items: [PickleBytes]) -> PickleBytes {
    PickleBytes([0x28] + items.flatMap(\.bytes) + [0x74])
  }

  fileprivate static func dtype(
    _ code: String, subarray: PickleBytes = .none, names: PickleBytes = .none,
    fields: PickleBytes = .none, size: Int = 8
  ) -> PickleBytes {
    .global("numpy", "dtype").called(.text(code)).with(
      state: .tuple(
        .integer(3), "<", subarray, names, fields, .integer(size), .integer(1), .integer(0)))
  }
}

/// Arrays in arrays of no size, whose notation takes 1,300 bytes each level.
private func subarrays(_ depth: Int) -> PickleBytes {
  let shape = PickleBytes.several(sizes.map { .integer($0) })
  return (0..<depth).reduce(.numbers) { type, _ in
    .dtype("V0", subarray: .tuple(type, shape), size: 0)
  }
}

private func array(
  _ type: PickleBytes, _ shape: [Int], byte: UInt8 = 0, last: UInt8? = nil
) -> PickleBytes {
  let count = shape.contains(0) ? 0 : shape.reduce(1, *)
  let element = Array(repeating: byte, count: 7) + [last ?? byte]
  let data = Array(repeating: element, count: count).flatMap { $0 }
  return .global("numpy.core.numeric", "_frombuffer").called(
    .bytes(data), type, .several(shape.map { .integer($0) }), "C")
}

private func index(_ parts: KeyValuePairs<String, PickleBytes>) -> PickleBytes {
  .global("pandas.core.indexes.base", "_new_Index").called(
    .global("pandas", "Index"), .fields(parts))
}

private func levels(_ level: PickleBytes, codes: PickleBytes) -> PickleBytes {
  index([
    "levels": .list(Array(repeating: level, count: 64)),
    "codes": .list(Array(repeating: codes, count: 64)),
  ])
}

private func frame(blocks count: Int) -> PickleBytes {
  let block = PickleBytes.global("pandas._libs.internals", "_unpickle_block").called(
    array(.numbers, [1, 0]), array(.numbers, [1], byte: 5), .integer(2))
  func range(_ stop: Int) -> PickleBytes {
    index(["start": .integer(0), "stop": .integer(stop), "step": .integer(1)])
  }
  let manager = PickleBytes.global("pandas.core.internals.managers", "BlockManager").called(
    .several(Array(repeating: .entry(20), count: count)), .list([range(1), range(0)]))
  return block.kept(
    20,
    then: .global("pandas", "DataFrame").instance().with(
      state: .fields(["_mgr": manager, "_typ": "dataframe"])))
}
