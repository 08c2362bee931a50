private import CStemmer

/// Snowball's English stemmer (Porter2: <https://snowballstem.org/algorithms/english/stemmer.html>).
///
/// The handle has a buffer of its own and must not be shared between threads: the type cannot be copied.
@safe
struct Stemmer: ~Copyable {
    private let handle: OpaquePointer

    init() {
        // SAFETY: both arguments are literals, ended by zero; nil in place of an encoding means UTF-8.
        guard let handle = unsafe sb_stemmer_new("english", nil) else {
            preconditionFailure("libstemmer has no English stemmer, or no memory was left for it")
        }
        unsafe self.handle = handle
    }

    deinit {
        // SAFETY: the handle came from sb_stemmer_new, and nobody else has it.
        unsafe sb_stemmer_delete(handle)
    }

    /// The stem of a lower-case ASCII word; the word itself should memory run out.
    mutating func stem(_ word: Span<UInt8>) -> String {
        // SAFETY: the stemmer reads `count` bytes of `word` inside the closure; the stem is its own buffer, valid
        // until the next call, of `sb_stemmer_length` bytes, and is copied here.
        unsafe word.withUnsafeBufferPointer { bytes in
            guard let stem = unsafe sb_stemmer_stem(handle, bytes.baseAddress, Int32(bytes.count)) else {
                return unsafe String(decoding: bytes, as: UTF8.self)
            }
            let length = unsafe Int(sb_stemmer_length(handle))
            return unsafe String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
        }
    }
}

// SAFETY: the handle has one owner, and every use of it is a mutation of that owner.
extension Stemmer: @unchecked Sendable {}
