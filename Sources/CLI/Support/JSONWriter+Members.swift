import JSON

extension JSONWriter {
    /// Writes a member whose value is a text.
    mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    /// Writes a member whose value is a whole number.
    mutating func member(_ name: String, _ value: Int) {
        key(name)
        int(value)
    }

    /// Writes a member whose value is a number; `null` if it is none.
    mutating func member(_ name: String, _ value: Double) {
        key(name)
        double(value)
    }
}
