import SystemSupport
import VectorKernels

/// A job that can be asked for by name.
struct Job: Sendable {
    let name: String
    /// What its arguments are called in the usage message, before `OUTPUT` and `REPETITIONS`.
    let arguments: [String]
    let run: @Sendable (JobArguments) throws -> JobOutcome
}

/// What a job took and found.
struct JobOutcome {
    /// The wall-clock time of each repetition, in the order they ran.
    var seconds: [Double]
    /// Lines of numbers for the answers file.
    var answers: [[Double]]
    /// What else was measured, by name.
    var figures: [(name: String, value: Double)] = []
}

/// A message for the user.
struct JobError: Error, CustomStringConvertible {
    let description: String
}

/// The arguments of a job by name.
struct JobArguments: Sendable {
    let values: [String: String]
    let output: String
    let repetitions: Int

    func text(_ name: String) throws -> String {
        guard let value = values[name] else { throw JobError(description: "\(name) is missing") }
        return value
    }

    func number(_ name: String) throws -> Int {
        guard let number = Int(try text(name)), number > 0 else {
            throw JobError(description: "\(name) must be a positive number")
        }
        return number
    }

    func vectors(_ name: String) throws -> NumPyVectors { try NumPyVectors(path: try text(name)) }

    /// Runs `body` once to warm up, then again as often as asked for.
    func measure<Result>(_ body: () -> Result) -> (result: Result, seconds: [Double]) {
        var result = body()
        let seconds = (0..<repetitions).map { _ in
            let start = Clock.seconds
            result = body()
            return Clock.seconds - start
        }
        return (result, seconds)
    }
}

/// Finds the job and gives its arguments their names.
func parse(_ words: [String]) throws -> (job: Job, arguments: JobArguments) {
    if let problem = InstructionSet.forcedError { throw JobError(description: problem) }
    guard let name = words.first, let job = jobs.first(where: { $0.name == name }) else {
        let lines = jobs.map { "  \($0.name) \($0.arguments.joined(separator: " ")) OUTPUT [REPETITIONS]" }
        throw JobError(description: "name a job:\n" + lines.joined(separator: "\n"))
    }
    let rest = words.dropFirst()
    let wanted = job.arguments.count + 1
    let repetitions = rest.count == wanted + 1 ? Int(words[wanted + 1]) : 5
    guard rest.count == wanted || rest.count == wanted + 1, let repetitions, repetitions > 0 else {
        throw JobError(description: "usage: \(name) \(job.arguments.joined(separator: " ")) OUTPUT [REPETITIONS]")
    }
    let values = Dictionary(uniqueKeysWithValues: zip(job.arguments, rest))
    return (job, JobArguments(values: values, output: words[wanted], repetitions: repetitions))
}

/// Writes each answer as a line of numbers with spaces between them.
func write(_ answers: [[Double]], to path: String) throws {
    let writer = try FileWriter(path: path)
    for answer in answers {
        let numbers = answer.map { $0 == $0.rounded() && abs($0) < 0x1p53 ? "\(Int($0))" : "\($0)" }
        try writer.write(numbers.joined(separator: " ") + "\n")
    }
    try writer.close()
}
