import FileFormats

/// Arrays of the module `array` (CPython 3.11, `_array_reconstructor`).
enum ArrayModule {
  /// The value of `_array_reconstructor(array, TYPE, FORMAT, BYTES)`; nil for anything else.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    guard call.name.name == "_array_reconstructor", call.argumentCount == 4,
      let code = reader.document.integer(call.arguments[2]), let type = type(code),
      let bytes = reader.buffer(call.arguments[3]), bytes.count.isMultiple(of: type.size),
      let view = NumpyArrayView(
        type: type, shape: [bytes.count / type.size], isFortran: false, bytes: bytes)
    else { return nil }
    return view.value(in: &reader)
  }

  /// The type of a machine format, which is numbered from 0 (CPython 3.11, `machine_format_code` in
  /// `arraymodule.c`).
  private static func type(_ code: Int) -> NumpyType? {
    let isBigEndian = !code.isMultiple(of: 2)
    switch code {
    case 0: return NumpyType(.unsigned, size: 1)
    case 1: return NumpyType(.signed, size: 1)
    case 2, 3: return NumpyType(.unsigned, size: 2, isBigEndian: isBigEndian)
    case 4, 5: return NumpyType(.signed, size: 2, isBigEndian: isBigEndian)
    case 6, 7: return NumpyType(.unsigned, size: 4, isBigEndian: isBigEndian)
    case 8, 9: return NumpyType(.signed, size: 4, isBigEndian: isBigEndian)
    case 10, 11: return NumpyType(.unsigned, size: 8, isBigEndian: isBigEndian)
    case 12, 13: return NumpyType(.signed, size: 8, isBigEndian: isBigEndian)
    case 14, 15: return NumpyType(.float, size: 4, isBigEndian: isBigEndian)
    case 16, 17: return NumpyType(.float, size: 8, isBigEndian: isBigEndian)
    default: return nil
    }
  }
}
