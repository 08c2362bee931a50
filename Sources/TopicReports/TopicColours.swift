/// A colour for each topic out of a few, so that topics which lie side by side on the map differ.
enum TopicColours {
    /// Colours of the style sheet.
    static let count = 8

    /// The larger topics choose first: each the colour whose nearest topic is farthest away, the first among equals.
    ///
    /// - Parameter centres: Where each topic is on the map; one that is not there gets the first colour.
    /// - Complexity: O(topics²).
    static func assign(_ centres: [SIMD2<Int>?]) -> [Int] {
        var colours: [Int] = []
        for (topic, centre) in centres.enumerated() {
            guard let centre else {
                colours.append(0)
                continue
            }
            var nearest = [Int](repeating: .max, count: count)
            for other in 0..<topic {
                guard let place = centres[other] else { continue }
                let way = place &- centre
                nearest[colours[other]] = min(nearest[colours[other]], way.x * way.x + way.y * way.y)
            }
            colours.append(nearest.indices.max { (nearest[$0], $1) < (nearest[$1], $0) } ?? 0)
        }
        return colours
    }
}
