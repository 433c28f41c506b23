/// Globals, objects and their state.
extension PickleMachine {
  /// `GLOBAL`: a module and a name, each on a line.
  mutating func pushGlobal(_ argument: PickleArgument) throws(PickleError) {
    try push(try global(argument))
  }

  private mutating func global(_ argument: PickleArgument) throws(PickleError) -> UInt32 {
    guard case .linePair(let module, let name) = argument else {
      throw failure(.malformedText(opcode))
    }
    let moduleNode = try node(PickleNode(.string, range: module))
    let nameNode = try node(PickleNode(.string, range: name))
    return try node(PickleNode(.global, moduleNode, nameNode))
  }

  /// `STACK_GLOBAL`: a module and a name from the stack, which must be strings.
  mutating func pushStackGlobal() throws(PickleError) {
    let name = try pop()
    let module = try pop()
    for operand in [module, name] {
      switch arena.nodes[Int(operand)].kind {
      case .string, .pooledString: break
      default: throw failure(.unexpectedOperand(opcode))
      }
    }
    try push(node(PickleNode(.global, module, name)))
  }

  /// The instructions that make Python call something: the call is written down.
  mutating func makeObject(_ argument: PickleArgument) throws(PickleError) {
    switch opcode {
    case .newobjEx:
      let keywordArguments = try pop()
      let arguments = try pop()
      try pushObject(
        .newObjectExtended, try pop(), arguments: arguments, keywordArguments: keywordArguments)
    case .obj:
      let start = try popMark()
      guard start < stack.count else { throw failure(.stackUnderflow(opcode)) }
      let callable = stack[start]
      try pushRun(.tuple, from: start + 1)
      let arguments = try pop()
      stack.removeLast(stack.count - start)
      try pushObject(.oldStyleObject, callable, arguments: arguments)
    case .inst:
      try pushRun(.tuple, from: try popMark())
      let arguments = try pop()
      try pushObject(.oldStyleInstance, try global(argument), arguments: arguments)
    default:
      let arguments = try pop()
      try pushObject(
        opcode == .reduce ? .reduce : .newObject, try pop(), arguments: arguments)
    }
  }

  private mutating func pushObject(
    _ maker: PickleObject.Maker, _ callable: UInt32, arguments: UInt32,
    keywordArguments: UInt32 = PickleArena.noneNode
  ) throws(PickleError) {
    try charge(MemoryLayout<PickleObjectRecord>.stride)
    let place = UInt32(truncatingIfNeeded: arena.objects.count)
    arena.objects.append(
      PickleObjectRecord(
        maker: maker, callable: callable, arguments: arguments,
        keywordArguments: keywordArguments))
    try push(node(PickleNode(.object, place)))
  }

  /// `BUILD`: the topmost value becomes state of the object below it.
  mutating func setState() throws(PickleError) {
    let start = try position(of: 2)
    let target = arena.nodes[Int(stack[start])]
    guard target.kind == .object else { throw failure(.unexpectedOperand(opcode)) }
    try charge(3 * MemoryLayout<UInt32>.stride)
    var chain = arena.objects[Int(target.first)].states
    arena.extend(&chain, with: stack[(start + 1)...])
    arena.objects[Int(target.first)].states = chain
    stack.removeLast()
  }
}
