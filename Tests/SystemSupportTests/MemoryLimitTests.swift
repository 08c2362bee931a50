import Testing

@testable import SystemSupport

@Suite struct MemoryLimitTests {
    @Test func `too little is said with what is needed`() throws {
        #expect(MemoryLimit.problem(addressSpace: nil, memory: nil) == nil)
        #expect(MemoryLimit.problem(addressSpace: 512 << 20, memory: 64 << 20) == nil)
        let space = try #require(MemoryLimit.problem(addressSpace: 150 << 20, memory: nil))
        #expect(space.contains("150 MB") && space.contains("512 MB") && space.contains("ulimit -v"))
        let memory = try #require(MemoryLimit.problem(addressSpace: nil, memory: 20 << 20))
        #expect(memory.contains("20 MB") && memory.contains("64 MB") && memory.contains("memory.max"))
    }
}
