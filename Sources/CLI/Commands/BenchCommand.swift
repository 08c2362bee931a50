import CommandLineSupport

/// `sextant bench`: how fast the vector kernels are here.
enum BenchCommand: Command {
    static let dimension = Option.value(
        "dimension", "N", .wholeNumber(from: 1, to: 65_536), default: 256, help: "Elements of a vector")
    static let count = Option.value(
        "count", "N", .wholeNumber(from: 1, to: 100_000_000), default: 100_000, help: "How many vectors")

    static let definition = CommandDefinition(
        name: "bench",
        abstract: "Measure the vector kernels on this machine",
        discussion: """
            Runs every kernel with every instruction set that this machine has, beside the memory's bandwidth and the \
            plain loop. Every result is checked against the plain loop's.
            """,
        options: [dimension.definition, count.definition],
        formats: [.table, .plain, .json, .csv],
        examples: [.init("sextant bench --json -o bench.json", "A record to keep")])

    static func run(_ context: CommandContext) throws -> ExitCode { throw NotYet(command: definition.name) }
}
