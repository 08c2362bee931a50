import SystemSupport
import Testing

@Suite struct ChecksumTests {
    private func checksum(_ text: String) -> UInt64 { Array(text.utf8).withRawSpan { Checksum.of($0) } }

    @Test func `published values of XXH64 are met`() {
        #expect(checksum("") == 0xEF46_DB37_51D8_E999)
        #expect(checksum("a") == 0xD24E_C4F1_A98C_6E5B)
        #expect(checksum("abc") == 0x44BC_2CF5_AD77_0999)
        #expect(checksum("Nobody inspects the spammish repetition") == 0xFBCE_A83C_8A37_8BF1)
    }

    @Test func `how bytes are cut does not matter`() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 3) }
        for count in [0, 1, 4, 8, 31, 32, 33, 63, 64, 65, 200] {
            let whole = Array(bytes.prefix(count)).withRawSpan { Checksum.of($0) }
            for piece in 1...70 {
                var checksum = Checksum()
                for start in stride(from: 0, to: count, by: piece) {
                    Array(bytes[start..<min(start + piece, count)]).withRawSpan { checksum.update($0) }
                }
                #expect(checksum.value == whole, "\(count) bytes in pieces of \(piece)")
            }
        }
    }

    @Test(arguments: [1, 31, 32, 33, 100]) func `every flipped bit changes it`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 13) }
        var seen: Set<UInt64> = [bytes.withRawSpan { Checksum.of($0) }]
        for index in 0..<count {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                #expect(seen.insert(damaged.withRawSpan { Checksum.of($0) }).inserted)
            }
        }
    }

    @Test func `zeros of different lengths differ`() {
        let values = (0..<100).map { [UInt8](repeating: 0, count: $0).withRawSpan { Checksum.of($0) } }
        #expect(Set(values).count == 100)
    }
}
