import SystemSupport

/// A matrix of floats out of a `.npy` file: type `<f4`, two dimensions, C order.
struct NumPyVectors: Sendable {
    let rows: Int
    let dimension: Int
    private(set) var elements: [Float] = []

    init(path: String) throws {
        let reader = try FileReader(path: path)
        var start = [UInt8](repeating: 0, count: 10)
        guard try reader.fill(&start) == 10, start[1...5].elementsEqual("NUMPY".utf8), start[6] == 1 else {
            throw JobError(description: "\(path) is no NumPy file of format 1")
        }
        var header = [UInt8](repeating: 0, count: Int(start[8]) + Int(start[9]) << 8)
        _ = try reader.fill(&header)
        let text = String(decoding: header, as: UTF8.self)
        let shape = text.split(separator: "(").last?.split(separator: ")").first ?? ""
        let sizes = shape.split(separator: ",").compactMap { Int($0.filter(\.isNumber)) }
        guard text.contains("'<f4'"), text.contains("'fortran_order': False"), sizes.count == 2, sizes[1] > 0 else {
            throw JobError(description: "\(path) is no matrix of floats by rows")
        }
        (rows, dimension) = (sizes[0], sizes[1])
        elements.reserveCapacity(rows * dimension)
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while elements.count < rows * dimension {
            let count = try reader.fill(&piece)
            for at in stride(from: 0, to: count - 3, by: 4) {
                let low = UInt32(piece[at]) | UInt32(piece[at + 1]) << 8
                let high = UInt32(piece[at + 2]) << 16 | UInt32(piece[at + 3]) << 24
                elements.append(Float(bitPattern: low | high))
            }
            if count < piece.count { break }
        }
        guard elements.count == rows * dimension else { throw JobError(description: "\(path) is cut short") }
    }

    /// The elements of a row.
    func withRow<Result>(_ row: Int, _ body: (Span<Float>) -> Result) -> Result {
        body(elements.span.extracting(row * dimension..<(row + 1) * dimension))
    }
}
