import Corpus
import IndexStore
import LatentSemantics
import Synchronization
import SystemSupport
import TextAnalysis

/// The terms of a few papers in the order of their texts, as far as they are asked for.
///
/// The index counts terms and does not know their places. For the best papers of a ranking their texts are read again,
/// which takes 10 to 60 µs a paper.
struct TermSequences: Sendable {
    /// Where an asked term stands.
    struct Occurrence: Equatable, Sendable {
        /// The term's index among those asked for.
        let term: Int
        /// Its place among all terms of the paper. Those of different texts are far apart.
        let position: Int
        /// The field of the text.
        let field: TextField
    }

    /// What is added to positions from text to text: no window reaches that far.
    private static let gap = 1000

    /// The occurrences in each paper, ascending by position.
    let papers: [[Occurrence]]

    /// - Throws: ``IndexError`` when a record is damaged.
    /// - Complexity: O(text of the papers), on `threads` threads.
    init(
        of wanted: [Term], in locations: [PaperLocation], corpus: PaperCorpus, counters: TermCounters, threads: Int
    ) throws(IndexError) {
        let size = max(1, (locations.count + threads - 1) / max(1, threads))
        papers = try parallelMap(
            count: (locations.count + size - 1) / size, threads: threads
        ) { block throws(IndexError) in
            var texts: [[FieldText]] = []
            for location in locations[block * size..<min((block + 1) * size, locations.count)] {
                texts.append(try corpus.paper(at: location).fieldTexts)
            }
            return counters.withCounter { Self.occurrences(of: wanted, in: texts, counter: &$0) }
        }.flatMap(\.self)
    }

    private static func occurrences(
        of wanted: [Term], in papers: [[FieldText]], counter: inout TermCounter
    ) -> [[Occurrence]] {
        let sequences = papers.map { texts in
            texts.map { text in
                var ids: [UInt32] = []
                counter.append(text.text, to: &ids)
                return (field: text.field, ids: ids)
            }
        }
        var indices: [UInt32: Int] = [:]
        for (index, term) in wanted.enumerated() { if let id = counter.id(of: term) { indices[id] = index } }
        return sequences.map { texts in
            var occurrences: [Occurrence] = []
            var start = 0
            for (field, ids) in texts {
                for (place, id) in ids.enumerated() {
                    guard let index = indices[id] else { continue }
                    occurrences.append(Occurrence(term: index, position: start + place, field: field))
                }
                start += ids.count + gap
            }
            return occurrences
        }
    }
}

/// Counters of terms that outlive a question: what they have met once they need not analyse again.
final class TermCounters: Sendable {
    /// One thread at a time has it: it is taken out of the list, and put back.
    private final class Counter: @unchecked Sendable { var counter = TermCounter() }

    private let idle = Mutex<[Counter]>([])

    /// Calls `body` with a counter that nobody else has meanwhile.
    func withCounter<R>(_ body: (inout TermCounter) -> R) -> R {
        let counter = idle.withLock { $0.popLast() } ?? Counter()
        defer { idle.withLock { $0.append(counter) } }
        return body(&counter.counter)
    }
}
