import FileFormats
import TestSupport
import Testing

@testable import RunInspection

/// Pickles that ask for more than they are: what is given stays within the budget, and takes time in
/// what is given and in the pickle.
@Suite struct HostileValueTests {
  static let shared: [(name: String, value: PickleBytes)] = [
    ("a text", .text(String(repeating: "x", count: 10_000))),
    ("a text that is escaped", .text(String(repeating: "\u{0}", count: 100_000))),
    ("an empty list", .list([])), ("a list", .list(Array(repeating: .none, count: 100_000))),
    ("an integer", .integer(twosComplement: Array(repeating: 0x7F, count: 1_700))),
    (
      "an integer that nobody prints",
      .integer(twosComplement: Array(repeating: 0x7F, count: 4_096))
    ),
    ("bytes", .bytes(Array(repeating: 0, count: 100_000))),
    (
      "bytes in Latin-1",
      .global("_codecs", "encode").called(.text(String(repeating: "é", count: 100_000)), "latin1")
    ),
    ("a long name", .global(String(repeating: "m", count: 100_000), "n").instance()),
    ("arguments", .global("m", "n").called(.list(Array(repeating: .none, count: 1_000)))),
    ("an array", array(type("u1", size: 1), Array(repeating: 7, count: 100_000), [100_000])),
    (
      "a text of numpy",
      array(type("U25000", size: 100_000), Array(repeating: 0, count: 100_000), [1])
    ),
    (
      "a structure",
      array(structure(fields: 100, of: type("u1", size: 1)), Array(repeating: 1, count: 100), [1])
    ),
    (
      "rows of a sparse array",
      .global("scipy.sparse._lil", "lil_array").instance().with(
        state: .fields([
          "_shape": .tuple(.integer(10_000), .integer(2)), "dtype": type("f8", size: 8),
          "rows": objects(10_000), "data": objects(10_000),
        ]))
    ),
  ]

  @Test(.timeLimit(.minutes(10)), arguments: shared.indices)
  func whatIsSharedIsPaidForEachTime(_ index: Int) throws {
    let pickle = HostileValueTests.shared[index].value.repeated(900, 900).pickle
    let document = try PickleDecoder.decode(pickle)
    let budget = AnswerBudget(bytes: 400_000)
    var reader = PickleValueReader(document: document, budget: budget)
    let value = reader.value(of: document.root)
    #expect(budget.left < 110_000)
    #expect(size(value) < 60_000)
    guard case .list(let lines, count: 900) = value else {
      Issue.record("no list")
      return
    }
    // A container that is cut says so.
    #expect(lines.count < 900)
  }

  private func name(of value: StoredValue) -> String? {
    if case .object(let type, _) = value { return type.description }
    return nil
  }

  /// An attribute of an attribute: the name is told as far as it is followed.
  @Test(arguments: [1, 8, 9, 16, 17]) func attributesOfAttributes(_ depth: Int) throws {
    var owner = PickleBytes.global("m", "C")
    for _ in 0..<depth { owner = .global("builtins", "getattr").called(owner, "n") }
    let document = try PickleDecoder.decode(owner.called().pickle)
    var reader = PickleValueReader(document: document)
    let names = String(repeating: ".n", count: min(depth, 16))
    #expect(name(of: reader.value(of: document.root)) == (depth > 16 ? "unknown" : "m.C") + names)
  }

  /// Paths that an operating system can have, up to 65,536 bytes before the last part.
  @Test(arguments: [
    ([4_096], true), ([4_097], false), (Array(repeating: 4_095, count: 16), true),
    ([4_096] + Array(repeating: 4_095, count: 15) + [1], true),
    ([4_096, 4_096] + Array(repeating: 4_095, count: 14) + [1], false),
  ])
  func pathsOfLongNames(_ lengths: [Int], _ isPath: Bool) throws {
    let parts = lengths.map { PickleBytes.text(String(repeating: "x", count: $0)) }
    let path = PickleBytes(
      PickleBytes.global("pathlib", "PosixPath").bytes + [0x28] + parts.flatMap(\.bytes)
        + [0x74, 0x52])
    let document = try PickleDecoder.decode(path.pickle)
    var reader = PickleValueReader(document: document)
    #expect((name(of: reader.value(of: document.root)) == nil) == isPath)
  }

  /// Of the arguments of an object, as of the elements of a list, the first are shown.
  @Test(arguments: [(1, ["1"]), (2, ["1", "2"]), (3, ["1", "2", "3"]), (4, ["1", "2", "3"])])
  func theFirstArgumentsOfAnObject(_ limit: Int, _ expected: [String]) throws {
    let call = PickleBytes.global("m", "n").called(.integer(1), .integer(2), .integer(3))
    let document = try PickleDecoder.decode(call.pickle)
    var reader = PickleValueReader(document: document, limits: .init(elements: limit))
    guard case .object(type: "m.n", let parts) = reader.value(of: document.root),
      case .list(let items, count: 3)? = parts.first?.value
    else {
      Issue.record("no object")
      return
    }
    #expect(
      items.map { item in
        guard case .integer(let digits) = item else { return "?" }
        return digits
      } == expected)
  }

  @Test func oneLongTextDoesNotTakeTheRest() throws {
    let long = PickleBytes.text(String(repeating: "x", count: 2_000))
    let document = try PickleDecoder.decode(PickleBytes.list([long, "short"]).pickle)
    var reader = PickleValueReader(document: document, budget: AnswerBudget(bytes: 1_000))
    guard case .list(let items, count: 2) = reader.value(of: document.root) else {
      Issue.record("no list")
      return
    }
    guard case .elided = items[0], case .string("short") = items[1] else {
      Issue.record("\(items)")
      return
    }
  }

  static let deep: [(name: String, value: PickleBytes)] = [
    (
      "datetimes",
      PickleBytes(
        Array(repeating: PickleBytes.global("datetime", "datetime").bytes, count: 20_000).flatMap {
          $0
        }
          + PickleBytes.bytes([7, 234, 1, 2, 0, 0, 0, 0, 0, 0]).bytes
          + Array(repeating: [0x85, 0x52], count: 20_000).flatMap { $0 })
    ),
    ("names of attributes", .chain(20_000) { .global("builtins", "getattr").called($0, "a") }),
    ("lists", .chain(20_000) { .list([$0]) }),
    ("classes", .chain(5_000) { skeleton(bases: .tuple($0)) }),
    ("instances", .chain(5_000) { skeleton(bases: .tuple($0)).instance() }),
    ("types of numpy", .chain(2_000) { structure(fields: 1, of: $0) }),
    (
      "categories of pandas",
      .chain(2_000) { categories in
        .global("pandas._libs.arrays", "__pyx_unpickle_NDArrayBacked").called(
          .global("pandas", "Categorical"), .integer(1), .none
        ).with(
          state: .tuple(
            .global("pandas", "CategoricalDtype").instance().with(
              state: .fields(["categories": categories])),
            array(type("i1", size: 1), [0], [1])))
      }
    ),
  ]

  @Test(arguments: deep.indices)
  func depthIsBounded(_ index: Int) throws {
    let pickle = HostileValueTests.deep[index].value.pickle
    let document = try PickleDecoder.decode(
      pickle, limits: PickleLimits(workingBytes: 1 << 29))
    var reader = PickleValueReader(document: document)
    #expect(size(reader.value(of: document.root)) < 10_000)
  }

  @Test func whatContainsItselfIsTold() throws {
    // A list that holds itself, and a class whose base it is itself.
    let list = PickleBytes([0x5D, 0x72, 0, 0, 0, 0] + PickleBytes.entry(0).bytes + [0x61])
    let document = try PickleDecoder.decode(list.pickle)
    var reader = PickleValueReader(document: document)
    guard case .list(let items, count: 1) = reader.value(of: document.root),
      case .cycle(levelsUp: 1) = items[0]
    else {
      Issue.record("no cycle")
      return
    }
    let bases = PickleBytes([0x5D, 0x72, 1, 0, 0, 0])
    let userClass = bases.kept(
      1,
      then: skeleton(bases: .entry(1)).kept(
        0,
        then: PickleBytes(
          PickleBytes.entry(1).bytes + PickleBytes.entry(0).bytes + [0x61, 0x30]
            + PickleBytes.entry(0).bytes
        ).instance("x")))
    let classes = try PickleDecoder.decode(userClass.pickle)
    var classReader = PickleValueReader(document: classes)
    guard case .object(type: "__main__.A", _) = classReader.value(of: classes.root) else {
      Issue.record("no object")
      return
    }
  }

  /// Claims of an array that its bytes don't hold.
  @Test(arguments: [
    ([Int.max, Int.max], 8, 16), ([-1], 8, 16), ([3], 8, 16), ([1 << 40], 0, 0), ([2, 3], 8, 40),
    (Array(repeating: 1, count: 100), 8, 8),
  ])
  func claimsOfAnArray(_ shape: [Int], _ size: Int, _ count: Int) throws {
    for code in ["u", "S", "U", "V", "M", "c", "f", "O", "i", "b", "T", "Q", ""] {
      let pickle = array(type(code, size: size), Array(repeating: 1, count: count), shape).pickle
      let document = try PickleDecoder.decode(pickle)
      var reader = PickleValueReader(document: document, budget: AnswerBudget(bytes: 100_000))
      #expect(self.size(reader.value(of: document.root)) < 10_000)
    }
  }

  /// How many values there are in a value.
  private func size(_ value: StoredValue) -> Int {
    switch value {
    case .list(let items, _), .tuple(let items, _), .set(let items, _),
      .array(_, _, let items, _), .elements(let items, _, _):
      return items.reduce(1) { $0 + size($1) }
    case .dictionary(let entries, _):
      return entries.reduce(1) { $0 + size($1.key) + size($1.value) }
    case .object(_, let parts): return parts.reduce(1) { $0 + size($1.value) }
    case .tagged(_, let members): return members.list.reduce(1) { $0 + size($1.value) }
    default: return 1
    }
  }
}

// MARK: - What numpy and cloudpickle write

private func type(_ code: String, size: Int) -> PickleBytes {
  .global("numpy", "dtype").called(.text(code), .none, .none).with(
    state: .tuple(
      .integer(3), "<", .none, .none, .none, .integer(size), .integer(1), .integer(0)))
}

private func structure(fields: Int, of type: PickleBytes) -> PickleBytes {
  let names = (0..<fields).map { PickleBytes.text("f\($0)") }
  let places = names.enumerated().map {
    ($0.element, PickleBytes.tuple(.entry(500), .integer($0.offset)))
  }
  return type.kept(
    500,
    then: .global("numpy", "dtype").called(.text("V\(fields)"), .none, .none).with(
      state: .tuple(
        .integer(3), "|", .none, PickleBytes([0x28] + names.flatMap(\.bytes) + [0x74]),
        .dictionary(places), .integer(fields), .integer(1), .integer(0))))
}

private func array(_ type: PickleBytes, _ data: [UInt8], _ shape: [Int]) -> PickleBytes {
  let sizes = PickleBytes([0x28] + shape.flatMap { PickleBytes.integer($0).bytes } + [0x74])
  return .global("numpy.core.numeric", "_frombuffer").called(.bytes(data), type, sizes, "C")
}

/// An array of one and the same empty list.
private func objects(_ count: Int) -> PickleBytes {
  let items = PickleBytes.list([]).kept(
    600, then: .list(Array(repeating: .entry(600), count: count)))
  return .global("numpy.core.multiarray", "_reconstruct").called().with(
    state: .tuple(.integer(1), .tuple(.integer(count)), type("O8", size: 8), .none, items))
}

private func skeleton(bases: PickleBytes) -> PickleBytes {
  .global("cloudpickle.cloudpickle", "_make_skeleton_class").called(
    .global("builtins", "type"), "A", bases, .fields(["__module__": "__main__"]), "id",
    .none)
}
