import SystemSupport
import TextAnalysis

/// The words of all documents, numbered.
struct TokenizedPile: Sendable {
    let lexicon: Lexicon
    /// The words of each document: title, abstract, Chinese, each beginning with a break.
    let documents: [[ScannedWord]]

    private static let documentsPerBlock = 512

    init(_ documents: [TopicDocument], threads: Int) {
        let size = Self.documentsPerBlock
        let blocks = parallelMap(count: (documents.count + size - 1) / size, threads: threads) { block in
            var scanner = WordScanner()
            let scanned = documents[block * size..<min(documents.count, (block + 1) * size)].map { document in
                scanner.scan(document.title.utf8.span, inTitle: true)
                scanner.scan(document.abstract.utf8.span, inTitle: false)
                scanner.scan(document.chinese.utf8.span, inTitle: false)
                return scanner.removeWords()
            }
            return (words: scanned, table: scanner.vocabulary)
        }
        // Merged in the order of the blocks, so that numbers do not depend on the threads.
        var table = WordTable()
        let numbers = blocks.map { table.merge($0.table) }
        lexicon = Lexicon(table, threads: threads)
        self.documents = parallelMap(count: blocks.count, threads: threads) { block in
            blocks[block].words.map { words in
                words.map { ScannedWord(word: numbers[block][Int($0.word)], marks: $0.marks) }
            }
        }.flatMap { $0 }
    }
}
