import CommandLineSupport
import Testing

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("search", "search", 0), ("serch", "search", 1), ("saerch", "search", 1),
        ("kitten", "sitting", 3), ("ab", "ba", 1), ("ca", "abc", 3), ("搜索", "索搜", 1),
    ])
    func `edits are counted, a swap of neighbours as one`(a: String, b: String, distance: Int) {
        #expect(EditDistance.between(a, b) == distance)
        #expect(EditDistance.between(b, a) == distance)
    }

    @Test func `the distance is never above the longer word, nor below the difference of lengths`() {
        let words = ["", "a", "topics", "topic", "trends", "similar", "simular", "show"]
        for a in words {
            for b in words {
                let distance = EditDistance.between(a, b)
                #expect(distance <= max(a.count, b.count) && distance >= abs(a.count - b.count))
                #expect((distance == 0) == (a == b))
            }
        }
    }

    @Test func `a slip finds its word, anything else does not`() {
        let commands = ["index", "status", "search", "similar", "show", "topics"]
        #expect(EditDistance.nearest(to: "serach", among: commands) == "search")
        #expect(EditDistance.nearest(to: "simlar", among: commands) == "similar")
        #expect(EditDistance.nearest(to: "topic", among: commands) == "topics")
        #expect(EditDistance.nearest(to: "stat", among: commands) == "status")
        #expect(EditDistance.nearest(to: "quux", among: commands) == nil)
        #expect(EditDistance.nearest(to: "x", among: commands) == nil)
        #expect(EditDistance.nearest(to: "", among: commands) == nil)
    }

    @Test func `of equals the first wins`() {
        #expect(EditDistance.nearest(to: "cart", among: ["card", "care"]) == "card")
        #expect(EditDistance.nearest(to: "cart", among: ["care", "card"]) == "care")
    }
}
