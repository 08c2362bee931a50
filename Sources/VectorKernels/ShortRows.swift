import CVectorKernels

/// Rows of bfloat16, the upper halves of floats, in the order in which tiles read them.
///
/// Products of such rows are off by some hundredths of what bytes are off by, at twice their cost.
public struct ShortRows: Sendable {
    /// Rows are filled up with zeros to a multiple of so many elements, and with rows to a multiple of so many rows.
    static let step = 32

    public private(set) var count: Int
    public let columns: Int
    /// Shape (``room``, ``width``).
    let elements: AlignedBuffer<UInt16>

    /// Elements of a row, with what fills it up.
    var width: Int { Self.padded(columns) }
    /// Rows, with what fills up the last.
    var room: Int { Self.padded(count) }

    static func padded(_ count: Int) -> Int { (count + step - 1) / step * step }

    /// Shortens rows.
    ///
    /// - Parameters:
    ///   - rows: Row-major.
    ///   - errors: What is lost of each row is appended, as a norm rounded up; for rows of finite elements whose magnitudes
    ///     are not extreme.
    public init(_ rows: Span<Float>, columns: Int, errors: inout [Float]) {
        precondition(
            columns > 0 && rows.count.isMultiple(of: columns), "ShortRows: rows are no multiple of the columns")
        (count, self.columns) = (rows.count / columns, columns)
        let (count, width) = (count, Self.padded(columns))
        elements = AlignedBuffer(repeating: 0, count: Self.padded(count) * width)
        elements.withMutableSpan { elements in
            for row in 0..<count {
                let lost = Kernels.active.shorten(
                    rows.extracting(row * columns..<(row + 1) * columns), into: &elements, at: row * width)
                // As in QuantizedVectors: what the sum of squares and its root may have rounded.
                errors.append(roundedUp(lost.squareRoot() * (1 + Double(columns + 32) * 0x1p-52)))
            }
        }
    }

    /// Room for so many rows, to be filled by ``choose(_:from:)``.
    public init(room: Int, columns: Int) {
        precondition(columns > 0, "ShortRows: rows must have elements")
        (count, self.columns) = (0, columns)
        elements = AlignedBuffer(repeating: 0, count: Self.padded(room) * Self.padded(columns))
    }

    /// Some of the rows of others, in the order given.
    public init(_ rows: ShortRows, choosing chosen: [Int]) {
        self.init(room: chosen.count, columns: rows.columns)
        choose(chosen, from: rows)
    }

    /// Becomes some of the rows of others, in the order given, of which there is room for as many.
    ///
    /// Copies of this value become them too.
    public mutating func choose(_ chosen: [Int], from rows: ShortRows) {
        precondition(rows.columns == columns && chosen.count * width <= elements.count, "choose: no room")
        precondition(chosen.allSatisfy { $0 >= 0 && $0 < rows.count }, "choose: no such row")
        for (place, row) in chosen.enumerated() {
            elements.copy(width, from: rows.elements, at: row * width, to: place * width)
        }
        count = chosen.count
    }
}

/// Queries of bfloat16, packed as tiles read them.
///
/// In blocks of 16 queries, which have a line of 16 times two elements for each two elements of a query. Blocks come in pairs.
public struct ShortQueries: Sendable {
    public let count: Int
    public let columns: Int
    let elements: AlignedBuffer<UInt16>

    /// The most queries that can be told apart.
    public static let most = 1 << 20

    /// Ones where a product has its query's number.
    private let numberBits: Int32

    public init(_ queries: ShortRows) {
        precondition(queries.count <= Self.most, "ShortQueries: too many queries")
        (count, columns) = (queries.count, queries.columns)
        numberBits = count > 1 ? Int32.max >> Int32((count - 1).leadingZeroBitCount - (Int.bitWidth - 31)) : 0
        let (count, width, blockSize, lineElements) = (count, queries.width, 16, 2)
        // The rows come in whole pairs of blocks already.
        let packed = AlignedBuffer<UInt16>(repeating: 0, count: queries.room * width)
        packed.withMutableSpan { packed in
            queries.elements.withSpan { rows in
                for query in 0..<count {
                    let row = rows.extracting(query * width..<(query + 1) * width)
                    let start = query / blockSize * blockSize * width + query % blockSize * lineElements
                    for line in 0..<width / lineElements {
                        let place = start + line * blockSize * lineElements
                        packed[place] = row[line * lineElements]
                        packed[place + 1] = row[line * lineElements + 1]
                    }
                }
            }
        }
        elements = packed
    }

    /// The query that a numbered product is of; of no meaning for minus infinity.
    public func number(_ product: Float) -> Int { Int(Int32(bitPattern: product.bitPattern) & numberBits) }

    /// At least the difference between a numbered product and that of the shortened rows, per product of their norms: what
    /// sums of floats round, and what the number replaces.
    public var error: Float { Float(ShortRows.padded(columns)) * 0x1p-22 + Float(numberBits + 1) * 0x1p-22 }

    fileprivate func withPanel(_ body: (sextant_short_panel, _ numberBits: Int32) -> Void) {
        elements.withSpan { elements in
            unsafe elements.withUnsafeBufferPointer { elements in
                guard let base = elements.baseAddress else { return }
                // SAFETY: the panel has `count` queries, filled up to pairs of blocks, and is not kept beyond the call.
                unsafe body(sextant_short_panel(elements: base, count: count), numberBits)
            }
        }
    }
}

/// The three largest products of each row with queries, the largest first, with the queries' numbers.
public struct NearestThree: Sendable {
    public private(set) var first: [Float] = []
    public private(set) var second: [Float] = []
    public private(set) var third: [Float] = []

    public init() {}

    /// Finds them; minus infinity where there are fewer queries.
    ///
    /// - Parameter next: Rows that are likely to be asked for next.
    /// - Complexity: O(rows · queries · columns), with no matrix of products in memory.
    public mutating func find(_ queries: ShortQueries, of rows: ShortRows, next: ShortRows? = nil) {
        precondition(Kernels.active.hasShortTiles, "NearestThree: no tiles of bfloat16")
        precondition(queries.columns == rows.columns, "NearestThree: rows are of another dimension")
        precondition(next.map { $0.columns == rows.columns } ?? true, "NearestThree: next rows of another dimension")
        if first.count < rows.room {
            first = [Float](repeating: 0, count: rows.room)
            (second, third) = (first, first)
        }
        let coming = next ?? rows
        rows.elements.withSpan { elements in
            unsafe elements.withUnsafeBufferPointer { elements in
                unsafe first.withUnsafeMutableBufferPointer { first in
                    unsafe second.withUnsafeMutableBufferPointer { second in
                        unsafe third.withUnsafeMutableBufferPointer { third in
                            guard let x = elements.baseAddress, let a = first.baseAddress,
                                let b = second.baseAddress, let c = third.baseAddress
                            else { return }
                            // SAFETY: rows and results have room for a multiple of 32 rows; the next are fetched into
                            // the cache, not read.
                            let shorts = unsafe sextant_short_rows(
                                elements: x, count: rows.count, width: rows.width,
                                next: coming.elements.withSpan { unsafe $0.withUnsafeBufferPointer { $0.baseAddress } })
                            unsafe queries.withPanel { panel, numberBits in
                                unsafe Kernels.active.table.pointee.nearest_three?(shorts, panel, numberBits, a, b, c)
                            }
                        }
                    }
                }
            }
        }
    }
}
