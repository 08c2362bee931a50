import Digests
import SystemSupport

extension Paper {
    /// The texts that are searched: every field in every language, but for comments ("12 pages, 3 figures"), in a
    /// fixed order.
    public var indexedTexts: [String] {
        fields.filter { $0.key.name != .comment }.map(\.value.text)
    }
}

/// A name as it is compared: lower case.
public func folded(_ text: String) -> String { text.lowercased() }
