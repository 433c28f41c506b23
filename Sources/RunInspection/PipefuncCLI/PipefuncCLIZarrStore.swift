import FileFormats

/// The Zarr store that pipefunc-cli 0.93.2 makes where an output has none yet, because it looks by
/// opening one (`map/_storage_array/_zarr.py`, with zarr 3.1.6), and whose size it then prints. Here
/// nothing is made, and the size computed.
struct PipefuncCLIZarrStore {
  /// The size along each dimension, and whether the dimension is external.
  let dimensions: [(size: Int, isExternal: Bool)]

  /// The sizes of the three descriptions, in bytes: of the group, of the values and of the mask.
  var bytes: Int {
    let mask = dimensions.filter(\.isExternal)
    return 66 + 587 + PipefuncCLIZarrStore.bytes(dimensions) + 540
      + PipefuncCLIZarrStore.bytes(mask)
  }

  /// What the shape and the shape of a chunk take in a description: a line a number, of which all but
  /// the last end with a comma, indented by four and by eight. Along an internal dimension a chunk is
  /// as long as the array.
  private static func bytes(_ dimensions: [(size: Int, isExternal: Bool)]) -> Int {
    dimensions.reduce(-4) { bytes, dimension in
      let size = "\(dimension.size)".utf8.count
      let chunk = dimension.isExternal ? 1 : size
      return bytes + 4 + size + 2 + 8 + chunk + 2
    }
  }
}
