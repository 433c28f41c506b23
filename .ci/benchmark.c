/* The measure for runspect: a single-threaded program that makes the same system calls, but lists folders
   with readdir, and does nothing else. "list FOLDER" looks at every run below a folder as list-runs does,
   "array FOLDER" at every element of an array as status does, "empty" at nothing. "measure COMMAND..."
   runs a command, whose memory is then not that of whoever measures, and prints how long it took, how long
   it had a processor, both in seconds, how much memory in KiB, and its exit status. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char buffer[1 << 16];
static struct stat status;

static void look(int folder, const char *name) {
  fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW);
}

static void read_file(int folder, const char *name) {
  int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return;
  fstat(file, &status);
  if (pread(file, buffer, sizeof buffer, 0) < 0) perror("read");
  close(file);
}

/* The sizes of all files in a folder. */
static long array(int parent, const char *name) {
  int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (folder < 0) return 0;
  DIR *listing = fdopendir(folder);
  long total = 0;
  struct dirent *entry;
  while ((entry = readdir(listing)) != NULL) {
    if (entry->d_name[0] == '.') continue;
    look(folder, entry->d_name);
    total += status.st_size;
  }
  closedir(listing);
  return total;
}

static long runs(const char *name) {
  DIR *listing = opendir(name);
  if (listing == NULL) return 0;
  int parent = dirfd(listing);
  char path[4096];
  long total = 0;
  struct dirent *entry;
  while ((entry = readdir(listing)) != NULL) {
    if (entry->d_type != DT_DIR || entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/run_info.json", entry->d_name);
    look(parent, path);
    snprintf(path, sizeof path, "%s/pipefunc_status.json", entry->d_name);
    look(parent, path);
    int run = openat(parent, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    read_file(run, "run_info.json");
    read_file(run, "pipefunc_status.json");
    int outputs = openat(run, "outputs", O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    look(outputs, "total.cloudpickle");
    total += array(outputs, "y");
    close(outputs);
    close(run);
  }
  closedir(listing);
  return total;
}

static double seconds(struct timeval time) { return time.tv_sec + time.tv_usec / 1e6; }

static int measure(char **command) {
  struct timespec begun, ended;
  clock_gettime(CLOCK_MONOTONIC, &begun);
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    execv(command[0], command);
    _exit(127);
  }
  int outcome;
  struct rusage usage;
  if (child < 0 || wait4(child, &outcome, 0, &usage) < 0) return 1;
  clock_gettime(CLOCK_MONOTONIC, &ended);
  printf("%.9f %.6f %ld %d\n",
         ended.tv_sec - begun.tv_sec + (ended.tv_nsec - begun.tv_nsec) / 1e9,
         seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss,
         WIFEXITED(outcome) ? WEXITSTATUS(outcome) : 128 + WTERMSIG(outcome));
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 2) return 64;
  if (strcmp(argv[1], "empty") == 0) return 0;
  if (argc < 3) return 64;
  if (strcmp(argv[1], "measure") == 0) return measure(argv + 2);
  printf("%ld\n", strcmp(argv[1], "array") == 0 ? array(AT_FDCWD, argv[2]) : runs(argv[2]));
  return 0;
}
