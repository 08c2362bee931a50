import CommandLineSupport
import Glibc
import SystemSupport

Signals.ignoreClosedPipes()
let runner = CommandRunner(Tool.definition, commands: Tool.commands)
exit(runner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
