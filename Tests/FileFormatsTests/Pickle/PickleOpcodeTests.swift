import Testing

@testable import FileFormats

@Suite struct PickleOpcodeTests {
  @Test func theTableIsThatOfPickletools() throws {
    let lines = PickleOpcode.table.map { facts in
      let code = String(facts.opcode.rawValue, radix: 16)
      let pops = facts.pops.map(\.rawValue).joined(separator: ",")
      let pushes = facts.pushes.map(\.rawValue).joined(separator: ",")
      let argument = facts.argument.rawValue
      return
        "\(code) \(facts.name) \(argument) [\(pops)] [\(pushes)] \(facts.introducedInProtocol)\n"
    }
    #expect(lines.sorted().joined() == (try PickleFixtures.text("opcodes.txt")))
  }

  @Test func everyOpcodeHasFactsOnce() {
    #expect(PickleOpcode.table.count == 68)
    #expect(Set(PickleOpcode.table.map(\.opcode)) == Set(PickleOpcode.allCases))
    #expect(Set(PickleOpcode.table.map(\.name)).count == PickleOpcode.allCases.count)
    #expect(PickleOpcode.appends.facts?.usesMark == true)
    #expect(PickleOpcode.append.facts?.usesMark == false)
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
        #expect(
          (instruction.argument == .none) == (instruction.opcode.facts?.argument == .some(.none)))
        #expect(instruction.endOffset == scanner.offset)
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
