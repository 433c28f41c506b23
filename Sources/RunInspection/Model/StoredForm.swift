/// The kinds of values that have a documented form of their own, by their names under `$type`.
public enum StoredForm: String, CaseIterable, Sendable {
  /// An array with fields, or one whose type is not numpy's.
  case array
  /// `collections.Counter`.
  case counter
  /// An instance of a dataclass, by its fields.
  case dataclass
  /// `xarray.DataArray`.
  case dataArray = "data_array"
  /// `xarray.Dataset`.
  case dataset
  /// `decimal.Decimal`.
  case decimal
  /// `collections.defaultdict`.
  case defaultDictionary = "defaultdict"
  /// `collections.deque`.
  case deque
  /// A type of numpy.
  case dtype
  /// A member of an enumeration.
  case enumeration = "enum"
  /// `fractions.Fraction`.
  case fraction
  /// A table with named columns, of pandas or polars.
  case frame
  /// A class or a function, and where its source is.
  case global
  /// The labels of rows or columns in pandas.
  case index
  /// An interval of pandas.
  case interval
  /// An address of the internet.
  case ipAddress = "ip_address"
  /// A network of the internet.
  case ipNetwork = "ip_network"
  /// The missing value of pandas.
  case notAvailable = "na"
  /// A named tuple, by its fields.
  case namedTuple = "namedtuple"
  /// `types.SimpleNamespace`.
  case namespace
  /// A table in the format Parquet.
  case parquet
  /// A path of a file system.
  case path
  /// A span of the calendar, of pandas.
  case period
  /// `range`.
  case range
  /// A column with its labels, of pandas or polars.
  case series
  /// An array of which only some elements are stored, of scipy.
  case sparse
  /// A moment in a zone that is no fixed offset.
  case time
  /// `uuid.UUID`.
  case uuid
  /// An array with named dimensions, of xarray.
  case variable
}
