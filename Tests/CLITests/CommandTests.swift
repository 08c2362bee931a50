import SystemSupport
import Testing

@Suite struct CommandTests {
    @Test func `an option that changes nothing is noted, and not when it should be quiet`() throws {
        let run = try ToolRun("explain", "2601.00001", "--category", "cs.CL")
        #expect(run.errors.hasPrefix("warning: --category changes nothing for 'explain'\nerror: "))
        #expect(try ToolRun("explain", "2601.00001", "--category", "cs.CL", "-q").errors.hasPrefix("error: "))
    }

    @Test func `explain wants one thing to compare with`() throws {
        for extra in [[], ["--to", "2601.00002", "--query", "x"]] {
            let run = try ToolRun(arguments: ["explain", "2601.00001"] + extra)
            #expect(run.status == 2)
            #expect(
                run.errors.hasPrefix("error: 'explain' needs one of --to ID and --query TEXT\nUsage: sextant explain "))
        }
    }
}
