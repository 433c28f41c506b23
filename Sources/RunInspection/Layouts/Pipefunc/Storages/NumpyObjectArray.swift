import FileFormats

/// A pickled numpy array of Python objects: `numpy.core.multiarray._reconstruct`, with the state
/// (version, shape, dtype, Fortran order, list of the elements) (numpy 1.x and 2.x,
/// `ndarray.__reduce__`).
enum NumpyObjectArray {
  /// The elements in C order; nil if the value is something else.
  static func items(
    of reference: PickleReference, in document: PickleDocument
  ) -> [PickleReference]? {
    guard case .object(let object) = document[reference],
      document.className(of: object)?.name == "_reconstruct", let state = object.state,
      case .tuple(let parts) = document[state], parts.count == 5,
      case .list(let items) = document[parts[4]]
    else { return nil }
    return items
  }
}
