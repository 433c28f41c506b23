import FileFormats

/// The names in a mapping specification such as `x[i], z[j] -> a[i, j], b[i, j]` (pipefunc 0.93.2,
/// `map/_mapspec.py`).
enum MapSpec {
  /// The names behind the arrow.
  static func outputs(of specification: JSONString) -> [JSONString] {
    sides(of: specification).map { names(in: $0.right) } ?? []
  }

  /// The names before the arrow.
  static func inputs(of specification: JSONString) -> [JSONString] {
    sides(of: specification).map { names(in: $0.left) } ?? []
  }

  private static func sides(
    of specification: JSONString
  ) -> (left: ArraySlice<UInt8>, right: ArraySlice<UInt8>)? {
    let bytes = specification.bytes
    guard
      let arrow = bytes.indices.first(where: { bytes[$0...].starts(with: "->".utf8) })
    else { return nil }
    return (bytes[..<arrow], bytes[(arrow + 2)...])
  }

  /// The names in a list, without their indices.
  private static func names(in list: ArraySlice<UInt8>) -> [JSONString] {
    var names: [JSONString] = []
    var name: [UInt8] = []
    var depth = 0
    for byte in list + [UInt8(ascii: ",")] {
      switch byte {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: " "): break
      case UInt8(ascii: ",") where depth == 0:
        if !name.isEmpty { names.append(JSONString(generalisedUTF8: name)) }
        name = []
      default: if depth == 0 { name.append(byte) }
      }
    }
    return names
  }
}
