import FileFormats

extension PickleValueReader {
  /// Bytes, however they are written; nil for anything else.
  mutating func buffer(_ reference: PickleReference) -> ArraySlice<UInt8>? {
    switch document.outline(of: reference) {
    case .plain(.bytes(let bytes)), .plain(.byteArray(let bytes)): bytes
    case .object: encodedBytes(reference)
    default: nil
    }
  }

  /// Bytes that are written as Latin-1 text, as protocols 0 to 2 have them: `_codecs.encode(TEXT,
  /// "latin1")`, and none at all as `bytes()`.
  mutating func encodedBytes(_ reference: PickleReference) -> ArraySlice<UInt8>? {
    guard let call = document.call(reference), let name = document.global(call.callable) else {
      return nil
    }
    if name.name == "bytes", name.module == "builtins" || name.module == "__builtin__" {
      return document.count(of: .items, in: call.arguments) == 0 ? [] : nil
    }
    guard name == PickleGlobal(module: "_codecs", name: "encode"),
      let arguments = document.tuple(call.arguments, count: 2),
      let text = document.textBytes(of: arguments[0])
    else { return nil }
    // Many calls can share one long text.
    if let known = memory.buffers[arguments[0]] { return known[...] }
    let bytes = String(decoding: text, as: UTF8.self).unicodeScalars.map {
      UInt8(truncatingIfNeeded: $0.value)
    }
    memory.buffers[arguments[0]] = bytes
    return bytes[...]
  }
}
