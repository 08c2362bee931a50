/// The beginning of a `.npy` file, format 1.0: what NumPy needs to know of the array that follows.
///
/// A type and shape have exactly one header here, always 128 bytes long: so the data is aligned to 64 bytes, a header
/// can be written after the data it describes, and a file is checked by comparing bytes instead of parsing text. Format:
/// NumPy Enhancement Proposal 1, `numpy.lib.format`.
struct ArrayHeader: Equatable, Sendable {
    /// Bytes before the data. Two dimensions of 19 digits still fit.
    static let byteCount = 128

    let type: ElementType
    let shape: [Int]

    /// - Parameter shape: One or two dimensions, none negative; the data's bytes must be countable.
    /// - Returns: nil for any other shape.
    init?(type: ElementType, shape: [Int]) {
        guard (1...2).contains(shape.count), shape.allSatisfy({ $0 >= 0 }) else { return nil }
        let (elements, overflow) = shape.reduce((1, false)) { partial, next in
            let (product, overflow) = partial.0.multipliedReportingOverflow(by: next)
            return (product, partial.1 || overflow)
        }
        guard !overflow, elements <= (Int.max - Self.byteCount) / type.size else { return nil }
        self.type = type
        self.shape = shape
    }

    /// How many elements follow.
    var elementCount: Int { shape.reduce(1, *) }

    /// Bytes of the whole file.
    var fileByteCount: Int { Self.byteCount + elementCount * type.size }

    /// The header itself: magic, version 1.0, length of the rest, a Python dictionary, spaces, a line feed.
    var bytes: [UInt8] {
        let dimensions = shape.count == 1 ? "\(shape[0])," : shape.map(String.init).joined(separator: ", ")
        let text = "{'descr': '\(type.rawValue)', 'fortran_order': False, 'shape': (\(dimensions)), }"
        var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(Self.byteCount - 10), 0] + Array(text.utf8)
        bytes += repeatElement(UInt8(ascii: " "), count: Self.byteCount - 1 - bytes.count)
        return bytes + [UInt8(ascii: "\n")]
    }
}
