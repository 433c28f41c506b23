import RunInspection

extension FieldSelection {
  /// Reads the options of a command.
  init(_ arguments: ParsedArguments, _ table: FieldTable) throws(UsageError) {
    if let field = arguments.text(.get) {
      for option in [OptionName.fields, .format, .pretty] where arguments.has(option) {
        throw .conflict(OptionName.get.spelling, option.spelling)
      }
      self = .value(try table.path(field))
    } else if let fields = arguments.text(.fields) {
      self = .fields(try table.paths(fields))
    } else {
      self = .all
    }
  }
}
