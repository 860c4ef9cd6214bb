/* Kills the process before its KILL_AT-th call of KILL_CALL that concerns a path below one of two folders, KILL_BELOW and
   KILL_OR_BELOW: loaded before the C library (LD_PRELOAD), for `steps`. strace counts each thread by itself, stops at every
   call of every thread, and its counter does not work together with --seccomp-bpf. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int below(const char *path, const char *variable) {
  const char *folder = getenv(variable);
  return folder && !strncmp(path, folder, strlen(folder));
}

static void called(const char *call, const char *path) {
  static atomic_int calls;
  const char *wanted = getenv("KILL_CALL"), *at = getenv("KILL_AT");
  if (wanted && at && !strcmp(call, wanted) && (below(path, "KILL_BELOW") || below(path, "KILL_OR_BELOW")) && ++calls == atoi(at))
    kill(getpid(), SIGKILL);
}

static void called_on(int file) {
  char link[64], path[PATH_MAX] = "";
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  if (readlink(link, path, sizeof path - 1) > 0)
    called("fsync", path);
}

#define NEXT(name) ((__typeof__(&name)) dlsym(RTLD_NEXT, #name))

int fsync(int file) { called_on(file); return NEXT(fsync)(file); }
int fdatasync(int file) { called_on(file); return NEXT(fdatasync)(file); }
int rename(const char *from, const char *to) { called("rename", to); return NEXT(rename)(from, to); }
int mkdir(const char *path, mode_t mode) { called("mkdir", path); return NEXT(mkdir)(path, mode); }
int unlink(const char *path) { called("unlink", path); return NEXT(unlink)(path); }
