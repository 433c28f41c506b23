"""Prove that nothing is written, removed, connected to or executed, whatever is asked.

    python check_read_only.py RUNSPECT WORK_FOLDER [--short]

Every command runs in every format on recorded runs of every layout, under strace, and every system call
that it makes has to be one of those that can do no harm, with arguments that make it so: files are opened
for reading only, what is written goes to standard output, standard error or a pipe of the process itself,
threads are started and no processes. `--to FILE` may create that one file, exclusively. The runs are the
same afterwards, byte for byte. With --short, one run a layout. Ends with 1 and the calls, if there were
others.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "runs"
FORMATS = ["json", "jsonl", "table", "csv", "tsv", "markdown", "junit", "github", "prometheus", "text", "live"]

# Calls that change nothing outside of the process, whatever their arguments.
HARMLESS = set("""
    read pread64 close fstat newfstatat statx lseek getdents64 readlink getcwd access poll ppoll futex brk
    munmap mprotect madvise mremap rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack alarm exit exit_group
    arch_prctl set_tid_address set_robust_list rseq gettid getpid getpgrp getpgid getrandom sysinfo uname
    getrusage getrlimit sched_getaffinity sched_yield clock_gettime clock_nanosleep nanosleep restart_syscall geteuid getuid
    inotify_init1 inotify_add_watch pipe2 pipe
""".split())

# A run of each layout, and the commands that its layout answers in more than a sentence.
RUNS = [
    "pipefunc/0.93.2-file_array-continue", "heartbeat/running", "krixik/failed", "petsard/state-parts-and-log",
    "rocketride/completed-many-errors",
]
MORE_RUNS = [
    "pipefunc/0.93.2-zarr_file_array-continue", "pipefunc/0.93.2-dict-continue",
    "pipefunc/0.93.2-file_array-heartbeat_completed", "pipefunc/0.93.2-zarr_memory-continue",
    "petsard/failed-debug", "petsard/state-snapshots", "heartbeat/torn", "krixik/no-status",
    "contradictions/petsard-newer-unreadable", "contradictions/rocketride-events-short",
]
OPTIONS = {
    "status": [[], ["--exit-status", "--verify", "--include-run-info"]],
    "list-runs": [[], ["--recursive", "--exit-status", "--sort", "name"]],
    "watch": [["--timeout", "0"], ["--timeout", "0.05", "--interval", "0.01", "--changes"]],
    "errors": [[], ["--group-by", "type,message"]],
    "outputs": [[]], "inputs": [[]], "timing": [[]], "snapshots": [[]], "changes": [[]], "summary": [[]],
    "restore": [["none"]], "report": [[]],
}


def commands(binary: str, work: Path, runs: list[Path]) -> list[tuple[list[str], str | None]]:
    """The command lines, and the one file that each may create."""
    told = subprocess.run([binary, "help"], capture_output=True, text=True, check=True).stdout
    listed = re.findall(r"^  ([a-z-]+) {2,}", told.split("Commands:")[1].split("Options:")[0], re.M)
    missing = set(listed) - set(OPTIONS) - {"completions", "help"}
    assert not missing, f"commands that are not tried: {missing}"
    found: list[tuple[list[str], str | None]] = [
        ([binary, "help"], None), ([binary, "--version"], None), ([binary, "stat"], None), ([binary], None),
        ([binary, "status", "--latst"], None), ([binary, "status", str(work / "runs" / "nnone")], None),
        ([binary, "status", "@latest", "--runs-folder", str(work / "runs")], None),
    ]
    found += [([binary, "help", topic], None) for topic in listed + ["exit-status", "environment"]]
    found += [([binary, "completions", shell], None) for shell in ["bash", "zsh", "fish"]]
    for number, run in enumerate(runs):
        for name, choices in OPTIONS.items():
            operand = str(run.parent) if name == "list-runs" else str(run)
            for options in choices:
                for format in FORMATS:
                    words = [name, operand] + options + ["--format", format]
                    found.append(([binary] + words, None))
        found.append(([binary, "--compat", "status", str(run), "--include-run-info"], None))
        found.append(([binary, "--compat", "list-runs", str(run.parent)], None))
        found.append(([binary, "--compat", "watch", str(run), "--timeout", "0"], None))
        created = str(work / "new" / f"report-{number}")
        found.append(([binary, "report", str(run), "--to", created], created))
        created = str(work / "new" / f"restored-{number}")
        shown = subprocess.run([binary, "snapshots", str(run), "--fields", "snapshot_id", "--format", "tsv"],
                               capture_output=True, text=True).stdout.splitlines()[1:]
        for identifier in [line for line in shown if line][:1]:
            found.append(([binary, "restore", str(run), identifier], None))
            found.append(([binary, "restore", str(run), identifier, "--to", created], created))
        # There already, and in the run itself.
        found.append(([binary, "report", str(run), "--to", str(run / "new")], None))
        found.append(([binary, "report", str(run), "--to", "/dev/null"], None))
    return found


class Judge:
    """Decides over the calls of one process."""

    def __init__(self, created: str | None):
        self.created = created
        self.own: dict[str, str] = {"1": "standard output", "2": "standard error"}
        self.threads = {"0"}
        self.executed = 0
        self.made = 0

    def harm(self, name: str, rest: str) -> bool:
        if name in HARMLESS:
            if name in ("pipe2", "pipe"):
                for end in re.findall(r"\d+", rest.split("]")[0]):
                    self.own[end] = "a pipe of its own"
            if name == "close":
                descriptor = rest.split(")")[0]
                if descriptor not in "12":
                    self.own.pop(descriptor, None)
            return False
        if name == "execve":
            # strace itself starts the program.
            self.executed += 1
            return self.executed > 1
        if name in ("clone", "clone3"):
            if made := re.search(r"= (\d+)$", rest):
                self.threads.add(made.group(1))
            return "CLONE_THREAD" not in rest
        if name == "sched_setaffinity":
            # On which processors a thread of its own runs is nobody else's business.
            return rest.split(",")[0] not in self.threads
        if name in ("openat", "open", "openat2"):
            if "O_RDONLY" in rest and not re.search(r"O_(CREAT|TRUNC|APPEND|WRONLY|RDWR|TMPFILE)", rest):
                return False
            if not re.search(r"O_(WRONLY|RDWR)", rest) and "O_PATH" in rest:
                return False
            if self.created and all(flag in rest for flag in ["O_WRONLY", "O_CREAT", "O_EXCL", "O_NOFOLLOW"]) \
                    and f'"{Path(self.created).name}"' in rest:
                self.made += 1
                if opened := re.search(r"= (\d+)", rest):
                    self.own[opened.group(1)] = self.created
                return self.made > 1
            # What exists is not opened: the call fails, which it does for every path in these tests.
            return "O_EXCL" not in rest or "= -1 EEXIST" not in rest
        if name in ("write", "writev"):
            return rest.split(",")[0] not in self.own
        if name == "mmap":
            return "MAP_SHARED" in rest and "PROT_WRITE" in rest
        if name == "ioctl":
            return not re.search(r", (TCGETS|TIOCGWINSZ|TIOCGPGRP)", rest)
        if name == "fcntl":
            return not re.search(r", F_(SETFL, O_RDONLY\|O_NONBLOCK|SETFL, O_NONBLOCK|SETFD, FD_CLOEXEC|GETFL|GETFD)", rest)
        if name == "prlimit64":
            return ", NULL, " not in rest
        return True


def check(words: list[str], created: str | None, trace: Path) -> tuple[int, list[str]]:
    strace = ["strace", "-f", "-qq", "-s", "256", "-o", str(trace)]
    done = subprocess.run(strace + words, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
                          env={"PATH": "/usr/bin:/bin", "HOME": str(trace.parent)})
    judge = Judge(created)
    calls, harms = 0, []
    unfinished: dict[str, str] = {}
    for line in trace.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+)\s+(.*)", line)
        if not match:
            continue
        thread, text = match.groups()
        if text.endswith("<unfinished ...>"):
            unfinished[thread] = text[: -len("<unfinished ...>")]
            continue
        if resumed := re.match(r"<\.\.\. \w+ resumed>(.*)", text):
            text = unfinished.pop(thread, "") + resumed.group(1)
        call = re.match(r"(\w+)\((.*)", text)
        if not call:
            continue
        calls += 1
        if judge.harm(*call.groups()):
            harms.append(text)
    trace.unlink()
    if done.returncode < 0 or done.returncode in (132, 133, 134, 135, 136, 139):
        harms.append(f"ended by {done.returncode}: {done.stderr[-200:]!r}")
    if created and done.returncode == 0 and judge.made != 1:
        harms.append("the file was not created")
    return calls, harms


def digest(folder: Path) -> str:
    """Names, kinds, contents and times of everything in a folder."""
    state = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        state.update(repr((str(path), status.st_mode, status.st_mtime_ns, status.st_ino, status.st_nlink)).encode())
        if path.is_symlink():
            state.update(os.readlink(path).encode())
        elif path.is_file():
            state.update(path.read_bytes())
    return state.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("work", type=Path)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    if not shutil.which("strace"):
        print("strace is not installed", file=sys.stderr)
        return 1
    work = options.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    (work / "new").mkdir(parents=True)
    runs = []
    for name in RUNS if options.short else RUNS + MORE_RUNS:
        run = work / "runs" / name.split("/")[0] / name.split("/")[1]
        shutil.copytree(FIXTURES / name, run, symlinks=True)
        runs.append(run)
    before = digest(work / "runs")
    found = commands(str(Path(options.binary).resolve()), work, runs)
    total, harmful = 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        traces = [work / f"trace-{number}" for number in range(len(found))]
        for (words, _), (calls, harms) in zip(
                found, pool.map(lambda item: check(*item[0], item[1]), zip(found, traces))):
            total += calls
            if harms:
                harmful += 1
                print(" ".join(words[1:]), *harms[:5], sep="\n  ", file=sys.stderr)
    if digest(work / "runs") != before:
        harmful += 1
        print("the runs are not the same as before", file=sys.stderr)
    print(f"{len(found)} commands, {total} system calls, {harmful} of the commands did harm")
    return 1 if harmful else 0


if __name__ == "__main__":
    sys.exit(main())
