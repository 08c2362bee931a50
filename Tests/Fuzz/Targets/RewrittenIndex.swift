import Sextant
import SystemSupport

/// An index written by the store itself, so that every checksum is right, with sections that an input has changed.
final class RewrittenIndex {
    /// A section's elements as bytes.
    private struct Section {
        let name: String
        let type: ElementType
        var bytes: [UInt8]
    }

    /// A segment as it is to be written.
    private struct Segment {
        let kind: String
        var sections: [Section]
        var rowCount: Int
        var deleted: RowSet
    }

    let path: String
    private let sound: [Segment]
    private let unchangeable: Int?
    private let metadata: [String: String]
    private var writer: IndexWriter
    /// The names of the segments that are in the index now, and whether each is as it was in the sound index.
    private var current: [(name: String, isSound: Bool)] = []

    /// The same segments as those of an index, newest first: the newest of papers is not changed, so that the other, which
    /// every change writes at the end, always comes after it and an input means the same whatever was tried before.
    init(of snapshot: IndexSnapshot, path: String) throws {
        self.path = path
        metadata = snapshot.metadata
        sound = try snapshot.segments.reversed().map { stored in
            Segment(
                kind: stored.kind, sections: try stored.sectionNames.map { try Self.section($0, of: stored) },
                rowCount: stored.rowCount, deleted: stored.deleted)
        }
        unchangeable = sound.firstIndex { $0.kind == "papers" }
        writer = try IndexDirectory(path: path).beginWriting()
        try commit(sound)
    }

    /// Writes the index with the changes that an input asks for.
    func rewrite(_ input: inout FuzzInput) throws {
        var (segments, metadata) = (sound, metadata)
        var changed: Set<Int> = []
        while !input.rest.isEmpty, changed.count < 64 { edit(&segments, &metadata, &changed, &input) }
        try commit(segments, metadata, changed: changed)
    }

    /// Indexes papers into the index as it is, then writes it anew.
    func grow(by papers: [Paper]) throws {
        writer.close()
        var builder = LibraryBuilder(path: path)
        builder.threads = 1
        _ = try? builder.index(papers)
        _ = try? LibraryBuilder(path: path).dryRun([path + "/../more.jsonl"])
        try FileSystem.remove(path)
        current = []
        writer = try IndexDirectory(path: path).beginWriting()
        try commit(sound)
    }

    // MARK: Changing

    private func edit(
        _ segments: inout [Segment], _ metadata: inout [String: String], _ changed: inout Set<Int>,
        _ input: inout FuzzInput
    ) {
        let changeable = segments.indices.filter { $0 != unchangeable }
        let places = changeable.flatMap { segment in segments[segment].sections.indices.map { (segment, $0) } }
        let place = Int(input.byte()) % (places.count + 2 * changeable.count + 1)
        let operation = input.byte()
        let number = input.number()
        if place < places.count {
            let (segment, section) = places[place]
            changed.insert(segment)
            edit(&segments[segment].sections[section], operation, number, &input)
        } else if place < places.count + changeable.count {
            let segment = changeable[place - places.count]
            changed.insert(segment)
            segments[segment].rowCount = operation < 128 ? number : Int.max >> (number % 63)
        } else if place < places.count + 2 * changeable.count {
            let segment = changeable[place - places.count - changeable.count]
            changed.insert(segment)
            segments[segment].deleted = RowSet((0..<8).filter { operation >> UInt8($0) & 1 == 1 })
        } else {
            let keys = metadata.keys.sorted()
            guard !keys.isEmpty else { return }
            let value = input.take(Int(operation >> 2))
            let special = [String(Int.max), String(Int.min), "-1", "nan", "1e999", ""][number % 6]
            metadata[keys[Int(operation & 3) % keys.count]] =
                value.isEmpty ? special : String(decoding: value, as: UTF8.self)
        }
    }

    private func edit(_ section: inout Section, _ operation: UInt8, _ number: Int, _ input: inout FuzzInput) {
        let size = section.type.size
        let count = section.bytes.count / size
        let start = number % (count + 1) * size
        switch operation & 3 {
        case 0:  // overwrite
            let bytes = input.take(Int(operation >> 2) + 1)
            let end = min(section.bytes.count, start + bytes.count)
            section.bytes.replaceSubrange(start..<end, with: bytes.prefix(end - start))
        case 1:  // cut
            section.bytes.removeSubrange(start...)
        case 2:  // insert
            let bytes = input.take((Int(operation >> 2) + 1) * size)
            section.bytes.insert(contentsOf: bytes + Array(repeating: 0, count: bytes.count % size), at: start)
        default:  // a value from the edge of the type
            let special = specialValues[Int(operation >> 2) % specialValues.count].prefix(size)
            if start < section.bytes.count { section.bytes.replaceSubrange(start..<start + size, with: special) }
        }
        section.bytes.removeLast(section.bytes.count % size)
    }

    // MARK: Writing

    private func commit(_ segments: [Segment]) throws {
        try commit(segments, metadata, changed: Set(segments.indices))
        current = current.map { ($0.name, true) }
    }

    private func commit(_ segments: [Segment], _ metadata: [String: String], changed: Set<Int>) throws {
        var change = IndexChange()
        let isFirst = current.isEmpty
        if isFirst { current = segments.map { _ in ("", false) } }
        for index in segments.indices where changed.contains(index) || !current[index].isSound {
            let new = try write(segments[index])
            if !isFirst { change.remove.append(current[index].name) }
            change.add.append(new)
            let deleted = segments[index].deleted.filter { $0 < segments[index].rowCount }
            if !deleted.isEmpty { change.delete[new.name] = RowSet(deleted) }
            current[index] = (new.name, !changed.contains(index))
        }
        change.metadata = metadata.mapValues { $0 }
        try writer.commit(change)
    }

    private func write(_ segment: Segment) throws -> NewSegment {
        let new = try writer.makeSegment(kind: segment.kind)
        for section in segment.sections {
            let (name, bytes) = (section.name, section.bytes)
            switch section.type {
            case .uint8: try new.write(name, bytes)
            case .int8: try new.write(name, bytes.map(Int8.init(bitPattern:)))
            case .uint16: try new.write(name, integers(bytes) as [UInt16])
            case .int32: try new.write(name, integers(bytes) as [Int32])
            case .uint32: try new.write(name, integers(bytes) as [UInt32])
            case .int64: try new.write(name, integers(bytes) as [Int64])
            case .uint64: try new.write(name, integers(bytes) as [UInt64])
            case .float32: try new.write(name, (integers(bytes) as [UInt32]).map(Float.init(bitPattern:)))
            }
        }
        return try new.finish(rowCount: segment.rowCount)
    }

    private static func section(_ name: String, of stored: StoredSegment) throws -> Section {
        func read<Element: SectionElement>(_ type: Element.Type) -> Section? {
            guard let array = try? stored.array(name, of: type) else { return nil }
            // SAFETY: plain numbers, copied before the closure ends.
            let bytes = unsafe array.copy().withUnsafeBytes { unsafe Array($0) }
            return Section(name: name, type: Element.elementType, bytes: bytes)
        }
        let found =
            read(UInt8.self) ?? read(Int8.self) ?? read(UInt16.self) ?? read(Int32.self) ?? read(UInt32.self)
            ?? read(Int64.self) ?? read(UInt64.self) ?? read(Float.self)
        guard let found else {
            throw IndexError.missingSection(path: stored.path(of: name), segment: "", section: name)
        }
        return found
    }
}

/// Numbers from their bytes, the lowest first.
private func integers<Integer: FixedWidthInteger>(_ bytes: [UInt8]) -> [Integer] {
    let size = MemoryLayout<Integer>.size
    return stride(from: 0, to: bytes.count, by: size).map { start in
        (0..<size).reduce(0) { $0 | Integer(truncatingIfNeeded: bytes[start + $1]) << Integer(8 * $1) }
    }
}

/// Bytes of numbers that are likely to be trouble, for types of up to eight bytes.
private let specialValues: [[UInt8]] = {
    func repeated(_ bits: UInt32) -> [UInt8] {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) }
        return bytes + bytes
    }
    let floats: [Float] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, -1, 1e20]
    return floats.map { repeated($0.bitPattern) } + [
        repeated(0), repeated(.max), [1, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0x80, 0, 0, 0, 0],
        [0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0x80], repeated(0x8080_8080),
        repeated(0x7F7F_7F7F),
    ]
}()
