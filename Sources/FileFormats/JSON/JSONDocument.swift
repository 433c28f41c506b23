/// A parsed JSON text: the bytes and a table of where each value is in them.
///
/// Values are read from the bytes on demand: parsing makes two allocations however many values
/// there are, and a number or a string can be passed through exactly as it was written.
public final class JSONDocument: Sendable {
  /// Limits on what is parsed.
  public struct Limits: Sendable {
    /// How deep arrays and objects may nest; about Python's own limit.
    public var depth = 960
    /// How many values there may be, keys included: more than 14,000 outputs of pipefunc have. Each
    /// takes 12 bytes, and more once something is made of it, however few bytes it is in the text.
    public var values = 1 << 19
    /// How long the text may be in bytes; at most `UInt32.max / 2`.
    public var size = 1 << 24

    /// The default limits.
    public init() {}
  }

  let bytes: [UInt8]
  let entries: [JSONEntry]

  /// Parses one JSON value in Python's dialect (CPython 3.11, `json.loads`): RFC 8259 and also
  /// `NaN`, `Infinity`, `-Infinity` and lone surrogates; if a key repeats, the last one counts.
  ///
  /// - Throws: `JSONError` for the first fault.
  public init(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) {
    let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<[JSONEntry], JSONError> in
      guard buffer.count <= min(limits.size, Int(UInt32.max / 2)) else {
        return .failure(JSONError(.tooLarge(limit: limits.size), at: 0, in: buffer))
      }
      if let bad = UTF8Validation.firstError(in: buffer, from: 0) {
        let start = bad.range.lowerBound
        return .failure(
          JSONError(
            .invalidUTF8(bad.reason, byte: buffer[start], length: bad.range.count),
            at: start, in: buffer))
      }
      var parser = JSONParser(
        bytes: buffer, depthLimit: limits.depth, valueLimit: limits.values)
      if let fault = parser.parse() {
        return .failure(JSONError(fault.reason, at: fault.offset, in: buffer))
      }
      return .success(parser.entries)
    }
    self.bytes = bytes
    entries = try outcome.get()
  }

  /// The value that the text holds.
  public var root: JSONNode { JSONNode(document: self, index: 0) }
}

/// Where a value is in the bytes of its document.
///
/// An object's entry is followed by those of its keys and values in turn, an array's by those of its
/// elements.
struct JSONEntry {
  enum Kind: UInt8 {
    case null, `true`, `false`, integer, float, plainString, escapedString, array, object
  }

  let kind: Kind
  /// Offset of the first byte; for a string, of the one after the opening quotation mark.
  let start: UInt32
  /// For a scalar, the offset after its last byte; for a container, the index of the first entry
  /// that is not part of it.
  var end: UInt32
}
