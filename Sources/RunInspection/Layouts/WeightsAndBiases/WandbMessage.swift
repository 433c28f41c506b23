import FileFormats

/// A message of W&B's log, by the numbers of its fields (wandb 0.16.6 and 0.31.0,
/// `proto/wandb_internal.proto`).
struct WandbMessage {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let range: Range<Int>

  init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>? = nil) {
    self.bytes = bytes
    self.range = range ?? 0..<bytes.count
  }

  /// Calls `body` with each field, in order, up to the first that can't be read.
  ///
  /// - Returns: whether all could be.
  @discardableResult
  func forEach(_ body: (Int, ProtobufReader.Value) -> Void) -> Bool {
    var reader = ProtobufReader(bytes, in: range)
    do throws(ProtobufReader.Fault) {
      while let field = try reader.next() { body(field.number, field.value) }
      return true
    } catch {
      return false
    }
  }

  /// The message in a field.
  func message(_ value: ProtobufReader.Value) -> WandbMessage? {
    value.range.map { WandbMessage(bytes, in: $0) }
  }

  /// The bytes of a field.
  func contents(_ value: ProtobufReader.Value) -> UnsafeBufferPointer<UInt8>? {
    value.range.map { UnsafeBufferPointer(rebasing: bytes[$0]) }
  }

  /// The text in a field; nil for an empty one, as of a field that is not set.
  func text(_ value: ProtobufReader.Value) -> JSONString? {
    guard let contents = contents(value), !contents.isEmpty else { return nil }
    return JSONString(String(decoding: contents, as: UTF8.self))
  }

  /// Seconds since 1970 of a `google.protobuf.Timestamp`; nil for one out of range.
  var unixSeconds: Double? {
    var seconds = 0
    var nanoseconds = 0
    forEach { number, value in
      if number == 1 { seconds = value.signed ?? 0 }
      if number == 2 { nanoseconds = value.signed ?? 0 }
    }
    guard (0...253_402_300_799).contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
      return nil
    }
    return Double(seconds) + Double(nanoseconds) / 1e9
  }
}
