import Glibc  // for log

/// Topic coherence: the mean normalised pointwise mutual information of a topic's term pairs (Bouma 2009; Lau, Newman
/// and Baldwin, *Machine Reading Tea Leaves*, 2014).
///
/// A term is in a document when its words stand there in a row. Two terms score log(p₁₂ / p₁p₂) / -log p₁₂ with p the
/// share of documents: -1 if they never meet, 0 if they are independent, 1 if they always come together.
public struct NPMI: Sendable {
    /// The terms by their first word: the other words, and the term's number.
    private var termsStarting: [String: [(rest: ArraySlice<String>, number: Int)]] = [:]
    /// The numbers of each topic's terms.
    private let topics: [[Int]]
    /// The documents that each word sequence is in, ascending.
    private var documents: [[Int]]
    /// How many documents were added.
    public private(set) var documentCount = 0

    /// - Parameter topics: The words of each term of each topic, lower-cased as the documents will be. Ten terms a
    ///   topic are the field's habit; a term that is repeated within a topic counts once.
    public init(topics: [[[String]]]) {
        var numberOf: [[String]: Int] = [:]
        self.topics = topics.map { topic in
            var numbers: [Int] = []
            for words in topic where !words.isEmpty {
                let number = numberOf[words, default: numberOf.count]
                numberOf[words] = number
                if !numbers.contains(number) { numbers.append(number) }
            }
            return numbers
        }
        for (words, number) in numberOf {
            termsStarting[words[0], default: []].append((words.dropFirst(), number))
        }
        documents = Array(repeating: [], count: numberOf.count)
    }

    /// Counts a document.
    ///
    /// - Parameter words: Its words in order, lower-cased as the topics' are.
    /// - Complexity: O(n + m) for n words and m words of the terms that start at one of them.
    public mutating func add(document words: [String]) {
        for (index, word) in words.enumerated() {
            guard let terms = termsStarting[word] else { continue }
            for term in terms where documents[term.number].last != documentCount {
                if words[(index + 1)...].starts(with: term.rest) { documents[term.number].append(documentCount) }
            }
        }
        documentCount += 1
    }

    /// The coherence of each topic in -1...1, or `nil` for a topic with fewer than two terms; all `nil` before a
    /// document was added.
    public var perTopic: [Double?] {
        topics.map { terms in
            guard terms.count > 1, documentCount > 0 else { return nil }
            var sum = 0.0
            var pairs = 0
            for (index, first) in terms.enumerated() {
                for second in terms[(index + 1)...] {
                    sum += score(first, second)
                    pairs += 1
                }
            }
            return sum / Double(pairs)
        }
    }

    /// The mean coherence of the topics that have two terms or more, or `nil` if there is none.
    public var mean: Double? {
        let scores = perTopic.compactMap(\.self)
        return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
    }

    /// The share of distinct terms among the terms of all topics, in 0...1: 1 when no two topics share a term.
    public var diversity: Double {
        let total = topics.reduce(0) { $0 + $1.count }
        return total > 0 ? Double(documents.count) / Double(total) : 1
    }

    private func score(_ first: Int, _ second: Int) -> Double {
        let both = Self.commonCount(documents[first], documents[second])
        if both == 0 { return -1 }
        if both == documentCount { return 1 }
        let total = Double(documentCount)
        let joint = Double(both) / total
        let independent = Double(documents[first].count) / total * (Double(documents[second].count) / total)
        return min(1, log(joint / independent) / -log(joint))
    }

    /// The size of the intersection of two ascending lists.
    private static func commonCount(_ a: [Int], _ b: [Int]) -> Int {
        var (i, j, count) = (0, 0, 0)
        while i < a.count && j < b.count {
            if a[i] == b[j] { count += 1 }
            let (left, right) = (a[i], b[j])
            if left <= right { i += 1 }
            if right <= left { j += 1 }
        }
        return count
    }
}
