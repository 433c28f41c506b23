"""Inspect runs while producers rewrite, truncate, rename, remove and recreate their files.

    python check_writers.py RUNSPECT WORK_FOLDER [--seconds N] [--rate N]

A producer a layout keeps changing a run that never ends and one that has completed, in every way that
producers have, and in some that none has. Meanwhile runs are inspected, RATE times a second, and watched.
None of those that never end may be told as completed, failed or cancelled, none that has completed as
failed or cancelled; nothing may crash, take long, or print anything but JSON. In one more run, `outputs`
is exchanged with a link over and over: nothing from outside may be told. Ends with 1 and the answers, if
one is false.
"""

from __future__ import annotations

import argparse
import collections
import ctypes
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "runs"

# Runs that never end, and runs that have completed.
ENDLESS = {
    "heartbeat": "heartbeat/running",
    "krixik": "krixik/ongoing",
    "rocketride": "rocketride/running",
    "rocketride-events": "rocketride/events-running",
    "petsard": "petsard/killed-info",
    "pipefunc-file_array": "pipefunc/0.93.2-file_array-heartbeat_running",
    "pipefunc-zarr": "pipefunc/0.93.2-zarr_file_array-heartbeat_running",
    "pipefunc-dict": "pipefunc/0.93.2-dict-heartbeat_running",
    "pipefunc-killed": "pipefunc/0.93.2-file_array-killed",
    "snakemake": "snakemake/running",
    "wandb": "wandb/running",
    "dbt": "dbt/running",
    "metaflow": "metaflow/running",
    "papermill": "papermill/running.ipynb",
    "sacred": "sacred/running",
}
COMPLETED = {
    "heartbeat": "heartbeat/completed",
    "krixik": "krixik/complete",
    "rocketride": "rocketride/completed",
    "rocketride-events": "rocketride/events-completed",
    "petsard": "petsard/complete-info",
    "pipefunc-file_array": "pipefunc/0.93.2-file_array-complete",
    "pipefunc-zarr": "pipefunc/0.93.2-zarr_file_array-complete",
    "pipefunc-dict": "pipefunc/0.93.2-dict-heartbeat_completed",
    "snakemake": "snakemake/complete",
    "wandb": "wandb/complete",
    "dbt": "dbt/completed",
    "metaflow": "metaflow/complete",
    "papermill": "papermill/completed.ipynb",
    "sacred": "sacred/completed",
}
ENDS = {"completed", "failed", "cancelled"}
# How many inspect at the same time; a watch takes a third of a second.
INSPECTORS = 12


def exchange(first: Path, second: Path) -> None:
    """renameat2 with RENAME_EXCHANGE."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.renameat2(-100, os.fsencode(first), -100, os.fsencode(second), 2)


class Producer(threading.Thread):
    """Changes the files of one run, one after the other, in ways that leave its contents the same."""

    def __init__(self, run: Path, over: threading.Event, seed: int, store: Path | None = None):
        super().__init__(daemon=True)
        self.run_folder = run.parent if run.is_file() else run
        self.over = over
        self.random = random.Random(seed)
        # A run can be a file, or share a store beside it.
        files = [run] if run.is_file() else sorted((store or run).rglob("*"))
        self.files = {path: path.read_bytes() for path in files if path.is_file() and not path.is_symlink()}
        self.changes = 0

    def run(self) -> None:
        while not self.over.is_set():
            path, contents = self.random.choice(list(self.files.items()))
            self.random.choice([self.rewrite, self.truncate, self.append, self.replace, self.recreate,
                                self.restart])(path, contents)
            self.changes += 1
            time.sleep(self.random.choice([0, 0, 0.001, 0.01]))

    def rewrite(self, path: Path, contents: bytes) -> None:
        path.write_bytes(contents)

    def truncate(self, path: Path, contents: bytes) -> None:
        """In place, in two pieces."""
        with open(path, "wb", buffering=0) as file:
            file.write(contents[: len(contents) // 2])
            time.sleep(0.0005)
            file.write(contents[len(contents) // 2:])

    def append(self, path: Path, contents: bytes) -> None:
        """Line by line, as logs grow."""
        if path.suffix not in (".log", ".jsonl"):
            return self.rewrite(path, contents)
        lines = contents.splitlines(keepends=True)
        with open(path, "wb", buffering=0) as file:
            for line in lines:
                file.write(line[: len(line) // 2])
                file.write(line[len(line) // 2:])

    def replace(self, path: Path, contents: bytes) -> None:
        new = path.with_name(f".{path.name}.new")
        new.write_bytes(contents)
        new.rename(path)

    def recreate(self, path: Path, contents: bytes) -> None:
        path.unlink()
        path.write_bytes(contents)

    def restart(self, path: Path, contents: bytes) -> None:
        """As a producer that starts over: folders go and come again."""
        folder = path.parent
        if folder == self.run_folder or self.random.random() < 0.9:
            return self.replace(path, contents)
        shutil.rmtree(folder)
        for other, text in self.files.items():
            if folder in other.parents:
                other.parent.mkdir(parents=True, exist_ok=True)
                other.write_bytes(text)


class Exchanger(threading.Thread):
    """Exchanges a folder of a run with a link that leads out of it."""

    def __init__(self, place: Path, link: Path, over: threading.Event):
        super().__init__(daemon=True)
        self.place, self.link, self.over = place, link, over
        self.changes = 0

    def run(self) -> None:
        while not self.over.is_set():
            exchange(self.place, self.link)
            self.changes += 1
            time.sleep(0.00002)


def ask(binary: str, words: list[str], timeout: float = 30) -> tuple[int, str, str]:
    done = subprocess.run([binary] + words, capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("work", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    binary = str(Path(options.binary).resolve())
    shutil.rmtree(options.work, ignore_errors=True)
    over = threading.Event()
    runs: list[tuple[Path, bool]] = []
    producers: list[Producer | Exchanger] = []
    for kind, table in [("endless", ENDLESS), ("completed", COMPLETED)]:
        for name, fixture in table.items():
            run = options.work / kind / (name + Path(fixture).suffix if fixture.endswith(".ipynb") else name)
            store = None
            if run.suffix:
                shutil.copy(FIXTURES / fixture, run)
            else:
                shutil.copytree(FIXTURES / fixture, run, symlinks=True)
            if name == "metaflow":
                store, run = run, next(run.glob("*/[0-9]*"))
            if name == "pipefunc-killed":
                # Its rest is never written.
                assert ask(binary, ["status", str(run), "--get", "status"])[1].strip() != "completed"
            if name == "petsard" and kind == "endless":
                # Old lines are no sign of life; the files are.
                for log in run.glob("*.log"):
                    os.utime(log)
            runs.append((run, kind == "endless"))
            producers.append(Producer(run, over, options.seed + len(producers), store))
    # Inside nothing is done, outside everything.
    race = options.work / "race" / "run"
    (race / "outputs" / "y").mkdir(parents=True)
    (race / "run_info.json").write_text(
        '{"all_output_names": ["s", "y"], "shapes": {"y": [2]}, "storage": "file_array"}')
    outside = options.work / "outside"
    (outside / "y").mkdir(parents=True)
    for file in [outside / "s.cloudpickle", outside / "y" / "__0__.pickle", outside / "y" / "__1__.pickle"]:
        file.write_bytes(b"\x80\x05K\x07.")
    (options.work / "link").symlink_to(outside.resolve())
    producers.append(Exchanger(race / "outputs", options.work / "link", over))
    # Some of what has completed has failed elements.
    failed = {run: json.loads(ask(binary, ["status", str(run)])[1])["n_failed"] or 0 for run, _ in runs}
    for producer in producers:
        producer.start()

    false: list[str] = []
    counts: collections.Counter[str] = collections.Counter()
    end = time.monotonic() + options.seconds
    lock = threading.Lock()

    def tell(words: list[str], why: str, answer: tuple[int, str, str]) -> None:
        with lock:
            false.append(f"{why}: {' '.join(words)}: {answer[0]} {answer[1][:600]} {answer[2][:300]}")

    def judge(words: list[str], run: Path, is_endless: bool, answer: tuple[int, str, str]) -> None:
        status, output, _ = answer
        if status < 0 or status > 128:
            return tell(words, "a crash", answer)
        try:
            answers = [json.loads(line) for line in output.splitlines()] if words[0] == "watch" else [json.loads(output)]
        except ValueError:
            return tell(words, "no JSON", answer)
        for told in answers:
            state = told["status"]
            with lock:
                counts[("endless " if is_endless else "completed ") + state] += 1
            if is_endless and state in ENDS:
                tell(words, "a false end", answer)
            if not is_endless and state in ("failed", "cancelled"):
                tell(words, "a false failure", answer)
            if not is_endless and (told.get("n_failed") or 0) > failed[run]:
                tell(words, "a false count", answer)
        if words[0] == "watch" and is_endless and status not in (1, 2):
            tell(words, "a false exit status", answer)
        if words[0] == "watch" and is_endless and status == 1 and answers[-1]["status"] not in ("missing", "error"):
            tell(words, "a false exit status", answer)
        if "--exit-status" in words and is_endless and status == 0:
            tell(words, "a false exit status", answer)

    def inspect(seed: int) -> None:
        choice = random.Random(seed)
        while time.monotonic() < end:
            begun = time.monotonic()
            kind = choice.random()
            try:
                if kind < 0.35:
                    words = [choice.choice(["status", "outputs", "list-runs", "errors"]), str(race)]
                    if words[0] == "list-runs":
                        words[1] = str(race.parent)
                    answer = ask(binary, words)
                    counts["race"] += 1
                    if '"bytes": 5' in answer[1] or '"value": 7' in answer[1] or '"complete": true' in answer[1] \
                            or answer[0] not in (0, 1) or "outside" in answer[1]:
                        tell(words, "an answer from outside", answer)
                else:
                    run, is_endless = choice.choice(runs)
                    words = choice.choice([
                        ["status", str(run)], ["status", str(run), "--exit-status"],
                        ["status", str(run), "--exit-status", "--verify"], ["errors", str(run)],
                        ["outputs", str(run)], ["timing", str(run)], ["list-runs", str(run.parent)],
                        ["watch", str(run), "--timeout", "0.3", "--interval", "0.02"],
                    ])
                    answer = ask(binary, words)
                    counts[words[0]] += 1
                    if words[0] in ("status", "watch"):
                        judge(words, run, is_endless, answer)
                    elif answer[0] < 0 or answer[0] > 128:
                        tell(words, "a crash", answer)
                    elif words[0] == "list-runs":
                        for told in json.loads(answer[1])["runs"]:
                            if told["status"] in (ENDS if is_endless else {"failed", "cancelled"}):
                                tell(words, "a false end", (0, json.dumps(told), ""))
                    elif answer[1]:
                        json.loads(answer[1])
            except (subprocess.TimeoutExpired, ValueError) as error:
                tell(words, repr(error), (0, "", ""))
            time.sleep(max(0, INSPECTORS / options.rate - (time.monotonic() - begun)))

    inspectors = [threading.Thread(target=inspect, args=(options.seed + number,)) for number in range(INSPECTORS)]
    for inspector in inspectors:
        inspector.start()
    for inspector in inspectors:
        inspector.join()
    over.set()
    for producer in producers:
        producer.join()
    for told in false[:20]:
        print(told, file=sys.stderr)
    changes = sum(producer.changes for producer in producers)
    inspections = sum(count for name, count in counts.items() if " " not in name)
    print(f"{inspections} inspections during {changes} changes, {counts['race']} of them with exchanged folders; "
          f"{len(false)} false answers")
    print(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
