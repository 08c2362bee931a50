import SystemSupport

/// Something wrong with an index's files.
public struct IndexFinding: Sendable, Equatable, CustomStringConvertible {
    /// The file or folder.
    public let path: String
    /// The segment it belongs to, if any.
    public let segment: String?
    /// The section it holds, if any.
    public let section: String?
    /// What is wrong.
    public let problem: String
    /// What to do about it.
    public let remedy: String
    /// Whether answers may be wrong or missing; otherwise it only takes up space.
    public let isDamage: Bool

    public var description: String {
        let place = segment.flatMap { segment in section.map { " (section \($0) of segment \(segment))" } } ?? ""
        return "\(path.escaped)\(place): \(problem); \(remedy)"
    }
}

extension IndexDirectory {
    /// Reads every byte of the index and compares it with what the catalog says.
    ///
    /// Files are read, not mapped, so that a disk's read error becomes a finding.
    /// - Parameter progress: Called with the bytes read so far and in all.
    /// - Returns: What was found, in the order of the catalog; empty for a sound index.
    /// - Throws: ``IndexError`` when there is no index of a known format to check, or when a file cannot be read now for a
    ///   reason that is no damage: no permission, too many open files.
    public func verify(progress: (Int, Int) -> Void = { _, _ in }) throws(IndexError) -> [IndexFinding] {
        while true {
            let content: CatalogContent
            do throws(IndexError) {
                guard let found = try layout.readCatalog() else { throw .noIndex(path: path) }
                content = found
            } catch {
                guard case .damagedCatalog(let path, let reason) = error else { throw error }
                return [damage(path, reason)]
            }
            let findings = try integrityFindings(content) + sectionFindings(content, progress)
            // A writer may have removed segments meanwhile; what was found then says nothing.
            let isCurrent = (try? layout.readCatalog()) == content
            if findings.isEmpty || isCurrent { return findings + leftovers(content) }
        }
    }

    /// What is wrong with the catalog's file, whose content is right. Equal content is written as equal bytes, so a byte
    /// that means nothing shows too when it has changed.
    private func integrityFindings(_ content: CatalogContent) throws(IndexError) -> [IndexFinding] {
        guard let bytes = try layout.readCatalogFile() else { return [] }
        let problems = Catalog.integrityProblems(bytes).map { damage(layout.catalog, $0) }
        guard problems.isEmpty, let expected = try? Catalog.encode(content), expected != bytes else { return problems }
        return [
            IndexFinding(
                path: layout.catalog, segment: nil, section: nil, problem: "some bytes are not as they were written",
                remedy: "all that it says is right, and the next commit writes it anew", isDamage: false)
        ]
    }

    private func sectionFindings(
        _ content: CatalogContent, _ progress: (Int, Int) -> Void
    ) throws(IndexError) -> [IndexFinding] {
        let files = content.segments.flatMap { segment in segment.files.map { (segment.name, $0) } }
        let total = files.reduce(0) { $0 + $1.1.header.fileByteCount }
        var done = 0
        var findings: [IndexFinding] = []
        for (segment, file) in files {
            let path = layout.file(segment: segment, section: file.section)
            let problem = try wrappingFileErrors { () throws(FileError) -> String? in
                try self.problem(of: file, at: path) { progress(done + $0, total) }
            }
            if let problem { findings.append(damage(path, problem, segment: segment, section: file.section)) }
            done += file.header.fileByteCount
            progress(done, total)
        }
        return findings
    }

    /// What is wrong with a section's file; nil when it is as its record says.
    private func problem(
        of record: FileRecord, at path: String, _ progress: (Int) -> Void
    ) throws(FileError) -> String? {
        do throws(FileError) {
            let size = try FileSystem.size(path)
            let expected = record.header.fileByteCount
            guard size == expected else { return "\(size) bytes instead of \(expected)" }
            let reader = try FileReader(regular: path)
            var header = [UInt8](repeating: 0, count: ArrayHeader.byteCount)
            guard try reader.fill(&header) == header.count, header == record.header.bytes else {
                return "its header is wrong"
            }
            var checksum = Checksum()
            var block = [UInt8](repeating: 0, count: min(1 << 20, expected - header.count))
            var done = header.count
            while case let count = try reader.fill(&block), count > 0 {
                block.withRawSpan { checksum.update($0.extracting(first: count)) }
                done += count
                progress(done)
            }
            return checksum.value == record.checksum ? nil : "its checksum does not match"
        } catch {
            switch error {
            case .notFound: return "the file is missing"
            case .notRegular(_, let kind): return "\(kind) stands in its place"
            case .mediumFailed: return error.problem
            default: throw error
            }
        }
    }

    /// Files in the segments' folder that the catalog does not name. None are reported while a writer is at work: they
    /// may be its own.
    private func leftovers(_ content: CatalogContent) -> [IndexFinding] {
        guard !hasWriter else { return [] }
        let named = Set(
            content.segments.flatMap { segment in
                segment.files.map { layout.file(segment: segment.name, section: $0.section) }
            })
        let kept = Set(content.segments.map(\.name))
        var unnamed: [(path: String, isSwept: Bool)] = []
        for name in (try? FileSystem.list(layout.segments)) ?? [] {
            let folder = layout.segment(name)
            let isOwn = FileSystem.isOwnDirectory(folder)
            let isSwept = isOwn && SegmentRecord.isName(name) && !kept.contains(name)
            let paths = isOwn ? ((try? FileSystem.list(folder)) ?? []).map { folder + "/" + $0 } : [folder]
            unnamed += paths.filter { !named.contains($0) }.map { ($0, isSwept && $0.hasSuffix(".npy")) }
        }
        if FileSystem.isTaken(layout.newCatalog) { unnamed.append((layout.newCatalog, true)) }
        guard !hasWriter, (try? layout.readCatalog()) == content else { return [] }
        return unnamed.map { path, isSwept in
            let remedy = isSwept ? "the next `sextant index` removes what an interrupted one left" : "remove it"
            return IndexFinding(
                path: path, segment: nil, section: nil, problem: "not part of the index", remedy: remedy,
                isDamage: false)
        }
    }

    /// Whether somebody writes now. The lock is asked, not taken: a check-up is in no writer's way.
    private var hasWriter: Bool { (try? FileLock.isHeld(path: layout.lock)) ?? false }

    private func damage(
        _ path: String, _ problem: String, segment: String? = nil, section: String? = nil
    ) -> IndexFinding {
        IndexFinding(
            path: path, segment: segment, section: section, problem: problem, remedy: IndexError.remedy, isDamage: true)
    }
}
