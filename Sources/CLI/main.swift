import CommandLineSupport
import Glibc
import SystemSupport
import VectorKernels

/// A value of `SEXTANT_ISA` that cannot be honoured: silently taking another one would spoil a comparison.
struct InstructionSetError: Error, CustomStringConvertible {
    let description: String
}

Signals.ignoreClosedPipes()
Signals.ignoreFileSizeLimit()
let runner = CommandRunner(Tool.definition, commands: Tool.commands) {
    if let problem = InstructionSet.forcedError { throw InstructionSetError(description: problem) }
}
exit(runner.run(Environment.arguments).rawValue)
