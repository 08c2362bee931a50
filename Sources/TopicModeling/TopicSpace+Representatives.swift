import VectorKernels

extension TopicSpace {
    /// Central papers that representatives are chosen from, as a multiple of those wanted.
    private static let choices = 4

    /// Documents that stand for a topic, the nearest to its centre first; equally near ones by identifier, then by index.
    ///
    /// The most central one, and of the others among the nearest those that differ most from the ones chosen: papers on
    /// the same thing say nothing more of the topic.
    func representatives(of topic: Int, _ count: Int, ids: [String]) -> [Topic.Representative] {
        guard count > 0 else { return [] }
        let central = members[topic].map { (document: $0, similarity: similarity($0)) }
            .sorted { a, b in
                a.similarity != b.similarity
                    ? a.similarity > b.similarity : (ids[a.document], a.document) < (ids[b.document], b.document)
            }
            .prefix(max(count, min(Self.choices * count, members[topic].count / 4))).map(\.document)
        var chosen = Array(central.prefix(1))
        while chosen.count < min(count, central.count) {
            var best: (document: Int, likeness: Float)?
            for document in central where !chosen.contains(document) {
                let likeness = chosen.map { cosine(document, $0) }.max() ?? 0
                if likeness < best?.likeness ?? .infinity { best = (document, likeness) }
            }
            guard let best else { break }
            chosen.append(best.document)
        }
        return central.filter { chosen.contains($0) }
            .map { Topic.Representative(document: $0, score: similarity($0)) }
    }

    private func similarity(_ document: Int) -> Float { row(of: document).map { similarities[$0] } ?? 0 }

    private func cosine(_ a: Int, _ b: Int) -> Float {
        guard let a = row(of: a), let b = row(of: b) else { return 0 }
        return x.withRow(a) { a in x.withRow(b) { dot(a, $0) } }
    }
}
