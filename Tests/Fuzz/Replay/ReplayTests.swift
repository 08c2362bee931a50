import FuzzTargets
import SystemSupport
import Testing

/// Runs every fuzz target on the inputs that were saved for it: first inputs, and those that once failed.
@Suite struct ReplayTests {
    private static let corpus = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Corpus"

    @Test(arguments: FuzzTarget.allCases)
    func `saved inputs hold what holds for all`(target: FuzzTarget) throws {
        let files = try FileSystem.walk(Self.corpus + "/" + target.rawValue)
        #expect(!files.isEmpty, "a target without a first input")
        for file in files { target.run(try FileSystem.contents(of: file)) }
    }

    @Test func `every folder of inputs has its target`() throws {
        let names = Set(FuzzTarget.allCases.map(\.rawValue))
        #expect(try Set(FileSystem.list(Self.corpus)) == names)
    }
}
