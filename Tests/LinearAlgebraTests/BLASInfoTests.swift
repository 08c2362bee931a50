import Testing

@testable import LinearAlgebra

@Suite struct BLASInfoTests {
    @Test func `older kernels on a processor with AVX-512 are advised against`() {
        #expect(BLASInfo.advice(core: "Haswell", hasAVX512: true)?.contains("OPENBLAS_CORETYPE=SKYLAKEX") == true)
        #expect(BLASInfo.advice(core: "Zen", hasAVX512: true)?.contains("Zen") == true)
    }

    @Test(arguments: ["SkylakeX", "Cooperlake", "SapphireRapids"])
    func `kernels for AVX-512 are right on a processor that has it`(core: String) {
        #expect(BLASInfo.advice(core: core, hasAVX512: true) == nil)
    }

    @Test func `nothing is advised without AVX-512 or for an unknown library`() {
        #expect(BLASInfo.advice(core: "Haswell", hasAVX512: false) == nil)
        #expect(BLASInfo.advice(core: nil, hasAVX512: true) == nil)
    }

    @Test func `a library that tells its core tells its configuration`() {
        #expect((BLASInfo.core == nil) == (BLASInfo.configuration == nil))
        #expect(BLASInfo.configuration?.isEmpty != true)
    }
}
