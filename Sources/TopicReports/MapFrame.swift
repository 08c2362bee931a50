/// The map in whole numbers, and where the names of topics stand on it.
struct MapFrame: Sendable {
    /// The longer side of the map.
    static let side = 10_000

    let width: Int
    let height: Int
    /// The place of each paper.
    let places: [SIMD2<Int>?]

    init(_ papers: [TopicReport.Paper]) {
        let known = papers.compactMap(\.place).filter { $0.x.isFinite && $0.y.isFinite }
        guard let first = known.first else {
            (width, height) = (Self.side, Self.side)
            places = papers.map { _ in nil }
            return
        }
        let low = known.reduce(first) { pointwiseMin($0, $1) }
        let extent = known.reduce(first) { pointwiseMax($0, $1) } - low
        let longest = max(extent.x, extent.y)
        let scale = longest > 0 ? Float(Self.side) / longest : 0
        // A map of one place, or of a line, has some room about it.
        width = max(Self.side / 4, Int((extent.x * scale).rounded()))
        height = max(Self.side / 4, Int((extent.y * scale).rounded()))
        let margin = SIMD2<Float>(Float(width), Float(height)) - extent * scale
        places = papers.map { paper in
            guard let place = paper.place, place.x.isFinite, place.y.isFinite else { return nil }
            let scaled = (place - low) * scale + margin / 2
            return SIMD2(Int(scaled.x.rounded()), Int(scaled.y.rounded()))
        }
    }

    /// Where most of these papers are: the middle of those in the fullest square of the map and about it; nil when none has
    /// a place. A mean of all could lie where none is.
    func centre(of members: [Int]) -> SIMD2<Int>? {
        let own = members.compactMap { places[$0] }
        guard !own.isEmpty else { return nil }
        let cell = Self.side / 40
        var counts: [SIMD2<Int>: Int] = [:]
        for place in own { counts[place / cell, default: 0] += 1 }
        func about(_ square: SIMD2<Int>) -> Int {
            var sum = 0
            for x in -1...1 { for y in -1...1 { sum += counts[square &+ SIMD2(x, y)] ?? 0 } }
            return sum
        }
        let fullest = counts.keys.map { (square: $0, count: about($0)) }
            .max { ($0.count, $1.square.x, $1.square.y) < ($1.count, $0.square.x, $0.square.y) }
        guard let square = fullest?.square else { return nil }
        let near = own.filter { place in
            let away = place / cell &- square
            return abs(away.x) <= 1 && abs(away.y) <= 1
        }
        return near.reduce(SIMD2(0, 0), &+) / near.count
    }
}
