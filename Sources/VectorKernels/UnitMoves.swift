/// Rows that are moved from one sum to another (``Kernels/moveUnits(_:_:columns:sums:)``).
public struct UnitMoves: Sendable {
    private var rows: [UInt32] = []
    private var from: [Int32] = []
    private var to: [Int32] = []

    public init() {}

    public var count: Int { rows.count }

    /// Adds a move.
    ///
    /// - Parameters:
    ///   - from, to: Different sums; −1 is none.
    public mutating func append(_ row: Int, from: Int32, to: Int32) {
        precondition(from != to || from < 0, "UnitMoves: from a sum to itself")
        rows.append(UInt32(row))
        self.from.append(from)
        self.to.append(to)
    }

    /// A move, in the order in which they were added.
    public subscript(move: Int) -> (row: Int, from: Int, to: Int) { (Int(rows[move]), Int(from[move]), Int(to[move])) }

    func withPointers(_ body: (UnsafePointer<UInt32>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Void) {
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe from.withUnsafeBufferPointer { from in
                unsafe to.withUnsafeBufferPointer { to in
                    guard let rows = rows.baseAddress, let from = from.baseAddress, let to = to.baseAddress else {
                        return
                    }
                    // SAFETY: all have `count` elements, and are not kept beyond the call.
                    unsafe body(rows, from, to)
                }
            }
        }
    }
}
