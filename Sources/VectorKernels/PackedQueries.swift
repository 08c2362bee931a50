import CVectorKernels

/// Queries of bytes in the order in which the batch kernel reads them: packed once, multiplied with many rows.
///
/// Queries are packed in blocks of 16. A block has a line of 64 bytes for each 4 dimensions, 4 bytes of each query, and is
/// filled with zeros up to a multiple of 64 dimensions; the last block to 16 queries. That is the order that AMX reads
/// as tiles and VNNI as vectors.
public struct PackedQueries: Sendable {
    /// Queries of a block: ``stride`` is a multiple of it.
    public static let blockSize = 16
    private static let (lineDimensions, lineBytes, linesPerTile) = (4, 64, 16)

    /// The number of queries.
    public let count: Int
    /// Elements of a query.
    public let dimension: Int
    /// The packed elements.
    let codes: AlignedBuffer<Int8>
    /// The sum of each query's elements, 0 for what fills the last block.
    let sums: [Int32]

    /// The number of blocks.
    var blockCount: Int { (count + Self.blockSize - 1) / Self.blockSize }

    /// How far apart the products of a row and those of the next lie: ``count``, rounded up to whole blocks.
    public var stride: Int { blockCount * Self.blockSize }

    /// Packs queries.
    /// - Parameters:
    ///   - queries: Row-major, shape (count, `dimension`).
    ///   - dimension: At most ``Kernels/maximumInt8Dimension``.
    /// - Complexity: O(`queries.count`) time and memory.
    public init(_ queries: Span<Int8>, dimension: Int) {
        precondition(dimension > 0, "PackedQueries: the dimension must be positive")
        precondition(dimension <= Kernels.maximumInt8Dimension, "PackedQueries: the sums might not fit 32 bits")
        precondition(queries.count.isMultiple(of: dimension), "PackedQueries: queries are no multiple of the dimension")
        self.dimension = dimension
        let count = queries.count / dimension
        let tileDimensions = Self.lineDimensions * Self.linesPerTile
        let linesPerBlock = (dimension + tileDimensions - 1) / tileDimensions * Self.linesPerTile
        let blocks = (count + Self.blockSize - 1) / Self.blockSize
        let codes = AlignedBuffer<Int8>(repeating: 0, count: blocks * linesPerBlock * Self.lineBytes)
        var sums = [Int32](repeating: 0, count: blocks * Self.blockSize)
        codes.withMutableSpan { codes in
            for query in 0..<count {
                let block = query / Self.blockSize * linesPerBlock * Self.lineBytes
                var at = block + query % Self.blockSize * Self.lineDimensions
                var sum: Int32 = 0
                for start in Swift.stride(from: 0, to: dimension, by: Self.lineDimensions) {
                    for offset in 0..<min(Self.lineDimensions, dimension - start) {
                        let code = queries[query * dimension + start + offset]
                        codes[at + offset] = code
                        sum += Int32(code)
                    }
                    at += Self.lineBytes
                }
                sums[query] = sum
            }
        }
        self.count = count
        self.codes = codes
        self.sums = sums
    }
}
