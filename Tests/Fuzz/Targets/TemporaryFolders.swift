import Glibc
import Synchronization
import SystemSupport

/// Removes a folder when the process exits.
func removeAtExit(_ folder: String) {
    let isFirst = temporaryFolders.withLock { folders in
        folders.append(folder)
        return folders.count == 1
    }
    guard isFirst else { return }
    atexit {
        for folder in temporaryFolders.withLock({ $0 }) { try? FileSystem.remove(folder) }
    }
}

private let temporaryFolders = Mutex<[String]>([])
