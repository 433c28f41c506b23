import FileFormats

/// Values of Python's standard library that hold others, or that Python writes as texts (CPython 3.11
/// to 3.14: the `__reduce__` of each class).
enum StandardLibraryValues {
  /// The value of a call; nil where it is of another class or not as Python writes it.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    switch call.name.module {
    case "builtins", "__builtin__": builtIn(call, in: &reader)
    case "collections": collection(call, in: &reader)
    case "decimal" where call.name.name == "Decimal":
      textual(.decimal, call, in: &reader)
    case "fractions" where call.name.name == "Fraction": fraction(call, in: &reader)
    case "uuid" where call.name.name == "UUID": identifier(call, in: &reader)
    case "ipaddress": address(call, in: &reader)
    case "types" where call.name.name == "SimpleNamespace": namespace(call, in: &reader)
    case "types" where call.name.name == "MappingProxyType":
      call.argumentCount == 1 ? call.arguments.first.map { reader.value(of: $0) } : nil
    case "array": ArrayModule.value(of: call, in: &reader)
    case "pathlib", "pathlib._local": path(call, in: &reader)
    default: nil
    }
  }

  private static func builtIn(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    switch call.name.name {
    case "set", "frozenset":
      // In protocols up to 3 all sets are written as calls.
      guard let first = call.arguments.first else { return .set([], count: 0) }
      guard case .list = reader.document.outline(of: first) else { return nil }
      return .set(reader.values(.items, of: first), count: reader.count(of: .items, in: first))
    case "range", "xrange":
      guard call.argumentCount == 3 else { return nil }
      let parts = call.arguments.map { reader.value(of: $0) }
      return .tagged(
        .range,
        ["start": parts[0], "stop": parts[1], "step": parts[2]])
    case "bytearray":
      guard call.argumentCount == 1, let bytes = reader.buffer(call.arguments[0]) else {
        return nil
      }
      return reader.shown(bytes)
    default: return nil
    }
  }

  private static func collection(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    let document = reader.document
    switch call.name.name {
    case "OrderedDict":
      guard call.argumentCount == 0, call.state == nil else { return nil }
      return reader.dictionary(.dictionaryItems, of: call.reference)
    case "Counter":
      guard call.argumentCount == 1, case .dictionary = document.outline(of: call.arguments[0])
      else { return nil }
      return pairs(.counter, .items, of: call.arguments[0], in: &reader)
    case "defaultdict":
      guard call.argumentCount <= 1 else { return nil }
      let factory = call.arguments.first.map { reader.value(of: $0) } ?? .none
      return pairs(
        .defaultDictionary, .dictionaryItems, of: call.reference, default: factory, in: &reader)
    case "deque":
      guard call.argumentCount == 0 || call.argumentCount == 2 else { return nil }
      let longest = call.arguments.count == 2 ? reader.value(of: call.arguments[1]) : .none
      let count = reader.count(of: .listItems, in: call.reference)
      let items = reader.values(.listItems, of: call.reference)
      return .tagged(
        .deque,
        [
          "items": .shown(items), "length": .integer("\(count)"),
          "maxlen": longest,
        ])
    default: return nil
    }
  }

  /// A dictionary of a class of its own: pairs, whatever the keys are.
  private static func pairs(
    _ type: StoredForm, _ part: PickleDocument.Part, of reference: PickleReference,
    default factory: StoredValue? = nil, in reader: inout PickleValueReader
  ) -> StoredValue {
    let count = reader.count(of: part, in: reference) / 2
    let items = reader.pairs(part, of: reference).map { pair in
      StoredValue.list([pair.key, pair.value], count: 2)
    }
    var members: StoredMembers = ["items": .shown(items), "length": .integer("\(count)")]
    if let factory { members.add("default", factory) }
    return .tagged(type, members)
  }

  /// What Python writes as one text.
  private static func textual(
    _ type: StoredForm, _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard call.argumentCount == 1, let text = reader.document.textBytes(of: call.arguments[0])
    else { return nil }
    return .tagged(type, ["value": reader.text(text)])
  }

  private static func fraction(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    // Up to CPython 3.10 a fraction is written as text, such as `1/3`.
    if call.argumentCount == 1, let text = reader.document.textBytes(of: call.arguments[0]) {
      let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      guard parts.count <= 2, text.count <= 4_096, parts.allSatisfy(isInteger) else { return nil }
      let digits = parts.map { String(decoding: $0, as: UTF8.self) }
      guard reader.budget.take(text: text) else { return .elided }
      return .tagged(
        .fraction,
        [
          "denominator": .integer(digits.count > 1 ? digits[1] : "1"),
          "numerator": .integer(digits[0]),
        ])
    }
    guard call.argumentCount == 2 else { return nil }
    return .tagged(
      .fraction,
      [
        "denominator": reader.value(of: call.arguments[1]),
        "numerator": reader.value(of: call.arguments[0]),
      ])
  }

  private static func isInteger(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
    return !digits.isEmpty && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
      && (digits.first != UInt8(ascii: "0") || digits.count == 1)
  }

  private static func path(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    let isWindows: Bool
    switch call.name.name {
    case "PosixPath", "PurePosixPath", "Path": isWindows = false
    case "WindowsPath", "PureWindowsPath": isWindows = true
    default: return nil
    }
    let separator = UInt8(ascii: isWindows ? "\\" : "/")
    let parts = call.arguments(PythonCall.mostAttributes, in: reader.document)
    guard parts.count == call.argumentCount else { return nil }
    var path: [UInt8] = []
    for part in parts {
      guard let text = reader.document.textBytes(of: part), text.count <= 4_096,
        path.count <= 65_536
      else { return nil }
      if !path.isEmpty, path.last != separator { path.append(separator) }
      path += text
    }
    return .tagged(
      .path, ["value": reader.text(path.isEmpty ? [UInt8(ascii: ".")] : path[...])]
    )
  }

  /// `UUID` has one attribute, a number of 128 bits.
  private static func identifier(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard call.argumentCount == 0,
      let number = call.attributes(in: reader.document).attribute("int", in: reader.document),
      case .plain(.integer(let integer)) = reader.document.outline(of: number),
      let bytes = bigEndian(integer, count: 16)
    else { return nil }
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return .tagged(.uuid, ["value": .string(JSONString(text))])
  }

  /// The bytes of a number that is not negative, highest first; nil where it takes more.
  private static func bigEndian(_ integer: PickleInteger, count: Int) -> [UInt8]? {
    switch integer {
    case .small(let number):
      guard number >= 0 else { return nil }
      return (0..<count).map { index in
        let shift = 8 * (count - 1 - index)
        return shift >= 64 ? 0 : UInt8(truncatingIfNeeded: number >> shift)
      }
    case .twosComplement(let bytes):
      // The highest bit is the sign, for which a number that fills its bytes has one more.
      let significant = bytes.count == count + 1 && bytes.last == 0 ? bytes.dropLast() : bytes
      guard significant.count <= count, (bytes.last ?? 0) < 0x80 else { return nil }
      return Array(repeating: 0, count: count - significant.count) + significant.reversed()
    case .decimal: return nil
    }
  }

  private static func address(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    switch call.name.name {
    case "IPv4Address":
      guard call.argumentCount == 1 else { return nil }
      guard let number = reader.document.integer(call.arguments[0]) else {
        return textual(.ipAddress, call, in: &reader)
      }
      guard (0...0xFFFF_FFFF).contains(number) else { return nil }
      let text = [24, 16, 8, 0].map { "\(number >> $0 & 0xFF)" }.joined(separator: ".")
      return .tagged(.ipAddress, ["value": .string(JSONString(text))])
    case "IPv6Address": return textual(.ipAddress, call, in: &reader)
    case "IPv4Network", "IPv6Network": return textual(.ipNetwork, call, in: &reader)
    default: return nil
    }
  }

  private static func namespace(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard call.argumentCount == 0, let state = call.state,
      case .dictionary = reader.document.outline(of: state)
    else { return nil }
    return .tagged(
      .namespace, ["fields": reader.dictionary(.items, of: state)])
  }
}
