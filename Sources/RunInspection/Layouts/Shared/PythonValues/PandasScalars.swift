import FileFormats

/// Single values of pandas.
enum PandasScalars {
  /// The value of a name that stands for one, such as pandas' missing value; nil for other names.
  static func constant(_ name: PickleGlobal) -> StoredValue? {
    guard name.name == "NA", name.module == "pandas" || name.module == "pandas._libs.missing"
    else { return nil }
    return .tagged(.notAvailable, [:])
  }
}
