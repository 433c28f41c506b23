import RunInspection

extension FieldSelection {
  /// Reads the options of a command.
  ///
  /// - Parameter makeTable: the fields that there are, needed only where some are asked for.
  init(
    _ arguments: ParsedArguments, _ makeTable: @autoclosure () -> FieldTable
  ) throws(UsageError) {
    if let field = arguments.text(.get) {
      for option in [OptionName.fields, .format, .pretty] where arguments.has(option) {
        throw .conflict(OptionName.get.spelling, option.spelling)
      }
      self = .value(try makeTable().path(field))
    } else if let fields = arguments.text(.fields) {
      self = .fields(try makeTable().paths(fields))
    } else {
      self = .all
    }
  }
}
