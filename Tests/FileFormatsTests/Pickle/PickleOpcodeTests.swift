import Testing

@testable import FileFormats

@Suite struct PickleOpcodeTests {
  @Test func theTableIsThatOfPickletools() throws {
    let lines = PickleOpcode.allCases.map { opcode in
      "\(String(opcode.rawValue, radix: 16)) \(opcode.name) \(opcode.argument.rawValue)\n"
    }
    #expect(lines.count == 68)
    #expect(lines.sorted().joined() == (try PickleFixtures.text("opcodes.txt")))
  }

  /// The argument that the scanner reads is of the kind that the table declares.
  @Test func everyOpcodeIsCoveredByAPickle() throws {
    var written: Set<PickleOpcode> = []
    var byHand: Set<PickleOpcode> = []
    for name in try PickleFixtures.names() {
      var scanner = PickleScanner(bytes: try PickleFixtures.bytes(name))
      while let instruction = try scanner.next() {
        if name.hasPrefix("hand_") {
          byHand.insert(instruction.opcode)
        } else {
          written.insert(instruction.opcode)
        }
        #expect((instruction.argument == .none) == (instruction.opcode.argument == .none))
      }
    }
    #expect(written.union(byHand) == Set(PickleOpcode.allCases))
    // What no writer of Python 3 emits, or only for strings of more than 4 GiB.
    #expect(
      byHand.subtracting(written) == [
        .string, .binstring, .shortBinstring, .inst, .obj, .dup, .binunicode8, .binbytes8,
      ])
  }
}
