/// What new digests did to a paper that was known.
public enum PaperChange: Sendable, CaseIterable {
    /// Nothing.
    case unchanged
    /// Something was added or completed, and nothing replaced.
    case merged
    /// Of what was known, a summary alone was replaced: it was generated anew.
    case regenerated
    /// A title, an abstract or the authors were replaced.
    case changed
}

extension Paper {
    /// Joins what another digest says of the same paper.
    ///
    /// Each part is the greater of the two by a total order, or their union, so the result depends neither on the order
    /// nor on the number of times in which papers are joined.
    public mutating func merge(_ other: Paper) {
        precondition(id == other.id, "two papers are joined under one ID")
        for (key, value) in other.fields {
            fields[key] = FieldValue.join(fields[key], value)
        }
        authorList = AuthorList.join(authorList, other.authorList)
        if categories != other.categories { addCategories(other.categories) }
        primary = FieldValue.join(primary, other.primary)
        created = [created, other.created].compactMap(\.self).min()
        published = [published, other.published].compactMap(\.self).min { $0.rank < $1.rank }
        updated = [updated, other.updated].compactMap(\.self).max()
        firstDigest = [firstDigest, other.firstDigest].compactMap(\.self).min()
        withdrawn = [withdrawn, other.withdrawn].compactMap(\.self).max()
        hasFailedSummary = hasFailedSummary || other.hasFailedSummary
        source = [source, other.source].compactMap(\.self).min { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What became of `old` on the way to this paper.
    ///
    /// A truncated text that a complete one replaces counts as completed, a comment that another replaces as added.
    public func change(from old: Paper) -> PaperChange {
        if self == old { return .unchanged }
        var change = PaperChange.merged
        for (key, before) in old.fields where key.name != .comment && before.quality == .complete {
            guard let after = fields[key], after.text != before.text else { continue }
            if !key.name.isSummary { return .changed }
            change = .regenerated
        }
        if let before = old.authorList, before.quality == .complete, authors != before.names { return .changed }
        return change
    }

    /// Whether both papers say the same in their title and abstract, by which IDs of their own kind are told apart.
    public func hasSameText(as other: Paper) -> Bool {
        func texts(_ paper: Paper) -> [FieldKey: String] {
            var result: [FieldKey: String] = [:]
            for (key, value) in paper.fields where key.name == .title || key.name == .abstract {
                result[key] = value.text
            }
            return result
        }
        return texts(self) == texts(other)
    }
}
