import HostProcess
import RunspectCLI

StandardStream.reportBrokenPipes()
let words = ProcessArguments.words(CommandLine.arguments).map(Argument.init(bytes:))
ProcessEnd.exit(
  CommandLineTool.run(name: words.first ?? "", arguments: Array(words.dropFirst())))
