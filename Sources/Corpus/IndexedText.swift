import Digests
public import LatentSemantics
import SystemSupport

extension Paper {
    /// The texts that are searched: every field in every language, but for comments ("12 pages, 3 figures"), in a
    /// fixed order.
    public var fieldTexts: [FieldText] {
        fields.compactMap { key, value in key.name.textField.map { FieldText($0, value.text) } }
    }

    /// The same, whatever their field.
    public var indexedTexts: [String] { fieldTexts.map(\.text) }
}

extension FieldName {
    /// The field as which its words count; `nil` for one that is not searched.
    public var textField: TextField? {
        switch self {
        case .title: .title
        case .abstract: .abstract
        case .tldr, .motivation, .method, .result, .conclusion: .summary
        case .comment: nil
        }
    }
}
