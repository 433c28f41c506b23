"""Measure runspect beside the peer and beside a C program that makes the same system calls.

    python benchmark.py RUNSPECT WORK_FOLDER

Run it with the Python of an environment that has pipefunc 0.93.2 and zarr. All figures of one row come
from one run of this script, taken in turn, so that the ratios mean something on a busy machine. Nothing
is asserted. Times are wall-clock medians of whole processes, in milliseconds.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from pipefunc import Pipeline, pipefunc

PEER = Path(sys.executable).with_name("pipefunc-cli")


def make_run(folder: Path) -> None:
    @pipefunc("y", mapspec="x[i] -> y[i]")
    def double(x):  # noqa: ANN001, ANN202
        return 2 * x

    @pipefunc("total")
    def total(y):  # noqa: ANN001, ANN202
        return sum(y)

    with contextlib.redirect_stdout(io.StringIO()):
        Pipeline([double, total]).map(
            {"x": [1, 2, 3, 4, 5]}, run_folder=folder, parallel=False, show_progress=False)


def make_inputs(work: Path, binary: str) -> None:
    """One small run, 5,000 copies of it, and one run with an array of 200,000 elements."""
    make_run(work / "small")
    for index in range(5000):
        shutil.copytree(work / "small", work / "many" / f"r{index:04d}")
    shutil.copytree(work / "small", work / "large")
    info = work / "large" / "run_info.json"
    compact = info.read_text().replace("5\n", "200000\n")
    info.write_text(compact)
    for index in range(200_000):
        (work / "large" / "outputs" / "y" / f"__{index}__.pickle").write_bytes(b"\x80\x05K\x01.")


def median(command: list[str], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def row(name: str, commands: dict[str, list[str]], times: dict[str, int]) -> None:
    rounds = 3
    figures = {key: [] for key in commands}
    for _ in range(rounds):
        for key, command in commands.items():
            figures[key].append(median(command, max(1, times[key] // rounds)))
    best = {key: min(values) for key, values in figures.items()}
    ours = best["ours"]
    ratios = ", ".join(
        f"{key} {value:.2f} ms ({value / ours:.2f} x ours)" for key, value in best.items() if key != "ours")
    print(f"{name}: ours {ours:.2f} ms, {ratios}")


def peak_memory(command: list[str]) -> float:
    script = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    binary, work = sys.argv[1], Path(sys.argv[2])
    work.mkdir(parents=True)
    here = Path(__file__).parent
    c_program, empty = str(work / "c-program"), str(work / "empty")
    subprocess.run(["cc", "-O2", "-o", c_program, str(here / "benchmark.c")], check=True)
    (work / "empty.c").write_text("int main(void) { return 0; }\n")
    subprocess.run(["cc", "-O2", "-o", empty, str(work / "empty.c")], check=True)
    make_inputs(work, binary)
    small, many, large = (str(work / name) for name in ["small", "many", "large"])
    row("status, small run", {
        "ours": [binary, "status", small], "empty C program": [empty],
        "peer": [str(PEER), "status", small],
    }, {"ours": 300, "empty C program": 300, "peer": 9})
    row("list-runs, 5,000 runs", {
        "ours": [binary, "list-runs", many], "C program": [c_program, "list", many],
        "peer": [str(PEER), "list-runs", many],
    }, {"ours": 15, "C program": 15, "peer": 3})
    row("list-runs --max-runs 20 of 5,000", {
        "ours": [binary, "list-runs", many, "--max-runs", "20"],
        "peer": [str(PEER), "list-runs", many, "--max-runs", "20"],
    }, {"ours": 15, "peer": 3})
    row("status, 200,000 elements", {
        "ours": [binary, "status", large],
        "C program": [c_program, "array", large + "/outputs/y"],
        "peer": [str(PEER), "status", large],
    }, {"ours": 9, "C program": 9, "peer": 3})
    print(f"memory: status {peak_memory([binary, 'status', large]):.1f} MiB, "
          f"list-runs {peak_memory([binary, 'list-runs', many]):.1f} MiB")


if __name__ == "__main__":
    main()
