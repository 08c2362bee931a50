/// What the two scores of a paper are multiplied by, to be added.
struct ScoreFactors: Equatable {
    /// That of BM25.
    let lexical: Float
    /// That of the dot product with the query's vector.
    let semantic: Float

    /// The evidence for a paper; what is not positive counts as none.
    func evidence(lexical words: Float, semantic space: Float) -> Float {
        (words > 0 ? lexical * words : 0) + (space > 0 ? semantic * space : 0)
    }
}
