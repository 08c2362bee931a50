import Synchronization
import SystemSupport
import Testing

@Suite struct TextColumnTests {
    @Test(arguments: [0, 1, 511, 512, 1300])
    func `texts made by several threads stand in their order`(count: Int) {
        let texts = (0..<count).map { String(repeating: "x", count: $0 % 5) + "\($0)" }
        let column = TextColumn(count: count, threads: 3) { $1.append(contentsOf: texts[$0].utf8) }
        #expect(column.count == count)
        #expect(column.texts == texts)
    }

    @Test func `texts before a first byte are counted, empty ones among them`() {
        let column = TextColumn(["", "a", "zebra", "é", "冰川", "雪原"])
        #expect(column.count(sortedBefore: 0) == 1)
        #expect(column.count(sortedBefore: UInt8(ascii: "b")) == 2)
        #expect(column.count(sortedBefore: 0xE2) == 4)
        #expect(column.count(sortedBefore: 0xFF) == 6)
        #expect(TextColumn([String]()).count(sortedBefore: 9) == 0)
    }
}

@Suite struct LazyTests {
    @Test func `a value is made once, by whichever thread asks first`() {
        let made = Atomic(0)
        let lazy = Lazy { made.add(1, ordering: .relaxed).newValue }
        #expect(made.load(ordering: .relaxed) == 0)
        parallelFor(count: 8, threads: 4) { _ in #expect(lazy.value == 1) }
        #expect(made.load(ordering: .relaxed) == 1)
    }
}
