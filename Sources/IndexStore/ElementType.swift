#if _endian(big)
    #error("Sections are little-endian in the file and read in place")
#endif

/// The type of a section's elements, by its name in NumPy's format.
public enum ElementType: String, CaseIterable, Sendable {
    case float32 = "<f4"
    case int8 = "|i1"
    case uint8 = "|u1"
    case uint16 = "<u2"
    case int32 = "<i4"
    case uint32 = "<u4"
    case int64 = "<i8"
    case uint64 = "<u8"

    /// Bytes of one element.
    public var size: Int {
        switch self {
        case .int8, .uint8: 1
        case .uint16: 2
        case .float32, .int32, .uint32: 4
        case .int64, .uint64: 8
        }
    }
}

/// A number that sections can hold. The conforming types are those below; others have no type in the file.
public protocol SectionElement: BitwiseCopyable, Sendable {
    /// The type's name in the file.
    static var elementType: ElementType { get }
}

extension Float: SectionElement { public static var elementType: ElementType { .float32 } }
extension Int8: SectionElement { public static var elementType: ElementType { .int8 } }
extension UInt8: SectionElement { public static var elementType: ElementType { .uint8 } }
extension UInt16: SectionElement { public static var elementType: ElementType { .uint16 } }
extension Int32: SectionElement { public static var elementType: ElementType { .int32 } }
extension UInt32: SectionElement { public static var elementType: ElementType { .uint32 } }
extension Int64: SectionElement { public static var elementType: ElementType { .int64 } }
extension UInt64: SectionElement { public static var elementType: ElementType { .uint64 } }
