import Testing

@testable import VectorKernels

@Suite struct InstructionSetTests {
    @Test func `the portable set is everywhere and the active one available`() {
        #expect(InstructionSet.available.contains(.portable))
        #expect(InstructionSet.available.contains(.active))
        #expect(Kernels.active.instructionSet == .active)
    }

    @Test func `the fastest set is taken unless another is forced`() {
        let fastest = InstructionSet.available.last
        #expect(InstructionSet.choose(forced: nil).active == fastest)
        #expect(InstructionSet.choose(forced: "").active == fastest)
        #expect(InstructionSet.choose(forced: "").error == nil)
        #expect(InstructionSet.choose(forced: "portable").active == .portable)
        #expect(InstructionSet.choose(forced: "portable").error == nil)
    }

    @Test func `a forced set that is unknown or absent is an error that names the choices`() throws {
        let unknown = try #require(InstructionSet.choose(forced: "sse9").error)
        #expect(unknown.contains("sse9") && unknown.contains("portable"))
        #expect(InstructionSet.choose(forced: "sse9").active == InstructionSet.available.last)
        for set in InstructionSet.allCases where !InstructionSet.available.contains(set) {
            #expect(InstructionSet.choose(forced: set.rawValue).error?.contains("not on this machine") == true)
            #expect(Kernels(set) == nil)
        }
    }
}
