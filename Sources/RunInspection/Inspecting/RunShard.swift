import ReadOnlyFiles

/// One of several parts of a collection of runs, so that several machines can share it. Each run lies
/// in exactly one of them, whichever other runs there are.
public struct RunShard: Sendable, Equatable {
  /// Which part it is, from 1.
  public let index: Int
  /// How many parts there are.
  public let count: Int

  /// The part with this index; nil unless the index is between 1 and the count.
  public init?(index: Int, count: Int) {
    guard index >= 1, index <= count else { return nil }
    self.index = index
    self.count = count
  }

  /// Whether a run of this name lies in the part.
  public func contains(_ name: RawPath) -> Bool {
    RunShard.hash(name) % UInt64(count) == UInt64(index - 1)
  }

  /// A hash that is the same on every machine and in every version: FNV-1a of 64 bits, with the last
  /// step of MurmurHash3 (`fmix64`), because the low bits of FNV-1a alone depend on too little.
  static func hash(_ name: RawPath) -> UInt64 {
    var hash = name.bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    hash ^= hash >> 33
    hash &*= 0xff51_afd7_ed55_8ccd
    hash ^= hash >> 33
    hash &*= 0xc4ce_b9fe_1a85_ec53
    return hash ^ hash >> 33
  }
}
