import Testing

@testable import IndexStore

@Suite struct ArrayHeaderTests {
    @Test func `a matrix's header is the one NumPy reads`() throws {
        let header = try #require(ArrayHeader(type: .float32, shape: [3, 4]))
        let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }"
        #expect(Array(header.bytes.prefix(10)) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0])
        #expect(Array(header.bytes[10..<10 + text.utf8.count]) == Array(text.utf8))
        #expect(header.bytes[(10 + text.utf8.count)..<127].allSatisfy { $0 == 0x20 })
        #expect(header.bytes[127] == 0x0A)
        #expect(header.bytes.count == 128)
        #expect(header.fileByteCount == 128 + 48)
    }

    @Test func `one dimension is written as a Python tuple`() throws {
        let header = try #require(ArrayHeader(type: .uint8, shape: [7]))
        #expect(String(decoding: header.bytes, as: UTF8.self).contains("'descr': '|u1'"))
        #expect(String(decoding: header.bytes, as: UTF8.self).contains("'shape': (7,), }"))
    }

    @Test(arguments: ElementType.allCases) func `every header is 128 bytes`(type: ElementType) throws {
        for shape in [[0], [1], [0, 5], [Int.max / 16], [1, Int.max / 16], [3_037_000, 3_037_000]] {
            let header = try #require(ArrayHeader(type: type, shape: shape))
            #expect(header.bytes.count == 128)
            #expect(header.bytes.last == 0x0A)
        }
    }

    @Test func `impossible shapes have no header`() {
        for shape in [[], [1, 2, 3], [-1], [2, -2], [Int.max], [Int.max, 2], [Int.max / 4]] {
            #expect(ArrayHeader(type: .float32, shape: shape) == nil, "\(shape)")
        }
    }

    @Test func `sizes are those of the types`() {
        func check<Element: SectionElement>(_ type: Element.Type) {
            #expect(Element.elementType.size == MemoryLayout<Element>.size)
            #expect(MemoryLayout<Element>.stride == MemoryLayout<Element>.size)
        }
        check(Float.self)
        check(Int8.self)
        check(UInt8.self)
        check(UInt16.self)
        check(Int32.self)
        check(UInt32.self)
        check(Int64.self)
        check(UInt64.self)
    }
}
