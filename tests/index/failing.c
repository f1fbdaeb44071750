/* Preloaded into a process: the k-th write, sync, rename … inside a folder ends it, or fails.
 *
 * arm(folder, k, how, once): `how` is an error number to give, EXIT to end the process before the
 * k-th point, or HALF to end it after half of a write. Unless `once`, every point after the k-th
 * fails as well, as on a full disk. points() counts since then.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { EXIT = -1, HALF = -2 };

static char under[PATH_MAX];
static long at, reached;
static int how, only_once;

void arm(const char *folder, long k, int what, int once) {
    snprintf(under, sizeof under, "%s", folder);
    at = k;
    how = what;
    only_once = once;
    reached = 0;
}

long points(void) { return reached; }

static int inside(const char *path) {
    return under[0] && strncmp(path, under, strlen(under)) == 0;
}

static int open_inside(int handle) {
    char link[64], path[PATH_MAX];
    if (!under[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

/* 0: go on; HALF; else the error to give */
static int point(void) {
    reached++;
    if (!at || reached < at || (only_once && reached > at)) return 0;
    if (how == EXIT) _exit(99);
    return how;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)
#define FAIL(condition) \
    int found = (condition) ? point() : 0; \
    if (found == HALF) _exit(99); \
    if (found) { errno = found; return -1; }
#define FAIL_WRITE(half) \
    int found = open_inside(handle) ? point() : 0; \
    if (found == HALF) { if (half < 0) {} _exit(99); } \
    if (found) { errno = found; return -1; }

ssize_t write(int handle, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    FAIL_WRITE(real(handle, data, size / 2))
    return real(handle, data, size);
}
ssize_t pwrite(int handle, const void *data, size_t size, off_t place) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    FAIL_WRITE(real(handle, data, size / 2, place))
    return real(handle, data, size, place);
}
ssize_t pwrite64(int handle, const void *data, size_t size, off64_t place) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    FAIL_WRITE(real(handle, data, size / 2, place))
    return real(handle, data, size, place);
}
int fsync(int handle) {
    REAL(int, "fsync", int);
    FAIL(open_inside(handle))
    return real(handle);
}
int fdatasync(int handle) {
    REAL(int, "fdatasync", int);
    FAIL(open_inside(handle))
    return real(handle);
}
int ftruncate(int handle, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    FAIL(open_inside(handle))
    return real(handle, size);
}
int ftruncate64(int handle, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    FAIL(open_inside(handle))
    return real(handle, size);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    FAIL(inside(to))
    return real(from, to);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    FAIL(inside(path))
    return real(path);
}
