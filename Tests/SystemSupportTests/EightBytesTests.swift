import SystemSupport
import Testing

@Suite struct EightBytesTests {
    @Test func `the first byte is the lowest`() {
        let bytes: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
        #expect(bytes.span.eightBytes(at: 1) == 0x0807_0605_0403_0201)
        #expect(bytes.span.eightBytes(at: 2) == 0x0908_0706_0504_0302)
    }

    @Test func `bytes are found wherever they stand, and only those`() {
        for byte in UInt8.min...UInt8.max {
            for other: UInt8 in [0x21, 0x80, 0xFF, 0x01] {
                for place in 0..<8 {
                    var bytes = [UInt8](repeating: other, count: 8)
                    bytes[place] = byte
                    let eight = bytes.span.eightBytes(at: 0)
                    #expect(eight.hasByte(below: 0x20) == bytes.contains { $0 < 0x20 })
                    #expect(eight.hasByte(0x7F) == bytes.contains(0x7F))
                    #expect(eight.hasByte(0x20) == bytes.contains(0x20))
                    let shifted = Array(bytes.dropFirst() + [0x20])
                    let pairs = zip(bytes, shifted).contains { $0 == 0x20 && $1 == 0x20 }
                    #expect(eight.sharesByte(0x20, with: shifted.span.eightBytes(at: 0)) == pairs)
                }
            }
        }
    }

    #if os(Linux)
        @Test func `fewer than eight bytes trap`() async {
            await #expect(processExitsWith: .failure) { _ = [UInt8](repeating: 0, count: 9).span.eightBytes(at: 2) }
        }
    #endif
}
