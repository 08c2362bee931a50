import CommandLineSupport
import Glibc
import SystemSupport
import VectorKernels

/// Why no command can begin: too little memory, or a value of `SEXTANT_ISA` that cannot be honoured, where silently taking
/// another one would spoil a comparison.
struct StartError: Error, CustomStringConvertible {
    let description: String
}

Signals.ignoreClosedPipes()
Signals.ignoreFileSizeLimit()
let runner = CommandRunner(Tool.definition, commands: Tool.commands) {
    if let problem = MemoryLimit.problem ?? InstructionSet.forcedError { throw StartError(description: problem) }
}
exit(runner.run(Environment.arguments).rawValue)
