import FileFormats

/// What a class of exceptions has in common with Python's own (CPython 3.11).
struct ExceptionTraits {
  /// The first of Python's own exceptions that it is or is made of; nil where none is known.
  private(set) var base: String?
  /// Whether it is a group of exceptions.
  private(set) var isGroup = false
  /// Whether it says what it says in a way of its own.
  private(set) var hasOwnWords = false

  var isException: Bool { base != nil }

  /// The traits of a class.
  static func of(
    _ callable: PickleReference, in reader: inout PickleValueReader
  ) -> ExceptionTraits {
    if let known = reader.memory.exceptions[callable] { return known }
    var traits = ExceptionTraits()
    _ = reader.classes.search(callable) { document, userClass, name -> Bool? in
      if userClass?.attributes.attribute("__str__", in: document) != nil {
        traits.hasOwnWords = true
      }
      guard let name, name.module == "builtins" || name.module == "exceptions",
        isException(named: name.name)
      else { return nil }
      traits.base = traits.base ?? name.name
      traits.isGroup = name.name.hasSuffix("ExceptionGroup")
      return traits.isGroup ? true : nil
    }
    reader.memory.exceptions[callable] = traits
    return traits
  }

  /// Whether a name is that of one of Python's own exceptions (`builtins`).
  private static func isException(named name: String) -> Bool {
    ["Error", "Exception", "Warning", "Exit", "Interrupt", "Iteration", "Group"].contains {
      name.hasSuffix($0)
    }
  }
}
