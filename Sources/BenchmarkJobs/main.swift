import Glibc
import JSON
import SystemSupport
import VectorKernels

// Runs one job over vectors in NumPy files, for the comparison with other programs: prints the seconds of each repetition
// as a line of JSON, and writes what was found to a file.

/// All jobs by name.
let jobs: [Job] = searchJobs + queryJobs + clusteringJobs + textJobs + [readJob]

do {
    let (job, arguments) = try parse(Array(CommandLine.arguments.dropFirst()))
    let outcome = try job.run(arguments)
    try write(outcome.answers, to: arguments.output)
    var json = JSONWriter()
    json.object { json in
        json.key("job")
        json.string(job.name)
        json.key("instruction_set")
        json.string(InstructionSet.active.rawValue)
        json.key("seconds")
        json.array { json in
            for seconds in outcome.seconds { json.double(seconds) }
        }
        for (name, value) in outcome.figures {
            json.key(name)
            json.double(value)
        }
    }
    json.newline()
    StandardOutput.write(json.bytes)
    try StandardOutput.flush()
} catch {
    StandardError.write("sextant-bench-jobs: \(error)\n")
    exit(2)
}
