/* Runs a program as on a stick: stick WHAT PROGRAM ARGUMENTS...
 *   fat    no links, no modes, no owners, no exchange of two files, no rename that promises to replace nothing,
 *          no file without a name
 *   kill   the program is killed where it would exchange two files
 *   gone   links, renames and folders that are synced fail with EIO: the stick was pulled
 * A filter of the kernel (seccomp) sees every call, also those that no library of C makes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FAIL(error) (SECCOMP_RET_ERRNO | (error))
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
/* One call ends so; the number of the call is loaded. */
#define CALL(number, what) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), RETURN(what)
/* The fifth argument of renameat2 says what the rename promises: 1 replaces nothing, 2 exchanges. */
#define RENAME2(flag, what)                                                                        \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 4), LOAD(args[4]),                         \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (flag), 0, 1), RETURN(what), LOAD(nr)

static struct sock_filter fat[] = {
    LOAD(nr),
    CALL(SYS_linkat, FAIL(EPERM)),
    CALL(SYS_symlinkat, FAIL(EPERM)),
    CALL(SYS_fchmod, FAIL(EPERM)),
    CALL(SYS_fchmodat, FAIL(EPERM)),
    CALL(SYS_fchown, FAIL(EPERM)),
    CALL(SYS_fchownat, FAIL(EPERM)),
#ifdef SYS_link
    CALL(SYS_link, FAIL(EPERM)),
    CALL(SYS_symlink, FAIL(EPERM)),
    CALL(SYS_chmod, FAIL(EPERM)),
    CALL(SYS_chown, FAIL(EPERM)),
    CALL(SYS_lchown, FAIL(EPERM)),
#endif
    RENAME2(3, FAIL(EINVAL)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 4),
    LOAD(args[2]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 020000000 /* O_TMPFILE */, 0, 1),
    RETURN(FAIL(EOPNOTSUPP)),
    LOAD(nr),
    RETURN(SECCOMP_RET_ALLOW),
};

static struct sock_filter killed[] = {
    LOAD(nr),
    RENAME2(2, SECCOMP_RET_KILL_PROCESS),
    RETURN(SECCOMP_RET_ALLOW),
};

static struct sock_filter gone[] = {
    LOAD(nr),
    CALL(SYS_renameat2, FAIL(EIO)),
    CALL(SYS_renameat, FAIL(EIO)),
#ifdef SYS_rename
    CALL(SYS_rename, FAIL(EIO)),
#endif
    RETURN(SECCOMP_RET_ALLOW),
};

#define OF(filter) {sizeof(filter) / sizeof(filter[0]), filter}

int main(int count, char **words) {
  struct sock_fprog of_fat = OF(fat), of_killed = OF(killed), of_gone = OF(gone), *filter;
  if (count < 3) return 2;
  filter = !strcmp(words[1], "fat") ? &of_fat : !strcmp(words[1], "kill") ? &of_killed : &of_gone;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter)) {
    perror("seccomp");
    return 125;
  }
  execv(words[2], words + 2);
  perror(words[2]);
  return 126;
}
