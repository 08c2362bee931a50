import SystemSupport
import TestSupport
import Testing

@testable import IndexStore

/// What happens to an index whose files were changed by something else.
@Suite struct DamageTests {
    let folder: TemporaryFolder
    let index: IndexDirectory
    let sound: [String: [UInt8]]

    init() throws {
        folder = try TemporaryFolder()
        index = folder.index
        let writer = try index.beginWriting()
        let segment = try writer.makeSegment(kind: "papers")
        try segment.write("codes", [1, -2, 3] as [Int8])
        try segment.write("vectors", [0.5, 1.5, -1, 2] as [Float], shape: [2, 2])
        let papers = try segment.finish(rowCount: 2)
        let more = try writer.numbers(70)
        try writer.commit(
            IndexChange(add: [papers, more], delete: [more.name: RowSet([3, 69])], metadata: ["model": "稀疏"]))
        writer.close()
        sound = try files(in: index.path)
    }

    /// The error of using every section of a snapshot.
    private func errorOfUse() -> IndexError? {
        do throws(IndexError) {
            let segments = try index.snapshot().segments
            for segment in segments {
                if segment.has("codes") { _ = try segment.array("codes", of: Int8.self) }
                if segment.has("numbers") { _ = try segment.array("numbers", of: UInt32.self) }
                _ = try segment.array("vectors", of: Float.self)
            }
            return nil
        } catch {
            return error
        }
    }

    @Test func `every flipped byte of a section is found and named`() throws {
        for section in ["codes", "vectors"] {
            let path = index.path + "/segments/s000001/\(section).npy"
            let bytes = try FileSystem.contents(of: path)
            for position in bytes.indices {
                var damaged = bytes
                damaged[position] ^= 1 << UInt8(position % 8)
                try replace(path, with: damaged)
                let findings = try index.verify()
                #expect(findings.count == 1 && findings[0].isDamage, "byte \(position)")
                #expect(findings.first?.path == path && findings.first?.segment == "s000001")
                #expect(findings.first?.section == section)
                #expect(findings.first?.description.contains(section) == true)
                guard case .damagedSection(path, "s000001", section, _) = errorOfUse() else {
                    Issue.record("byte \(position) was not noticed in use")
                    continue
                }
            }
            try replace(path, with: bytes)
        }
        #expect(try index.verify() == [])
    }

    @Test func `a section of another length is found and named`() throws {
        let path = index.path + "/segments/s000001/vectors.npy"
        let bytes = try FileSystem.contents(of: path)
        for count in Array(0..<bytes.count) + [bytes.count + 1, bytes.count + 100] {
            try replace(path, with: Array((bytes + [UInt8](repeating: 0, count: 100)).prefix(count)))
            let reason = "\(count) bytes instead of \(bytes.count)"
            #expect(try index.verify().map(\.problem) == [reason])
            #expect(
                errorOfUse()
                    == .damagedSection(path: path, segment: "s000001", section: "vectors", reason: reason))
        }
    }

    @Test func `a missing section is found and named`() throws {
        let path = index.path + "/segments/s000001/codes.npy"
        try FileSystem.remove(path)
        let findings = try index.verify()
        #expect(findings.count == 1 && findings[0].section == "codes" && findings[0].problem == "the file is missing")
        let reason = "the file is missing"
        #expect(errorOfUse() == .damagedSection(path: path, segment: "s000001", section: "codes", reason: reason))
        // The other sections still work.
        #expect(try index.snapshot().segments[0].array("vectors", of: Float.self)[1] == 1.5)
        try FileSystem.remove(index.path + "/segments")
        #expect(try index.verify().count == 4)
    }

    @Test func `a large section's change is found by verification`() throws {
        let writer = try index.beginWriting()
        let large = try writer.makeSegment(kind: "papers")
        try large.write("large", [UInt8](repeating: 7, count: 3_000_000))
        try writer.commit(IndexChange(add: [large.finish(rowCount: 0)]))
        writer.close()
        let path = index.path + "/segments/\(large.name)/large.npy"
        var bytes = try FileSystem.contents(of: path)
        bytes[2_345_678] ^= 1
        try replace(path, with: bytes)
        var last = (0, 0)
        let findings = try index.verify { done, total in
            #expect(done >= last.0 && done <= total)
            last = (done, total)
        }
        #expect(findings.map(\.section) == ["large"])
        #expect(last.0 == last.1 && last.0 > 3_000_000)
    }

    @Test func `a flipped byte of the catalog is found or changes nothing`() throws {
        let path = index.path + "/catalog.sqlite"
        let bytes = try #require(sound["catalog.sqlite"])
        let content = try Catalog.decode(bytes, path: path)
        var found = 0
        for position in bytes.indices where bytes[position] != 0 || position % 16 == 0 {
            for flip in [1 << UInt8(position % 8), 0xFF] as [UInt8] {
                var damaged = bytes
                damaged[position] ^= flip
                do throws(IndexError) {
                    #expect(try Catalog.decode(damaged, path: path) == content, "byte \(position)")
                } catch {
                    found += 1
                    #expect("\(error)".hasPrefix(path))
                }
                _ = Catalog.integrityProblems(damaged)
            }
        }
        #expect(found > 1000)
    }

    @Test func `every flipped byte of the catalog is found and named, even one that means nothing`() throws {
        let path = index.path + "/catalog.sqlite"
        let bytes = try #require(sound["catalog.sqlite"])
        for position in stride(from: 0, to: bytes.count, by: 23) {
            var damaged = bytes
            damaged[position] ^= 1 << UInt8(position % 8)
            try replace(path, with: damaged)
            do throws(IndexError) {
                #expect(try index.verify().contains { $0.path == path }, "byte \(position)")
            } catch {
                #expect("\(error)".hasPrefix(path))
            }
        }
        try replace(path, with: bytes)
        #expect(try index.verify() == [])
    }

    @Test func `a cut catalog is found`() throws {
        let path = index.path + "/catalog.sqlite"
        let bytes = try #require(sound["catalog.sqlite"])
        for count in stride(from: 0, to: bytes.count, by: 61) {
            #expect(throws: IndexError.self, "\(count) bytes") {
                try Catalog.decode(Array(bytes.prefix(count)), path: path)
            }
        }
        try replace(path, with: Array(bytes.prefix(bytes.count / 2)))
        #expect(throws: IndexError.self) { try index.snapshot() }
        #expect(throws: IndexError.self) { try index.beginWriting() }
        #expect(try index.verify().map(\.path) == [path])
        #expect(try index.verify().allSatisfy { $0.isDamage && $0.remedy.contains("index again") })
    }

    @Test func `noise is no catalog`() throws {
        var generator = SystemRandomNumberGenerator()
        for count in [0, 1, 99, 100, 512, 4096, 40_000] {
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            for bytes in [noise, Array("SQLite format 3\0".utf8) + noise] {
                #expect(throws: IndexError.self) { try Catalog.decode(bytes, path: "x") }
            }
        }
    }

    /// Values that no writer writes, in a database that is sound.
    @Test(arguments: [
        "UPDATE files SET section = '../../x' WHERE section = 'codes'",
        "UPDATE files SET segment = 's000009' WHERE section = 'codes'",
        "UPDATE files SET dtype = '<f8'", "UPDATE files SET dtype = '|u1' WHERE section = 'codes'",
        "UPDATE files SET shape = '9223372036854775807,9' WHERE section = 'codes'",
        "UPDATE files SET shape = '-3' WHERE section = 'codes'", "UPDATE files SET shape = ''",
        "UPDATE files SET shape = '1,1,3' WHERE section = 'codes'", "UPDATE files SET bytes = bytes + 1",
        "UPDATE files SET bytes = 'many'", "UPDATE files SET checksum = 'z'", "UPDATE files SET checksum = '0'",
        "DELETE FROM files WHERE section = 'codes'", "DELETE FROM segments", "DELETE FROM digest",
        "INSERT INTO digest VALUES ('0')", "UPDATE digest SET value = 1", "DELETE FROM state",
        "UPDATE state SET value = -1", "UPDATE state SET value = value + 1", "UPDATE segments SET rows = 1",
        "UPDATE segments SET rows = -1", "UPDATE segments SET rows = 'x'", "UPDATE segments SET rows = rows + 1",
        "UPDATE segments SET name = 's000001'", "UPDATE segments SET name = '..' WHERE ordinal = 0",
        "UPDATE segments SET kind = 'x/y'", "UPDATE segments SET deleted = x'01'", "UPDATE segments SET deleted = 'x'",
        "UPDATE segments SET deleted = x'0000000000000080' WHERE ordinal = 0",
        "UPDATE segments SET ordinal = 7 WHERE ordinal = 0", "UPDATE metadata SET value = 'y'",
        "UPDATE metadata SET key = 'y'", "UPDATE metadata SET value = 3", "INSERT INTO metadata VALUES ('k', 'v')",
        "DROP TABLE metadata", "ALTER TABLE segments RENAME COLUMN rows TO columns",
    ]) func `an impossible catalog is damaged`(statement: String) throws {
        let path = index.path + "/catalog.sqlite"
        let database = try Database(file: FileSystem.contents(of: path), isWritable: true)
        try database.execute(statement)
        try replace(path, with: try database.serialize())
        #expect {
            try index.snapshot()
        } throws: { error in
            if case .damagedCatalog(path, let reason)? = error as? IndexError { !reason.isEmpty } else { false }
        }
    }

    /// What only a forger makes: numbers that no counting reaches, under a right digest.
    @Test(arguments: ["generation", "next", "rows", "early"])
    func `numbers that no counting reaches are damage`(what: String) throws {
        var content = try #require(try index.layout.readCatalog())
        switch what {
        case "generation": content.generation = .max
        case "next": content.nextSegment = .max
        case "rows": content.segments[0].rowCount = .max
        default: content.nextSegment = 1
        }
        let path = index.path + "/catalog.sqlite"
        try replace(path, with: try Catalog.encode(content))
        #expect {
            try index.beginWriting()
        } throws: { error in
            if case .damagedCatalog(path, _)? = error as? IndexError { true } else { false }
        }
        #expect(try index.verify().map(\.path) == [path])
    }

    /// What no accident makes: a view in a table's place could go on for ever.
    @Test(arguments: [
        "CREATE VIEW metadata AS SELECT key, value FROM old",
        """
        CREATE VIEW metadata AS WITH RECURSIVE numbers(key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM numbers)
            SELECT key, 'x' AS value FROM numbers
        """,
        "CREATE TABLE metadata (key TEXT, value TEXT AS (zeroblob(1 << 29)))",
    ]) func `a catalog with other tables is damaged`(statement: String) throws {
        let path = index.path + "/catalog.sqlite"
        let database = try Database(file: FileSystem.contents(of: path), isWritable: true)
        try database.execute("ALTER TABLE metadata RENAME TO old")
        try database.execute(statement)
        try replace(path, with: try database.serialize())
        let error = IndexError.damagedCatalog(path: path, reason: "its tables are not those of an index")
        #expect(throws: error) { try index.snapshot() }
    }

    @Test func `a catalog that names a section twice is damaged, though its digest is right`() throws {
        var content = try #require(try index.layout.readCatalog())
        content.segments[0].files.append(content.segments[0].files[0])
        // The database refuses it as long as its index of keys is sound, so it is written around that index.
        let path = index.path + "/catalog.sqlite"
        let database = try Database(file: FileSystem.contents(of: path), isWritable: true)
        try database.execute(
            "INSERT INTO files SELECT segment, 'codez', dtype, shape, bytes, checksum FROM files WHERE section = 'codes'"
        )
        try database.execute("UPDATE digest SET value = '\(Catalog.hexadecimal(content.digest))'")
        var bytes = try database.serialize()
        let name = Array("codez".utf8)
        let starts = bytes.indices.filter { bytes[$0...].starts(with: name) }
        #expect(starts.count == 1)
        for start in starts { bytes[start + 4] = UInt8(ascii: "s") }
        try replace(path, with: bytes)
        #expect {
            try index.snapshot()
        } throws: { error in
            guard case .damagedCatalog(_, let reason)? = error as? IndexError else { return false }
            return reason == "a section of segment s000001 is named twice"
        }
    }

    @Test func `a changed lock file harms nothing`() throws {
        try replace(index.path + "/lock", with: [0xFF, 0xFE])
        try index.beginWriting().close()
        try FileSystem.remove(index.path + "/lock")
        #expect(try index.verify() == [])
        try index.beginWriting().close()
        #expect(try files(in: index.path) == sound)
    }
}
