import FileFormats

extension JSONNode {
  /// The name of the type to which Python's `json.loads` converts the value: `type(value).__name__`.
  var pythonTypeName: String {
    switch kind {
    case .null: "NoneType"
    case .bool: "bool"
    case .integer: "int"
    case .float: "float"
    case .string: "str"
    case .array: "list"
    case .object: "dict"
    }
  }
}
