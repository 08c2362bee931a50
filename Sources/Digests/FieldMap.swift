/// The fields of a paper: a dictionary of a few entries, kept in the order of their keys.
///
/// A paper has a handful of fields and there are hundreds of thousands of papers: a sorted array takes a fraction of a
/// hash table's memory, and its order is the same in every run.
public struct FieldMap: Equatable, Sendable {
    private var entries: [(key: FieldKey, value: FieldValue)] = []

    public init() {}

    /// The value of a key, or `nil`; assigning `nil` removes it.
    /// - Complexity: O(number of fields).
    public subscript(key: FieldKey) -> FieldValue? {
        get { entries.first { $0.key == key }?.value }
        set {
            if let index = entries.firstIndex(where: { $0.key >= key }) {
                if entries[index].key != key {
                    if let newValue { entries.insert((key, newValue), at: index) }
                } else if let newValue {
                    entries[index].value = newValue
                } else {
                    entries.remove(at: index)
                }
            } else if let newValue {
                entries.append((key, newValue))
            }
        }
    }

    /// Changes every value in place.
    mutating func forEachValue(_ change: (inout FieldValue) -> Void) {
        for index in entries.indices { change(&entries[index].value) }
    }

    public static func == (a: FieldMap, b: FieldMap) -> Bool {
        a.entries.elementsEqual(b.entries) { $0.key == $1.key && $0.value == $1.value }
    }
}

extension FieldMap: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { entries.count }
    public subscript(position: Int) -> (key: FieldKey, value: FieldValue) { entries[position] }
}

extension FieldMap: ExpressibleByDictionaryLiteral {
    /// Of two values for one key, the later.
    public init(dictionaryLiteral elements: (FieldKey, FieldValue)...) {
        for (key, value) in elements { self[key] = value }
    }
}
