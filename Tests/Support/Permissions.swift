import Glibc

/// Whether permissions bind this user: the superuser passes every check.
public let permissionsApply = getuid() != 0

// SAFETY of all: the strings are NUL-terminated and only read.

/// Makes a symbolic link.
public func makeLink(_ path: String, to target: String) -> Bool { unsafe symlink(target, path) == 0 }

/// Sets permissions, whatever the mask.
public func setPermissions(_ path: String, _ mode: mode_t) { _ = unsafe chmod(path, mode) }

/// Makes a named pipe.
public func makePipe(_ path: String) -> Bool { unsafe mkfifo(path, 0o600) == 0 }
