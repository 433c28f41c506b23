import FileFormats

/// The names of the members of an enumeration by their values.
struct MemberNames {
  /// Names and values in the order of their definition.
  let entries: [PickleEntry]
  private let names: [Key: PickleReference]

  /// What values are found by: numbers and short texts by what they are, others by where they are.
  private enum Key: Hashable {
    case none
    case bool(Bool)
    case integer(Int)
    case twosComplement(ArraySlice<UInt8>)
    case decimal(ArraySlice<UInt8>)
    case float(Double)
    case string(ArraySlice<UInt8>)
    case bytes(ArraySlice<UInt8>)
    case other(PickleReference)

    init(_ reference: PickleReference, in document: PickleDocument) {
      // A pickle refers to one text many times, but writes out numbers each time.
      let longest = 256
      switch document.outline(of: reference) {
      case .plain(.none): self = .none
      case .plain(.bool(let value)): self = .bool(value)
      case .plain(.integer(.small(let number))): self = .integer(number)
      case .plain(.integer(.twosComplement(let bytes))) where bytes.count <= longest:
        self = .twosComplement(bytes)
      case .plain(.integer(.decimal(let bytes))) where bytes.count <= longest:
        self = .decimal(bytes)
      case .plain(.float(let number)): self = .float(number)
      case .plain(.string(let bytes)) where bytes.count <= longest: self = .string(bytes)
      case .plain(.bytes(let bytes)) where bytes.count <= longest: self = .bytes(bytes)
      default: self = .other(reference)
      }
    }
  }

  /// The members in a dictionary of names and values; none where it is something else, or holds too
  /// many.
  init(_ members: PickleReference, in document: PickleDocument) {
    entries = document.attributes(members) ?? []
    // Of equal values the first name counts.
    names = Dictionary(
      entries.map { (Key($0.value, in: document), $0.key) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// The name of the member of a value.
  func name(ofValue value: PickleReference, in document: PickleDocument) -> PickleReference? {
    names[Key(value, in: document)]
  }
}
