import Glibc
import Testing

@testable import VectorKernels

@Suite struct ReadingBoundsTests {
    /// Runs `body` over `count` elements that end where readable memory ends.
    private func atTheEdge<Element: BitwiseCopyable>(
        _ count: Int, of value: Element, _ body: (UnsafeMutableBufferPointer<Element>) -> Void
    ) throws {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let size = (count * MemoryLayout<Element>.stride + page - 1) / page * page
        let map = unsafe mmap(nil, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        // SAFETY: the map has `size` readable bytes and a page beyond them that traps; both are unmapped at the end.
        let base = unsafe try #require(map == MAP_FAILED ? nil : map)
        defer { unsafe _ = munmap(base, size + page) }
        try #require(unsafe mprotect(base + size, page, PROT_NONE) == 0)
        let start = unsafe (base + (size - count * MemoryLayout<Element>.stride)).bindMemory(
            to: Element.self, capacity: count)
        let buffer = unsafe UnsafeMutableBufferPointer(start: start, count: count)
        unsafe buffer.initialize(repeating: value)
        unsafe body(buffer)
    }

    @Test func `no kernel touches what lies beyond its vectors`() throws {
        for dimension in 1...130 {
            try unsafe atTheEdge(5 * dimension, of: Float(1)) { floats in
                let rows = unsafe floats.span
                let query = rows.extracting(last: dimension)
                for kernels in allKernels {
                    #expect(kernels.dot(query, query) == Float(dimension))
                    var scores = [Float](repeating: 0, count: 5)
                    var span = scores.mutableSpan
                    kernels.dotRows(query, rows, into: &span)
                    #expect(scores == [Float](repeating: Float(dimension), count: 5))
                    var batch = [Float](repeating: 0, count: 25)
                    var batchSpan = batch.mutableSpan
                    kernels.dotRowsBatch(
                        queries: rows, queryCount: 5, rows: rows, dimension: dimension, into: &batchSpan)
                    #expect(batch == [Float](repeating: Float(dimension), count: 25))
                    #expect(kernels.largestMagnitude(query) == 1)
                    var codes = [Int8](repeating: 0, count: dimension)
                    var codeSpan = codes.mutableSpan
                    #expect(kernels.quantize(query, inverseScale: 127, scale: 0, into: &codeSpan) == Double(dimension))
                    let zeros = [Float](repeating: 0, count: dimension)
                    var target = unsafe UnsafeMutableBufferPointer(rebasing: floats.suffix(dimension)).mutableSpan
                    kernels.addScaled(1, zeros.span, to: &target)
                }
            }
            try unsafe atTheEdge(5 * dimension, of: Int8(1)) { bytes in
                let rows = unsafe bytes.span
                let query = rows.extracting(last: dimension)
                for kernels in allKernels {
                    #expect(kernels.dotInt8(query, query) == Int32(dimension))
                    var products = [Int32](repeating: 0, count: 5)
                    var span = products.mutableSpan
                    kernels.dotRowsInt8(query, rows, into: &span)
                    #expect(products == [Int32](repeating: Int32(dimension), count: 5))
                    var wideSpan = products.mutableSpan
                    let measures = [Float](repeating: 0, count: 5)
                    kernels.dotListedWide(
                        [Int16](repeating: 2, count: dimension).span, rows, scales: measures.span,
                        errors: measures.span, norms: measures.span, indices: [4, 3, 2, 1, 0].span, into: &wideSpan)
                    #expect(products == [Int32](repeating: Int32(2 * dimension), count: 5))
                    let packed = PackedQueries(rows, dimension: dimension)
                    var batch = [Int32](repeating: 0, count: 5 * packed.stride)
                    var batchSpan = batch.mutableSpan
                    kernels.dotRowsInt8Batch(packed, rows, into: &batchSpan)
                    #expect(batch[4 * packed.stride + 4] == Int32(dimension))
                }
            }
            try unsafe atTheEdge(dimension, of: Int16(1)) { query in
                for kernels in allKernels {
                    var products: [Int32] = [0]
                    var span = products.mutableSpan
                    let zero: [Float] = [0]
                    kernels.dotListedWide(
                        unsafe query.span, [Int8](repeating: 3, count: dimension).span, scales: zero.span,
                        errors: zero.span, norms: zero.span, indices: [0].span, into: &span)
                    #expect(products == [Int32(3 * dimension)])
                }
            }
        }
    }

    @Test func `no kernel touches what lies beyond blocks of nibbles`() throws {
        for groups in 1...20 {
            try unsafe atTheEdge(3 * 64 * (groups + 1), of: UInt8(0)) { blocks in
                let query = NibbleQuery(
                    codes: [Int8](repeating: 1, count: 8 * groups), offset: 0, errorFactor: 1, limit: 1)
                for kernels in allKernels {
                    var masks: [UInt16] = [1, 1, 1]
                    kernels.nibbleCandidates(query, unsafe blocks.span, into: &masks)
                    #expect(masks == [0, 0, 0])
                }
            }
        }
    }
}
