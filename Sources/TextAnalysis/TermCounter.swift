import SystemSupport
import Vocab

/// Turns many texts into IDs of terms, fast.
///
/// The terms are those of ``Analyzer``, in the same order. Text is cut into stretches whose terms depend on
/// nothing around them; each distinct stretch is analysed once, and its terms remembered under its bytes. A table
/// look-up a word is what is left for most text.
///
/// One counter serves one thread. IDs are its own: 0, 1, … in the order in which terms were first met.
public struct TermCounter: ~Copyable, Sendable {
    /// The terms met so far, by ID.
    public private(set) var terms: [Term] = []

    /// The IDs of terms of words: several words may give one term.
    private var idOfTerm: [Term: UInt32] = [:]
    /// The terms of stretches of text.
    private var surfaces: SurfaceCache
    /// The terms of folded words: `Attention`, `attention,` and the part of `self-attention` are stemmed once.
    private var words: SurfaceCache
    private var pairs = HanPairCache()
    private var scanner = TermScanner()
    private var maker = TermMaker()
    /// Stretches that wait to be looked up together.
    private var batch = InlineArray<64, SurfaceCache.Probe>(repeating: SurfaceCache.Probe())
    private var batchCount = 0
    private let classes = ByteClass.table()

    public init() { self.init(cacheLimit: .max) }

    /// A counter whose caches are emptied at `cacheLimit` entries.
    init(cacheLimit: Int) {
        surfaces = SurfaceCache(largestCount: cacheLimit)
        words = SurfaceCache(largestCount: cacheLimit)
    }

    /// The ID of a term; `nil` when no text had it so far.
    public func id(of term: Term) -> UInt32? {
        guard term.language == .chinese else { return idOfTerm[term] }
        let characters = Array(term.text.unicodeScalars)
        guard let first = characters.first, characters.count <= 2 else { return nil }
        let id = pairs[HanPairCache.key(first, characters.count == 2 ? characters[1] : nil)]
        return id == HanPairCache.noTerm ? nil : id
    }

    /// Appends the IDs of the terms of `text` to `ids`, in order of occurrence.
    /// - Complexity: O(length of `text`).
    public mutating func append(_ text: String, to ids: inout [UInt32]) {
        append(text.utf8.span, to: &ids)
    }

    /// Appends the IDs of the terms of a text in UTF-8 to `ids`, in order of occurrence.
    ///
    /// Bytes that are not well-formed part words, as U+FFFD does.
    /// - Complexity: O(length of `utf8`).
    public mutating func append(_ utf8: Span<UInt8>, to ids: inout [UInt32]) {
        var count = ids.count
        // No text gives more terms than it has bytes. One more, so that the place after the last can be written to.
        ids.append(contentsOf: repeatElement(0, count: utf8.count + 1))
        var output = ids.mutableSpan
        count = append(utf8, to: &output, from: count)
        ids.removeLast(ids.count - count)
    }

    /// Writes the IDs of the terms of a text to `output`, from `count` on; returns where they end.
    private mutating func append(_ utf8: Span<UInt8>, to output: inout MutableSpan<UInt32>, from count: Int) -> Int {
        var count = count
        var index = 0
        while index < utf8.count {
            let byteClass = classes[Int(utf8[index])]
            if byteClass == .separator || byteClass == .joiner {
                index += 1
                continue
            }
            var key = SurfaceCache.Key()
            var end = index
            var isMixed = false
            while end < utf8.count {
                // Most bytes are of words, and are taken eight at a time.
                if end + 8 <= utf8.count {
                    let bytes = utf8.eightBytes(at: end)
                    let length = bytes.leadingLettersAndDigits
                    key.append(bytes, count: length)
                    end += length
                    if length == 8 { continue }
                }
                let byteClass = classes[Int(utf8[end])]
                if byteClass != .word {
                    isMixed = byteClass == .backslash || byteClass == .nonASCII
                    if byteClass != .joiner || Self.isSeparator(utf8, end + 1) { break }
                }
                key.append(utf8[end])
                end += 1
            }
            if isMixed {
                let (scalar, length) = decodeScalar(utf8, at: index)
                if Script.isHan(scalar) {
                    appendBatch(utf8, to: &output, &count)
                    index = appendHanRun(utf8, from: index, to: &output, &count)
                    continue
                }
                if scalar.endsStretch {
                    index += length
                    continue
                }
                (key, end) = mixedStretch(utf8, from: index)
            }
            if end - index <= SurfaceCache.longestKey {
                batch[batchCount] = SurfaceCache.Probe(key, of: utf8, index, end)
                batchCount += 1
                if batchCount == batch.count { appendBatch(utf8, to: &output, &count) }
            } else {
                appendBatch(utf8, to: &output, &count)
                appendScanned(utf8.extracting(index..<end), to: &output, &count)
            }
            index = end
        }
        appendBatch(utf8, to: &output, &count)
        return count
    }

    /// The key and the end of a stretch that holds LaTeX or bytes outside ASCII.
    private func mixedStretch(_ utf8: Span<UInt8>, from start: Int) -> (key: SurfaceCache.Key, end: Int) {
        var end = start
        scan: while end < utf8.count {
            switch classes[Int(utf8[end])] {
            case .word: end += 1
            case .joiner:
                if Self.isSeparator(utf8, end + 1) { break scan }
                end += 1
            case .separator: break scan
            case .backslash: end = LaTeXMarkup(utf8, at: end).end
            case .nonASCII:
                let (scalar, length) = decodeScalar(utf8, at: end)
                if scalar.endsStretch { break scan }
                end += length
            }
        }
        var key = SurfaceCache.Key()
        for index in start..<end { key.append(utf8[index]) }
        return (key, end)
    }

    /// Whether a separator or the text's end is at `index`.
    private static func isSeparator(_ utf8: Span<UInt8>, _ index: Int) -> Bool {
        index == utf8.count || ByteClass(utf8[index]) == .separator
    }

    /// Writes the IDs of the terms of the batch, and empties it.
    ///
    /// Table look-ups wait for memory. First all their first slots are read, then all their entries: in short loops
    /// whose turns depend on nothing, so that the waits overlap. Looking up each stretch as it is cut took twice the
    /// time.
    private mutating func appendBatch(_ utf8: Span<UInt8>, to output: inout MutableSpan<UInt32>, _ count: inout Int) {
        var candidates = InlineArray<64, Int>(repeating: 0)
        for index in 0..<batchCount { candidates[index] = surfaces.candidate(batch[index]) }
        for index in 0..<batchCount {
            let probe = batch[index]
            guard let found = surfaces.find(probe, in: utf8, startingAt: candidates[index]) else {
                let firstNew = count
                appendScanned(utf8.extracting(probe.start..<probe.end), to: &output, &count)
                surfaces.insert(probe, of: utf8, ids: output.span.extracting(firstNew..<count))
                continue
            }
            if found.count > 1 {
                for id in surfaces.ids(of: found) {
                    output[count] = id
                    count += 1
                }
            } else {
                // No branch on whether it is a stop word: that is anyone's guess, and a wrong one would have to wait
                // for the entry to arrive from memory.
                output[count] = found.ids
                count += found.count
            }
        }
        batchCount = 0
    }

    private mutating func appendScanned(
        _ stretch: Span<UInt8>, to output: inout MutableSpan<UInt32>, _ count: inout Int
    ) {
        scanner.scan(stretch)
        for index in scanner.words.indices {
            guard let id = id(ofWord: index) else { continue }
            output[count] = id
            count += 1
        }
    }

    /// The ID of the term of a word of the last stretch; nil if it gives none.
    private mutating func id(ofWord index: Int) -> UInt32? {
        let word = scanner.words[index]
        guard word.range.count <= TermMaker.longestTerm else { return nil }
        let bytes = scanner.bytes
        var key = SurfaceCache.Key()
        for index in word.range { key.append(bytes[index]) }
        let probe = SurfaceCache.Probe(key, of: bytes.span, word.range.lowerBound, word.range.upperBound)
        if let found = words.find(probe, in: bytes.span) { return found.count == 1 ? found.ids : nil }
        let result = maker.make(word, in: bytes)
        let id = id(of: result)
        words.insert(probe, of: bytes.span, id: id)
        return id
    }

    private mutating func appendHanRun(
        _ utf8: Span<UInt8>, from start: Int, to output: inout MutableSpan<UInt32>, _ count: inout Int
    ) -> Int {
        var (last, length) = decodeScalar(utf8, at: start)
        var end = TextUnitReader.skipVariationSelectors(utf8, from: start + length)
        var isAlone = true
        while end < utf8.count, utf8[end] >= 0x80 {
            let next: Unicode.Scalar
            (next, length) = decodeScalar(utf8, at: end)
            guard Script.isHan(next) else { break }
            append(last, next, to: &output, &count)
            last = next
            isAlone = false
            end = TextUnitReader.skipVariationSelectors(utf8, from: end + length)
        }
        if isAlone { append(last, nil, to: &output, &count) }
        return end
    }

    private mutating func append(
        _ first: Unicode.Scalar, _ second: Unicode.Scalar?, to output: inout MutableSpan<UInt32>, _ count: inout Int
    ) {
        let pair = HanPairCache.key(first, second)
        let id: UInt32
        if let known = pairs[pair] {
            id = known
        } else {
            var text = String(first)
            if let second { text.unicodeScalars.append(second) }
            // A pair of traditional characters gives the term of the simplified ones.
            id = self.id(of: TermMaker.makeHan(text)) ?? HanPairCache.noTerm
            pairs.insert(pair, id: id)
        }
        output[count] = id
        count += id == HanPairCache.noTerm ? 0 : 1
    }

    private mutating func id(of result: TermMaker.Result) -> UInt32? {
        guard case .term(let term) = result else { return nil }
        if let id = idOfTerm[term] { return id }
        let id = newID(of: term)
        idOfTerm[term] = id
        return id
    }

    private mutating func newID(of term: Term) -> UInt32 {
        terms.append(term)
        return UInt32(terms.count - 1)
    }
}
