/// Finds what a mistyped word may have meant.
public enum EditDistance {
    /// How many letters must be added, dropped, replaced or swapped with their neighbour to make `a` of `b`.
    ///
    /// The optimal string alignment distance: Damerau's edits (1964) by Levenshtein's recurrence, no letter edited twice.
    /// - Complexity: O(`a.count` · `b.count`) time, three rows of memory.
    public static func between(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }

    /// The candidate nearest to `word`, the first of equals; `nil` if none is near enough to be a slip of the fingers.
    ///
    /// Near enough is one edit for each three letters begun, and fewer edits than letters. A candidate that begins with
    /// the word is near too, after those.
    public static func nearest(to word: String, among candidates: [String]) -> String? {
        let allowed = min((word.count + 2) / 3, word.count - 1)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates where candidate != word {
            let distance = between(word, candidate)
            if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.candidate ?? (word.isEmpty ? nil : candidates.first { $0.hasPrefix(word) })
    }
}
