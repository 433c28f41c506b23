import FileFormats
import RunInspection

/// `outputs RUN [NAME...]`: stored values.
struct OutputsCommand: Command {
  private let operand: Argument
  private let request: ValueRequest
  private let format: OutputFormat

  init(_ arguments: ParsedArguments) throws(UsageError) {
    operand = arguments.operands[0]
    var request = ValueRequest()
    request.outputs = arguments.operands.dropFirst().map {
      JSONString(fileSystemBytes: $0.bytes)
    }
    if let limit = arguments.count(.limit) { request.limit = limit }
    self.request = request
    format = try OutputFormat(arguments)
  }

  func run(_ context: CommandContext) throws(OutputFailure) -> ExitStatus {
    let values: [OutputValue]
    do throws(InspectionError) {
      values = try RunInspector(environment: context.inspection).values(
        of: operand.path, request: request)
    } catch {
      return try context.fail(error, format)
    }
    switch format {
    case .json(let style):
      var table = JSONObject()
      for value in values { table.set(value.name, StoredValueJSON.value(value.value)) }
      try context.printJSON(.object(["outputs": .object(table)]), style)
    case .jsonLines, .table:
      for value in values {
        try context.printJSON(
          .object(["output": .string(value.name), "value": StoredValueJSON.value(value.value)]),
          .compact)
      }
    }
    let isWhole = values.allSatisfy { value in
      switch value.value {
      case .unreadable: return false
      case .elements(let elements, _, _):
        return elements.allSatisfy { element in
          if case .unreadable = element { return false }
          return true
        }
      default: return true
      }
    }
    return isWhole ? .success : .failure
  }
}
