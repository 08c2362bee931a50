extension FileSystem {
    /// The regular files in a folder and all below it, as `folder/…` paths sorted by their bytes.
    ///
    /// Links are followed; a folder reached a second time (a link back up, say) is not entered again. Names that begin
    /// with a dot are left out: they are a tool's own.
    /// - Parameters:
    ///   - excluded: A folder that is not entered where it is met below `folder`.
    ///   - reportUnreadable: Called with each folder below that cannot be listed, which is then skipped. Without it such a
    ///     folder throws.
    /// - Throws: ``FileError`` when `folder` itself cannot be listed.
    public static func walk(
        _ folder: String, excluding excluded: String? = nil, reportUnreadable: ((FileError) -> Void)? = nil
    ) throws(FileError) -> [String] {
        var files: [String] = []
        var entered: Set<[UInt64]> = []
        for known in [folder, excluded].compactMap(\.self) {
            if let identity = status(known)?.identity { entered.insert(identity) }
        }
        var pending = [folder]
        while let current = pending.popLast() {
            let names: [String]
            do throws(FileError) {
                names = try list(current)
            } catch {
                guard current != folder, let reportUnreadable else { throw error }
                reportUnreadable(error)
                continue
            }
            for name in names where !name.hasPrefix(".") {
                let path = current.hasSuffix("/") ? current + name : current + "/" + name
                guard let information = status(path) else { continue }  // a link to nothing
                if information.isRegular { files.append(path) }
                if information.isDirectory, entered.insert(information.identity).inserted { pending.append(path) }
            }
        }
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
