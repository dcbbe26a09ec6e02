/* Gives the wall clock that a file holds, in seconds since 1970. Preloaded.
 *   CLOCK_FILE=path   read at every look at the clock; other clocks go on
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *at) {
  static __typeof__(&clock_gettime) next;
  if (!next) next = (__typeof__(&clock_gettime))dlsym(RTLD_NEXT, "clock_gettime");
  int answer = next(clock, at);
  const char *path = getenv("CLOCK_FILE");
  if (clock != CLOCK_REALTIME || !path) return answer;
  FILE *file = fopen(path, "r");
  long long seconds;
  if (file && fscanf(file, "%lld", &seconds) == 1) at->tv_sec = seconds;
  if (file) fclose(file);
  return answer;
}
