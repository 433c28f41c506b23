import FileFormats

/// Numpy's scalars and arrays as its pickles hold them (numpy 1.x and 2.x): `scalar(dtype, bytes)`,
/// arrays as ``NumpyArrayView`` tells, and masked arrays.
enum NumpyValues {
  /// The value of a call; nil where it is none of numpy's or not as numpy writes it.
  static func value(of call: PythonCall, in reader: inout PickleValueReader) -> StoredValue? {
    guard call.name.module.hasPrefix("numpy") else { return nil }
    switch call.name.name {
    case "scalar": return scalar(call, in: &reader)
    case "_mareconstruct": return maskedArray(call, in: &reader)
    case "MaskedConstant": return .masked
    case "dtype": return type(call, in: &reader)
    default: return NumpyArrayView(call, in: &reader)?.value(in: &reader)
    }
  }

  private static func type(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard let type = reader.numpyType(call.reference) else { return nil }
    var members: StoredMembers = ["name": reader.made(type.notation)]
    if !type.fields.isEmpty { members.add("fields", type.fieldList(in: &reader)) }
    return .tagged(.dtype, members)
  }

  private static func scalar(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    guard call.argumentCount == 2, let type = reader.numpyType(call.arguments[0]) else {
      return nil
    }
    if type.kind == .object { return reader.value(of: call.arguments[1]) }
    guard !type.isListed, let bytes = reader.buffer(call.arguments[1]), bytes.count >= type.size
    else { return nil }
    return type.element(bytes.prefix(type.size), in: &reader)
  }

  /// The state of a masked array: version, shape, type, Fortran order, data, mask, fill value.
  private static func maskedArray(
    _ call: PythonCall, in reader: inout PickleValueReader
  ) -> StoredValue? {
    let document = reader.document
    guard let state = call.state, let parts = document.tuple(state, count: 7) else { return nil }
    let isFortran = document.isTrue(parts[3])
    guard
      let data = NumpyArrayView(
        shape: parts[1], type: parts[2], isFortran: isFortran, data: parts[4], in: &reader),
      // The mask of a structure has as many parts as that.
      data.type.fields.isEmpty, let bytes = reader.buffer(parts[5]), bytes.count >= data.count,
      let mask = NumpyArrayView(
        type: NumpyType(.bool, size: 1), shape: data.shape, isFortran: isFortran, bytes: bytes)
    else { return nil }
    return data.value(in: &reader) { reader, index in
      mask.integer(index) == 0 ? data.element(index, in: &reader) : masked(&reader)
    }
  }

  private static func masked(_ reader: inout PickleValueReader) -> StoredValue {
    reader.takeValue() ? .masked : .elided
  }
}
