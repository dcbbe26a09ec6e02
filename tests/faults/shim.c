/* Fails, or kills the program at, the n-th storage call that it makes.
 *
 * Preloaded. Only calls on regular files count, so that pipes and terminals are left alone.
 *   FAULT_AT=n      the call, from 1
 *   FAULT_DO=name   kill, enospc or eio
 *   FAULT_LASTS=1   every call from the n-th on fails
 *   FAULT_TOLD=path a file that is made when the fault happens
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long calls;

static int fault(void) {
  const char *at = getenv("FAULT_AT"), *what = getenv("FAULT_DO"), *told = getenv("FAULT_TOLD");
  if (!at || !what) return 0;
  long now = atomic_fetch_add(&calls, 1) + 1, then = atol(at);
  if (now != then && !(getenv("FAULT_LASTS") && now > then)) return 0;
  if (told) {
    int made = open(told, O_CREAT | O_WRONLY, 0600);
    if (made >= 0) close(made);
  }
  if (!strcmp(what, "kill")) kill(getpid(), SIGKILL);
  errno = !strcmp(what, "enospc") ? ENOSPC : EIO;
  return 1;
}

static int on_disk(int fd) {
  struct stat st;
  return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define ON_FD(type, name, params, args, fd)                                                        \
  type name params {                                                                               \
    static __typeof__(&name) next;                                                                 \
    if (!next) next = NEXT(name);                                                                  \
    return on_disk(fd) && fault() ? (type)-1 : next args;                                          \
  }

#define ON_NAME(name, params, args)                                                                \
  int name params {                                                                                \
    static __typeof__(&name) next;                                                                 \
    if (!next) next = NEXT(name);                                                                  \
    return fault() ? -1 : next args;                                                               \
  }

ON_FD(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size), fd)
ON_FD(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at), fd)
ON_FD(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at), fd)
ON_FD(int, ftruncate, (int fd, off_t size), (fd, size), fd)
ON_FD(int, ftruncate64, (int fd, off64_t size), (fd, size), fd)
ON_FD(int, fsync, (int fd), (fd), fd)
ON_FD(int, fdatasync, (int fd), (fd), fd)
ON_NAME(rename, (const char *from, const char *to), (from, to))
ON_NAME(mkdir, (const char *path, mode_t mode), (path, mode))
ON_NAME(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
ON_NAME(unlink, (const char *path), (path))
