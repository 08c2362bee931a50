import Glibc

/// Whether permissions bind this user: the superuser passes every check.
let permissionsApply = getuid() != 0

// SAFETY of both: the strings are NUL-terminated and only read.

func makeLink(_ path: String, to target: String) -> Bool { unsafe symlink(target, path) == 0 }

func setPermissions(_ path: String, _ mode: mode_t) { _ = unsafe chmod(path, mode) }
