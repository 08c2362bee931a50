import SystemSupport
import Testing

@Suite struct CommandTests {
    @Test func `explain wants one thing to compare with`() throws {
        for extra in [[], ["--to", "2601.00002", "--query", "x"]] {
            let run = try ToolRun(arguments: ["explain", "2601.00001"] + extra)
            #expect(run.status == 2)
            #expect(
                run.errors.hasPrefix("error: 'explain' needs one of --to ID and --query TEXT\nUsage: sextant explain "))
        }
    }
}
