import FileFormats

/// An exception in a pickle: its class, what it says, and of a group what it holds
/// (CPython 3.11, `BaseException.__reduce__`, `BaseExceptionGroup`).
struct PythonException {
  /// The name of the class, with its module unless that is the language's own.
  let type: JSONString
  /// What it says; nil where only its class could tell.
  let message: JSONString?
  /// The exceptions in a group.
  let members: [PythonException]

  /// How many exceptions are shown of all groups in one, and how deep they may lie.
  private static let mostMembers = 100
  private static let depthLimit = 8

  /// The exception that a reference stands for; nil where it is no object, or its class has no name.
  ///
  /// - Parameter trace: what Python printed of it.
  init?(
    _ reference: PickleReference, trace: PythonTraceback? = nil,
    in reader: inout PickleValueReader
  ) {
    var membersLeft = PythonException.mostMembers
    self.init(reference, trace: trace, in: &reader, depth: 0, membersLeft: &membersLeft)
  }

  private init?(
    _ reference: PickleReference, trace: PythonTraceback?, in reader: inout PickleValueReader,
    depth: Int, membersLeft: inout Int
  ) {
    guard reader.takeValue(), let call = PythonCall(reference, in: &reader),
      call.name != UserClasses.unknown
    else { return nil }
    let document = reader.document
    let simple = call.name.name.split(separator: ".").last.map(String.init)
    let text =
      call.argumentCount == 1 ? call.arguments.first.flatMap { document.textBytes(of: $0) } : nil
    // What is called may be a function that makes the exception; then only the trace names its class.
    let named = trace?.ending(className: simple, message: text)
    let ending = named ?? trace?.ending(className: nil)
    type = PythonException.type(call.name, ending?.name, isClass: named != nil)
    let held = PythonException.held(call, in: &reader)
    var members: [PythonException] = []
    for member in held?.members ?? [] where depth < PythonException.depthLimit && membersLeft > 0 {
      membersLeft -= 1
      guard
        let exception = PythonException(
          member, trace: nil, in: &reader, depth: depth + 1, membersLeft: &membersLeft)
      else { continue }
      members.append(exception)
    }
    if let held, members.count < held.count { reader.budget.refuse() }
    self.members = members
    let words: ArraySlice<UInt8>?
    if let held {
      let count = " (\(held.count) sub-exception\(held.count == 1 ? "" : "s"))"
      let fits = held.message.count <= reader.budget.left
      if !fits { reader.budget.refuse() }
      words = fits ? held.message + Array(count.utf8) : nil
    } else {
      words =
        ending.map { PythonException.words(of: $0, text) }
        ?? PythonException.words(call, text, in: &reader)
    }
    message = words.flatMap { words in
      reader.budget.take(text: words) ? JSONString(generalisedUTF8: Array(words)) : nil
    }
  }

  /// An exception of which only the trace tells.
  init(_ ending: PythonTraceback.Ending, in reader: PickleValueReader) {
    type = JSONString(ending.name)
    let fits = reader.budget.take(text: ending.message)
    message = fits ? JSONString(generalisedUTF8: Array(ending.message)) : nil
    members = []
  }

  /// The name of the class. cloudpickle stores no qualified names of classes; the trace has them.
  ///
  /// - Parameter isClass: whether the name is that of the class, and not of a function that makes one.
  private static func type(
    _ name: PickleGlobal, _ printed: String?, isClass: Bool
  ) -> JSONString {
    guard let printed else {
      return JSONString(name.module == "builtins" ? name.name : name.dotted)
    }
    switch name.module {
    case "builtins", "": return JSONString(printed)
    case "__main__": return JSONString("__main__." + printed)
    default:
      let isWhole = !isClass || printed.hasPrefix(name.module + ".")
      return JSONString(isWhole ? printed : name.dotted)
    }
  }

  /// What a trace says, with the ends of lines at its end, which a trace does not tell from its own.
  private static func words(
    of ending: PythonTraceback.Ending, _ text: ArraySlice<UInt8>?
  ) -> ArraySlice<UInt8> {
    guard let text, text.count > ending.message.count, text.starts(with: ending.message),
      text.dropFirst(ending.message.count).allSatisfy({ $0 == UInt8(ascii: "\n") })
    else { return ending.message }
    return text
  }

  // MARK: - Groups

  /// Message and members of a group, which is called with a text and a list of exceptions; nil for any
  /// other exception.
  private static func held(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> (message: ArraySlice<UInt8>, members: [PickleReference], count: Int)? {
    let document = reader.document
    guard call.argumentCount == 2, let message = document.textBytes(of: call.arguments[0]),
      let members = document.sequence(call.arguments[1], atMost: mostMembers), !members.isEmpty,
      ExceptionTraits.of(call.callable, in: &reader).isGroup
        || members.allSatisfy({ isException($0, in: &reader) })
    else { return nil }
    return (message, members, reader.count(of: .items, in: call.arguments[1]))
  }

  private static func isException(
    _ reference: PickleReference, in reader: inout PickleValueReader
  ) -> Bool {
    guard let call = reader.document.call(reference) else { return false }
    return ExceptionTraits.of(call.callable, in: &reader).isException
  }

  // MARK: - What an exception says without a trace

  /// What `str` gives; nil where the class has a way of its own.
  private static func words(
    _ call: PythonCall, _ text: ArraySlice<UInt8>?, in reader: inout PickleValueReader
  ) -> ArraySlice<UInt8>? {
    let document = reader.document
    let traits = ExceptionTraits.of(call.callable, in: &reader)
    guard !traits.hasOwnWords else { return nil }
    let isKeyError = traits.base == "KeyError"
    if let text, !isKeyError { return text }
    guard let base = traits.base else { return nil }
    guard call.argumentCount <= PythonCall.fewArguments else {
      reader.budget.refuse()
      return nil
    }
    if call.argumentCount == 0 { return [] }
    if call.argumentCount == 1 {
      return PythonRepresentation.text(call.arguments[0], isShort: !isKeyError, in: reader)?[...]
    }
    // Of a system's error, number and words are followed by the file.
    if let number = document.integer(call.arguments[0]),
      let words = document.textBytes(of: call.arguments[1]),
      call.argumentCount == 2 || call.argumentCount == 3,
      systemErrors.contains(base)
    {
      guard words.count <= PythonRepresentation.longest else {
        reader.budget.refuse()
        return nil
      }
      let start = Array("[Errno \(number)] ".utf8) + words
      guard call.argumentCount == 3 else { return start[...] }
      return PythonRepresentation.text(call.arguments[2], in: reader).map {
        (start + Array(": ".utf8) + $0)[...]
      }
    }
    return PythonRepresentation.tuple(call.arguments, in: reader)?[...]
  }

  /// The classes that `OSError` stands for (CPython 3.11, `Lib/test/exception_hierarchy.txt`).
  private static let systemErrors: Set<String> = [
    "OSError", "BlockingIOError", "ChildProcessError", "ConnectionError", "BrokenPipeError",
    "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError", "FileExistsError",
    "FileNotFoundError", "InterruptedError", "IsADirectoryError", "NotADirectoryError",
    "PermissionError", "ProcessLookupError", "TimeoutError",
  ]
}
