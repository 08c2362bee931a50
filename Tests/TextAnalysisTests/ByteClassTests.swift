import SystemSupport
import Testing

@testable import TextAnalysis

@Suite struct ByteClassTests {
    @Test func `eight bytes are told as one by one, whichever comes first`() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<8 {
                var bytes = Array("aZ09mQ5z".utf8)
                bytes[place] = byte
                // What comes after the first must not matter.
                for rest in bytes.indices where rest > place { bytes[rest] = byte &* 31 &+ UInt8(rest) }
                let expected = bytes.firstIndex { ByteClass($0) != .word } ?? 8
                #expect(bytes.span.eightBytes(at: 0).leadingLettersAndDigits == expected)
            }
        }
    }

    @Test(arguments: 0...8) func `eight bytes give the key that they give one by one`(count: Int) {
        let bytes = Array("xyattention".utf8)
        var (one, eight) = (SurfaceCache.Key(), SurfaceCache.Key())
        for start in [0, 3, 1] {
            for index in start..<start + count { one.append(bytes[index]) }
            eight.append(bytes.span.eightBytes(at: start), count: count)
            #expect(one == eight)
        }
    }
}
