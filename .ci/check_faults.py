"""Let every system call of every command fail once, and see that nothing is lost in silence.

    python check_faults.py RUNSPECT WORK_FOLDER [--sample N] [--skip M] [--seed N] [--jobs N] [--only WORD]

A command is run on a recorded run, then once for each of its calls about files and each error (strace's
injection). Its answer is the same as without the fault, or its exit status says that it is not, and what
it prints names the reason; without memory, it may also end at once. A call that a signal interrupts (EINTR)
never changes the answer. With --sample, only N faults, spread over all commands; with --skip, not the first
M in the order of that seed, so that several runs take different ones. Ends with 1 and the list, if one was
silent.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import errno
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "runs"
ERRORS = ["EIO", "EACCES", "ESTALE", "EMFILE", "ENOMEM", "EINTR"]
# Without memory, Swift's runtime ends the process. That is no answer, but no wrong one either.
MEMORY = {"mmap", "mremap", "brk"}
CALLS = "mmap,mremap,brk,openat,openat2,newfstatat,statx,fstat,lseek,pread64,read,getdents64,readlink,getcwd,poll"
# These can't fail with what a file system or a limit says.
IMPOSSIBLE = {("lseek", "EMFILE"), ("fstat", "EMFILE"), ("poll", "EMFILE"), ("poll", "EACCES"),
              ("poll", "EIO"), ("poll", "ESTALE")}
TIMEOUT = 60

# The commands for each run. PARENT is the folder that the run lies in.
EVERY = [["status", "--exit-status"], ["errors"], ["watch", "--timeout", "0"], ["list-runs", "--exit-status", "PARENT"],
         ["watch", "--timeout", "0", "PARENT"]]
CASES = {
    "pipefunc/0.93.2-file_array-complete": EVERY + [
        ["status", "--exit-status", "--verify"], ["timing"], ["outputs"], ["inputs"],
        ["report"],
    ],
    "pipefunc/0.93.2-file_array-continue": EVERY + [["outputs"], ["timing"]],
    "pipefunc/0.93.2-file_array-heartbeat_completed": EVERY + [["timing"]],
    "pipefunc/0.93.2-zarr_file_array-continue": EVERY + [["outputs"], ["timing"]],
    "pipefunc/0.93.2-dict-continue": EVERY + [["outputs"], ["timing"]],
    "heartbeat/completed": EVERY,
    "heartbeat/completed-with-failures": EVERY,
    "krixik/complete": EVERY,
    "krixik/failed": EVERY,
    "petsard/complete-info": EVERY + [
        ["status", "--exit-status", "--verify"], ["timing"], ["snapshots"], ["changes"], ["summary"],
    ],
    "petsard/failed-info": EVERY + [["timing"]],
    "petsard/state-parts": EVERY + [["snapshots"], ["changes"], ["summary"]],
    "petsard/state-parts-and-log": EVERY + [["snapshots"], ["changes"], ["summary"]],
    "petsard/two-executors": EVERY + [["timing"]],
    "rocketride/completed-many-errors": EVERY + [["timing"]],
}


def cases() -> list[tuple[str, list[str]]]:
    found = [(name, words) for name, commands in CASES.items() for words in commands
             if (FIXTURES / name).exists()]
    for folder in sorted((FIXTURES / "rocketride").iterdir())[:4]:
        found += [(f"rocketride/{folder.name}", words) for words in EVERY + [["timing"]]]
    for layout in ["heartbeat", "krixik", "petsard", "rocketride"]:
        found.append((layout, ["list-runs", "--exit-status"]))
    return found


def command(binary: str, work: Path, name: str, words: list[str]) -> list[str]:
    run = work / "runs" / name.replace("/", "-") / "run"
    if not run.exists():
        run.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(FIXTURES / name, run, symlinks=True)
    if "PARENT" in words:
        return [binary] + [str(run.parent) if word == "PARENT" else word for word in words]
    return [binary, words[0], str(run)] + words[1:]


def run(words: list[str]) -> tuple[int, str, str]:
    done = subprocess.run(words, capture_output=True, timeout=TIMEOUT, env={"PATH": "/usr/bin:/bin"},
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def calls(words: list[str], trace: Path) -> list[tuple[str, int, str]]:
    """The calls about files by name and number, without those of the start of the process."""
    run(["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={CALLS}"] + words)
    counts: dict[str, int] = {}
    found = []
    process_files: set[str] = set()
    started = False
    for line in trace.read_text(errors="replace").splitlines():
        match = re.match(r"\d+\s+(\w+)\((.*)", line)
        if not match:
            continue
        name, rest = match.groups()
        counts[name] = counts.get(name, 0) + 1
        first = rest.split(",")[0].strip(")")
        # The first poll asks which standard streams are open; what was called before is the runtime's.
        if not started:
            started = name == "poll"
            continue
        # What the runtime reads of the process itself is none of ours.
        if "/proc/" in rest or "/sys/" in rest:
            if opened := re.search(r"= (\d+)$", rest):
                process_files.add(opened.group(1))
            continue
        if name == "read" and first in process_files:
            continue
        if name == "openat" and (reused := re.search(r"= (\d+)$", rest)):
            process_files.discard(reused.group(1))
        found.append((name, counts[name], line))
    return found


def steady(answer: tuple[int, str, str]) -> tuple[int, str, str]:
    """Without what depends on the moment."""
    status, output, errors = answer
    output = re.sub(r'"(elapsed_seconds|seconds|age_seconds)": [0-9.e+-]+', r'"\1": 0', output)
    output = re.sub(r'<time datetime="[^"]*">[^<]*</time>', "<time>", output)
    return status, output, errors


def states(answer: tuple[int, str, str]) -> list[str]:
    """The states of the runs that a watch tells."""
    return re.findall(r'"status": "([a-z]*)"', answer[1])


def silent(words: list[str], base: tuple[int, str, str], call: str, number: int, error: str) -> str | None:
    # Only the calls of that name stop; all others run at their own pace.
    fault = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
             f"inject={call}:error={error}:when={number}"]
    try:
        answer = run(fault + words)
    except subprocess.TimeoutExpired:
        return "no end"
    if steady(answer)[:2] == steady(base)[:2]:
        return None
    status, output, errors = answer
    # Under strace on a busy machine, a look can take longer than a watch waits; it says so.
    if words[1] == "watch" and status == 2 and "before the time was over" in errors:
        return None
    # A folder that may not be looked at for a moment may be none of a run; it is then found as a run of its own.
    if words[1] == "watch" and error == "EACCES" and states(answer) == states(base) and status == base[0]:
        return None
    if call in MEMORY and (status < 0 or status > 128):
        return None
    if status < 0 or status > 128:
        return f"ended by {status}: {errors[:200]}"
    if error == "EINTR":
        return f"not the same answer: {status} {output[:300]} {errors[:200]}"
    reason = os.strerror(getattr(errno, error))
    if reason not in output + errors:
        return f"does not say '{reason}': {status} {output[:400]} {errors[:200]}"
    if status == 0 and words[1] != "report":
        return f"exit status 0: {output[:400]} {errors[:200]}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("work", type=Path)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if not shutil.which("strace"):
        print("strace is not installed", file=sys.stderr)
        return 1
    options.work.mkdir(parents=True, exist_ok=True)
    faults = []
    for index, (name, words) in enumerate(cases()):
        if options.only not in name + " " + " ".join(words):
            continue
        words = command(str(Path(options.binary).resolve()), options.work, name, words)
        base = run(words)
        trace = options.work / f"trace-{index}.txt"
        for call, number, line in calls(words, trace):
            for error in ["ENOMEM"] if call in MEMORY else ERRORS:
                if (call, error) not in IMPOSSIBLE:
                    faults.append((words, base, call, number, error, line))
        trace.unlink()
    known = len(faults)
    random.Random(options.seed).shuffle(faults)
    faults = faults[options.skip:][:options.sample]
    losses = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        answers = pool.map(lambda fault: silent(*fault[:5]), faults)
        for done, ((words, base, call, number, error, line), loss) in enumerate(zip(faults, answers), 1):
            if done % 5_000 == 0:
                print(f"{done} of {len(faults)}", file=sys.stderr, flush=True)
            if not loss:
                continue
            losses += 1
            shown = " ".join(words[1:]).replace(str(options.work), "")
            print(f"{shown}: {call} {number} fails with {error}\n  {line}\n"
                  f"  before: {base[0]} {base[1][:300]!r}\n  {loss}", file=sys.stderr, flush=True)
    print(f"{len(faults)} of {known} faults, {losses} silent losses")
    return 1 if losses else 0


if __name__ == "__main__":
    sys.exit(main())
