// Makes one call of the system fail: what scripts/fault-campaign preloads into the program.
//
//   FAULT_FOLDER   calls on paths that begin with this count; others are left alone
//   FAULT_CALL     which call: open read write pwrite fsync rename mmap close unlink statfs
//   FAULT_NUMBER   the number of the call that fails, from 1; 0 never
//   FAULT_MODE     once; on (it and all later ones); short (half of the bytes); kill (the process ends after it)
//   FAULT_ERRNO    the error's number
//   FAULT_COUNT    a file that the number of calls is written to at the end
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

enum { ONCE, ON, SHORT, KILL };
static const char *folder, *call;
static long number;
static int mode, error = EIO;
static atomic_long count;

__attribute__((constructor)) static void begin(void) {
    folder = getenv("FAULT_FOLDER");
    call = getenv("FAULT_CALL");
    const char *text = getenv("FAULT_NUMBER");
    number = text ? atol(text) : 0;
    text = getenv("FAULT_MODE");
    mode = !text || !strcmp(text, "once") ? ONCE : !strcmp(text, "on") ? ON : !strcmp(text, "short") ? SHORT : KILL;
    text = getenv("FAULT_ERRNO");
    if (text) error = atoi(text);
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", atomic_load(&count));
    fclose(file);
}

// Whether the call is the one that fails. With KILL, the call is made first and `done` ends the process.
static int fails(const char *name) {
    if (!call || strcmp(call, name)) return 0;
    long own = atomic_fetch_add(&count, 1) + 1;
    if (!number) return 0;
    return mode == ON ? own >= number : own == number;
}

static void done(int isHit) {
    if (isHit && mode == KILL) kill(getpid(), SIGKILL);
}

static int isOurs(const char *path) { return folder && path && !strncmp(path, folder, strlen(folder)); }

static int isOurDescriptor(int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return isOurs(path);
}

#define REAL(name, ...) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
// Makes the call, or fails it: `result` is what the real one gives, `ours` whether it counts.
#define MAKE(ours, name, failure, real_call) \
    int hit = (ours) && fails(name); \
    if (hit && mode != KILL) { errno = error; return failure; } \
    __auto_type result = real_call; \
    int saved = errno; \
    done(hit); \
    errno = saved; \
    return result

static mode_t permissions(int flags, va_list rest) { return flags & O_CREAT ? va_arg(rest, mode_t) : 0; }

int open(const char *path, int flags, ...) {
    REAL(open);
    va_list rest;
    va_start(rest, flags);
    mode_t bits = permissions(flags, rest);
    va_end(rest);
    MAKE(isOurs(path), "open", -1, real(path, flags, bits));
}
int open64(const char *path, int flags, ...) {
    REAL(open64);
    va_list rest;
    va_start(rest, flags);
    mode_t bits = permissions(flags, rest);
    va_end(rest);
    MAKE(isOurs(path), "open", -1, real(path, flags, bits));
}
ssize_t read(int descriptor, void *buffer, size_t size) {
    REAL(read);
    if (mode == SHORT && size > 1 && isOurDescriptor(descriptor) && fails("read")) size /= 2;
    else if (mode != SHORT) { MAKE(isOurDescriptor(descriptor), "read", -1, real(descriptor, buffer, size)); }
    return real(descriptor, buffer, size);
}
ssize_t write(int descriptor, const void *buffer, size_t size) {
    REAL(write);
    if (mode == SHORT && size > 1 && isOurDescriptor(descriptor) && fails("write")) size /= 2;
    else if (mode != SHORT) { MAKE(isOurDescriptor(descriptor), "write", -1, real(descriptor, buffer, size)); }
    return real(descriptor, buffer, size);
}
ssize_t pwrite(int descriptor, const void *buffer, size_t size, off_t place) {
    REAL(pwrite);
    if (mode == SHORT && size > 1 && isOurDescriptor(descriptor) && fails("pwrite")) size /= 2;
    else if (mode != SHORT) { MAKE(isOurDescriptor(descriptor), "pwrite", -1, real(descriptor, buffer, size, place)); }
    return real(descriptor, buffer, size, place);
}
ssize_t pwrite64(int descriptor, const void *buffer, size_t size, off64_t place) { return pwrite(descriptor, buffer, size, place); }
int fsync(int descriptor) {
    REAL(fsync);
    MAKE(isOurDescriptor(descriptor), "fsync", -1, real(descriptor));
}
int rename(const char *path, const char *name) {
    REAL(rename);
    MAKE(isOurs(path), "rename", -1, real(path, name));
}
void *mmap(void *address, size_t size, int protection, int flags, int descriptor, off_t place) {
    REAL(mmap);
    MAKE(descriptor >= 0 && isOurDescriptor(descriptor), "mmap", MAP_FAILED, real(address, size, protection, flags, descriptor, place));
}
void *mmap64(void *address, size_t size, int protection, int flags, int descriptor, off64_t place) {
    return mmap(address, size, protection, flags, descriptor, place);
}
int close(int descriptor) {
    REAL(close);
    int ours = isOurDescriptor(descriptor);
    if (ours && fails("close")) {
        int result = real(descriptor);  // Linux closes it even when it reports a failure
        done(1);
        errno = error;
        return mode == KILL ? result : -1;
    }
    return real(descriptor);
}
int unlink(const char *path) {
    REAL(unlink);
    MAKE(isOurs(path), "unlink", -1, real(path));
}
int statfs(const char *path, struct statfs *space) {
    REAL(statfs);
    MAKE(isOurs(path), "statfs", -1, real(path, space));
}
