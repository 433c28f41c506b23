import HostProcess
import RunspectCLI

StandardStream.prepare()
let words = ProcessArguments.words(CommandLine.arguments).map(Argument.init(bytes:))
ProcessEnd.exit(
  CommandLineTool.run(name: words.first ?? "", arguments: Array(words.dropFirst())))
