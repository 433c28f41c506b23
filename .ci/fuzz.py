#!/usr/bin/env python3
"""Damages copies of the fixtures at random, and asks every command in every format about them.

    .ci/fuzz.py BINARY WORK [--seconds N] [--seed S]

What is damaged: bytes, keys, types, numbers, names, sizes, times, links, pipes and permissions. What must
hold whatever was damaged: an exit status of the documented table, JSON that parses strictly, no control
character in what people or line tools read, bounded time and memory, and a folder that is as it was.
WORK is a folder to be made; what broke a rule stays in it, with the command. The same seed makes the same
damage.
"""

import argparse
import json
import os
import random
import re
import shutil
import stat
import sys
import time

from bounded_process import run

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, "..", "fixtures", "runs")
STATUSES = {0, 1, 2, 3, 64, 130, 141, 143}
SECONDS = 3.0
PEAK = 64 << 20  # beyond four times what the files take
LARGEST_FIXTURE = 1 << 20

STRUCTURED = ["json", "jsonl"]
TEXT = ["table", "csv", "tsv", "markdown", "junit", "github", "prometheus"]
COMMANDS = (
    [["status", "r", "-f", form] for form in STRUCTURED + TEXT]
    + [["status", "r"] + more for more in (["--pretty"], ["--verify"], ["--include-run-info"], ["--exit-status"],
                                           ["--get", "progress_fraction"], ["-F", "name,status,outputs,inputs"])]
    + [["list-runs", "."] + more for more in ([], ["--pretty"], ["-R"], ["--sort", "name", "--reverse"],
                                              ["-F", "name,status,inputs,outputs"], ["--status", "failed,stale"])]
    + [["list-runs", ".", "-f", form] for form in STRUCTURED + TEXT]
    + [["errors", "r", "-f", form] for form in ["json", "jsonl", "text", "table", "csv", "tsv", "markdown", "github", "junit"]]
    + [["errors", "r", "--group-by", "type,message"], ["errors", "."], ["errors", "r", "--pretty", "--no-traceback"]]
    + [["outputs", "r", "-f", form] for form in ["json", "table", "csv"]]
    + [["outputs", "r", "--pretty", "--limit", "1000000000"], ["outputs", "r", "y", "--raw"], ["inputs", "r"], ["inputs", "r", "-f", "table"]]
    + [[command, "r"] + more for command in ("timing", "snapshots", "changes", "summary") for more in ([], ["-f", "table"], ["-f", "csv"])]
    + [["watch", "r", "--timeout", "0"] + more for more in ([], ["--format", "live"], ["--changes"])]
    + [["watch", ".", "--timeout", "0", "--format", "live"], ["report", "r"], ["report", "."]]
    + [["--compat", "status", "r"], ["--compat", "list-runs", "."]]
)

NUMBERS = [0, -0.0, 1, -1, 2**31, 2**32, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 2**64, 10**30, 1e308, -1e308, 1e-320,
           0.1, 1.5, float("nan"), float("inf"), float("-inf"), 86400 * 365 * 10000]
TEXTS = ["", " ", "\x00", "\x1b[2J\x1b]0;x\x07", "\u202e", "\ud800", "a\nb\rc\td", "=1+1", "::error::x", "`|*_<b>&amp;", "\u2028",
         "../..", "/etc/passwd", "..", "x" * 300, "x" * 70_000, "\U0001f600" * 50, "\u009b31m", "NaN", "-", "'\"\\", "]]>", "{{}}",
         "9999-12-31T23:59:59.999999+00:00", "0001-01-01T00:00:00-23:59", "2026-02-30T25:61:61Z", "completed", "running", "?"]
NAMES = [b"x\ny", b"\x1b[31mred", b"\xff\xfe", b"-rf", b"a,b", b"__0__.pickle", b"__-1__.pickle", b"__99999999999999999999__.pickle",
         b"c", b"0", b"9223372036854775807", b"run_info.json", b"run_status.json", b"status_state.pkl", b"task_status.json",
         b"process_status.json", b"process.json", b"events.log", b"PETsARD_.log", b"dict_array.cloudpickle", b"zarr.json", b".zarray",
         "\u202e.pickle".encode(), b"x" * 255]
OPCODES = bytes(range(0x80, 0x99)) + b"(.012FGIJKLMNPQRSTUVXabcdeghijlopqrstu]}B)"


# MARK: Damage


class Mutator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def number(self):
        choice = self.random.random()
        if choice < 0.7:
            return self.random.choice(NUMBERS)
        if choice < 0.9:
            return self.random.randrange(-10, 100)
        return self.random.random() * 10 ** self.random.randrange(-5, 20)

    def text(self):
        return self.random.choice(TEXTS)

    def value(self, depth=0):
        choice = self.random.randrange(10 if depth < 3 else 6)
        if choice < 2:
            return self.number()
        if choice < 4:
            return self.text()
        if choice < 6:
            return self.random.choice([None, True, False])
        if choice < 8:
            return [self.value(depth + 1) for _ in range(self.random.randrange(4))]
        return {self.text(): self.value(depth + 1) for _ in range(self.random.randrange(4))}

    def places(self, value, found, depth=0):
        """All containers with their keys, as places at which something can be changed."""
        if depth > 40:
            return
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in items:
            found.append((value, key))
            self.places(item, found, depth + 1)

    def document(self, data):
        """Changes values, types and keys of a JSON text, or of each line of a log of JSON."""
        lines = data.split(b"\n") if data.count(b"\n{") > 2 else [data]
        index = self.random.randrange(len(lines))
        try:
            root = json.loads(lines[index])
        except ValueError:
            return self.bytes(data)
        for _ in range(self.random.choice([1, 1, 2, 5])):
            found = []
            self.places(root, found)
            if not found:
                root = self.value()
                continue
            holder, key = self.random.choice(found)
            kind = self.random.randrange(8)
            if kind < 3:
                holder[key] = self.value()
            elif kind == 3 or kind == 7 and isinstance(holder[key], (int, float)):
                holder[key] = self.number()
            elif kind == 4:
                del holder[key]
            elif kind == 5 and isinstance(holder, dict):
                holder[self.text()] = holder.pop(key)
            else:
                for _ in range(self.random.choice([3, 40])):
                    holder[key] = [holder[key]]
        lines[index] = json.dumps(root, ensure_ascii=self.random.random() < 0.5).encode("utf-8", "surrogatepass")
        return b"\n".join(lines)

    def bytes(self, data):
        data = bytearray(data)
        for _ in range(self.random.choice([1, 1, 2, 4, 16])):
            position = self.random.randrange(len(data) + 1)
            kind = self.random.randrange(9)
            if kind == 0 and data:
                data[position % len(data)] = self.random.randrange(256)
            elif kind == 1 and data:
                data[position % len(data)] ^= 1 << self.random.randrange(8)
            elif kind == 2:
                data[position:position] = self.random.randbytes(self.random.choice([1, 2, 4, 8]))
            elif kind == 3:
                del data[position:position + self.random.choice([1, 2, 8, 100])]
            elif kind == 4:
                del data[position:]
            elif kind == 5:
                data[position:position] = data[position:position + self.random.choice([1, 8, 64])] * self.random.choice([1, 3, 200])
            elif kind == 6:
                data[position:position + 4] = self.random.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\x01\0\0\0"])
            elif kind == 7:
                data[position:position + 8] = self.random.choice([b"\xff" * 8, b"\xff" * 7 + b"\x7f", b"\0" * 7 + b"\x80", b"\0" * 8])
            elif data:
                data[position % len(data)] = self.random.choice(OPCODES)
        return bytes(data)

    def file(self, path):
        """Damages what is in a file, or exchanges the file for something else."""
        kind = self.random.randrange(20)
        if kind < 15:
            with open(path, "rb") as file:
                data = file.read(1 << 21)
            if kind == 0:
                data = b""
            elif kind == 1:
                data = data[: len(data) // 512 * 512]
            elif data.lstrip()[:1] in (b"{", b"[") and kind < 12:
                data = self.document(data)
            else:
                data = self.bytes(data)
            with open(path, "wb") as file:
                file.write(data)
            if self.random.random() < 0.3:
                when = self.random.choice([0, -1, 1, 2**31, 2**33, 1_700_000_000])
                os.utime(path, (when, when))
        elif kind == 15:
            sizes = [0, 1, 511, 512, 1 << 20, 1 << 28, 1 << 40, (1 << 63) - 1, 1 << 30]
            os.truncate(path, self.random.choice(sizes))
        elif kind == 16:
            os.remove(path)
            os.symlink(self.random.choice([".", "..", "/etc/passwd", "/dev/zero", "/dev/full", os.path.basename(path), "nowhere", "/proc/self/fd"]), path)
        elif kind == 17:
            os.remove(path)
            os.mkfifo(path)
        elif kind == 18:
            os.remove(path)
            os.mkdir(path)
        else:
            os.chmod(path, self.random.choice([0, 0o200, 0o444]))

    def folder(self, root):
        """Renames, removes, adds and copies files and folders."""
        entries = list(self.entries(root))
        if not entries:
            return
        path = self.random.choice(entries)
        place = os.path.dirname(path)
        name = os.path.join(place, self.random.choice(NAMES))
        kind = self.random.randrange(6)
        try:
            if kind == 0:
                os.rename(path, name)
            elif kind == 1 and path != root:
                shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)
            elif kind == 2 and os.path.isfile(path) and not os.path.islink(path):
                shutil.copy(path, name)
            elif kind == 3:
                os.symlink(self.random.choice([b".", b"..", b"/", b"/proc"]), name)
            elif kind == 4:
                with open(name, "xb") as file:
                    file.write(self.random.choice([b"", b"{}", b"[]", b"\x80\x05N.", b"null", b"x" * 600]))
            else:
                other = self.random.choice(entries)
                if os.path.isfile(path) and os.path.isfile(other) and not os.path.islink(path) and not os.path.islink(other):
                    shutil.copy(other, path)
        except OSError:
            pass

    @staticmethod
    def entries(root):
        for place, folders, files in os.walk(os.fsencode(root)):
            for name in sorted(folders) + sorted(files):
                yield os.path.join(place, name)

    def damage(self, root):
        for _ in range(self.random.choice([1, 1, 1, 2, 3, 8])):
            if self.random.random() < 0.2:
                self.folder(root)
                continue
            files = [path for path in self.entries(root) if stat.S_ISREG(os.lstat(path).st_mode)]
            if files:
                try:
                    self.file(self.random.choice(files))
                except OSError:
                    pass


# MARK: Rules

# Control characters of both ranges, and what changes the writing direction. Line breaks and tabs are the
# formats' own.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def state_of(root):
    """Everything about a folder that a reader could change."""
    found = []
    for place, folders, files in os.walk(os.fsencode(root)):
        for name in [b"."] + folders + files:
            status = os.lstat(os.path.join(place, name))
            found.append((place, name, status.st_mode, status.st_size, status.st_mtime_ns, status.st_ino))
    return sorted(found)


def size_of(root):
    """What the files take on disk: holes are no input."""
    found = (os.lstat(path) for path in Mutator.entries(root))
    return sum(min(status.st_size, status.st_blocks * 512) for status in found if stat.S_ISREG(status.st_mode))


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def complaint(words, outcome, seconds=SECONDS, peak=PEAK):
    """What rule an answer breaks; nil if none."""
    if outcome.status not in STATUSES:
        return f"exit status {outcome.status}"
    if outcome.seconds > seconds:
        return f"{outcome.seconds:.1f} s"
    if outcome.peak > peak:
        return f"{outcome.peak >> 20} MiB"
    if words[0] == "--compat":
        return None
    form = next((words[i + 1] for i, word in enumerate(words) if word in ("-f", "--format")), "json")
    if words[0] == "watch" and form == "json":
        form = "jsonl"
    if words[0] == "report" or "--raw" in words or "--get" in words:
        return None
    try:
        if form == "json":
            if outcome.stdout:
                json.loads(outcome.stdout, parse_constant=refuse)
            elif outcome.status in (0, 2, 3):
                return "no answer"
        elif form == "jsonl":
            for line in outcome.stdout.splitlines():
                json.loads(line, parse_constant=refuse)
        else:
            text = outcome.stdout.decode("utf-8")
            if form != "live" and (found := CONTROL.search(text)):
                return f"control character {found.group()!r} in {form}"
        if form in ("json", "jsonl") and (found := re.search(rb"[^\x20-\x7e\n]", outcome.stdout)):
            return f"byte {found.group()!r} in {form}"
    except ValueError as error:
        return f"{form}: {str(error)[:100]}"
    if found := CONTROL.search(outcome.stderr.decode("utf-8", "replace")):
        return f"control character {found.group()!r} on standard error"
    return None


def fixtures():
    found = []
    for layout in sorted(os.listdir(FIXTURES)):
        for name in sorted(os.listdir(os.path.join(FIXTURES, layout))):
            path = os.path.join(FIXTURES, layout, name)
            size = sum(os.lstat(os.path.join(place, file)).st_size for place, _, files in os.walk(path) for file in files)
            if os.path.isdir(path) and size <= LARGEST_FIXTURE:
                found.append(path)
    return found


def remove(path):
    for place, folders, files in os.walk(path):
        for name in folders:
            if not os.path.islink(os.path.join(place, name)):
                os.chmod(os.path.join(place, name), 0o700)
    shutil.rmtree(path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("work")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--commands", type=int, default=6, help="how many commands are tried on a folder")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    work = os.path.abspath(options.work)
    os.makedirs(work)
    sources = fixtures()
    deadline = time.monotonic() + options.seconds
    folders = asked = found = 0
    while time.monotonic() < deadline:
        seed = f"{options.seed}/{folders}"
        mutator = Mutator(seed)
        place = os.path.join(work, str(folders))
        root = os.path.join(place, "work", "r")
        os.makedirs(os.path.join(place, "work"))
        shutil.copytree(mutator.random.choice(sources), root, symlinks=True)
        mutator.damage(root)
        folders += 1
        kept = False
        before = state_of(root)
        bytes_in = size_of(root)
        for words in mutator.random.sample(COMMANDS, min(options.commands, len(COMMANDS))):
            outcome = run([binary] + words, place, seconds=10, wall=60)
            asked += 1
            told = complaint(words, outcome, peak=PEAK + 4 * bytes_in)
            if told is None and state_of(root) != before:
                told = "the folder was changed"
            if told:
                found += 1
                kept = True
                print(f"{place}: {' '.join(words)}: {told}", flush=True)
                print("    " + outcome.stderr[:300].decode("utf-8", "replace").replace("\n", "\n    "), flush=True)
        if not kept:
            remove(place)
    print(f"seed {options.seed}: {folders} folders, {asked} commands, {found} findings")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
