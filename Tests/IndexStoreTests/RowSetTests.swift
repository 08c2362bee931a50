import IndexStore
import Testing

@Suite struct RowSetTests {
    @Test func `rows are kept as bits`() {
        var set = RowSet([0, 63, 64, 200])
        set.insert(64)
        #expect(set.words == [1 | 1 << 63, 1, 0, 1 << 8])
        #expect(set.count == 4)
        #expect(set.upperBound == 201)
        #expect(Array(set) == [0, 63, 64, 200])
        #expect((0...300).filter { set.contains($0) } == [0, 63, 64, 200])
    }

    @Test func `an empty set has nothing`() {
        #expect(RowSet().isEmpty && RowSet().isEmpty && RowSet().upperBound == 0)
        #expect(Array(RowSet()) == [])
        #expect(!RowSet().contains(1_000_000))
        #expect(RowSet(words: [0, 0]) == RowSet())
        #expect(RowSet().complement(rowCount: 0) == RowSet())
    }

    @Test func `sets agree with Swift's own`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            let first = Set((0..<Int.random(in: 0...40)).map { _ in Int.random(in: 0..<200, using: &generator) })
            let second = Set((0..<Int.random(in: 0...40)).map { _ in Int.random(in: 0..<300, using: &generator) })
            #expect(Array(RowSet(first)) == first.sorted())
            #expect(RowSet(first).count == first.count)
            #expect(RowSet(first).union(RowSet(second)) == RowSet(first.union(second)))
            for rowCount in [0, 1, 63, 64, 65, 128, 250] {
                let complement = Set(0..<rowCount).subtracting(first)
                #expect(RowSet(first).complement(rowCount: rowCount) == RowSet(complement))
                let words = RowSet(first).words(rowCount: rowCount)
                #expect(words.count == (rowCount + 63) / 64)
                #expect(RowSet(words: words) == RowSet(first.filter { $0 < rowCount }))
            }
        }
    }

    @Test func `a removed row is gone, and the last one leaves an empty set`() {
        var rows = RowSet([3, 64, 200])
        rows.remove(200)
        rows.remove(5)
        rows.remove(1000)
        #expect(rows == RowSet([3, 64]))
        rows.remove(3)
        rows.remove(64)
        #expect(rows == RowSet())
    }
}
