"""Make fresh runs with the real pipefunc and compare our answers with the truth and with the peer's.

    python compare_with_peer.py RUNSPECT WORK_FOLDER

Every run is made here a moment ago, so nothing recorded is involved. Ours is asked first, because the
peer writes into what it reads. Where the peer can't print its own answer (numpy truth values of Zarr
stores), it is asked again with a JSON encoder that can: that is what it evidently meant.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

from pipefunc import Pipeline, pipefunc

STORAGES = [
    "file_array", "dict", "shared_memory_dict", "zarr_file_array", "zarr_memory",
    "zarr_shared_memory",
]
PEER = Path(sys.executable).with_name("pipefunc-cli")
LENIENT_PEER = [
    sys.executable, "-c",
    "import json, sys; json.JSONEncoder.default = lambda self, value: bool(value);"
    "from pipefunc._run_status_cli import main; sys.exit(main(sys.argv[1:]))",
]

failures: list[str] = []
checks = 0


def check(what: str, actual: object, expected: object) -> None:
    """Note a difference, and go on."""
    global checks  # noqa: PLW0603
    checks += 1
    if actual != expected:
        failures.append(f"{what}\n  expected {expected!r}\n  actual   {actual!r}")


def call(command: list[str]) -> tuple[str, int]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout, done.returncode


def compare_with_peer(binary: str, what: str, arguments: list[str]) -> None:
    ours = call([binary, "--compat", *arguments])
    peers = call([str(PEER), *arguments])
    if not peers[0].endswith("\n"):
        peers = call([*LENIENT_PEER, *arguments])
    check(f"{what}: --compat {' '.join(arguments)}", ours, peers)


def make_pipeline(*, failing: bool) -> Pipeline:
    @pipefunc("y", mapspec="x[i] -> y[i]")
    def double(x: int) -> int:
        if failing and x == 2:
            raise ValueError("two")
        return 2 * x

    @pipefunc("z", mapspec="y[i] -> z[i]")
    def add(y: int) -> int:
        return y + 1

    @pipefunc("total")
    def total(y: list) -> int:
        return sum(y)

    return Pipeline([double, add, total], validate_type_annotations=False)


def synchronous_runs(runs: Path) -> dict[str, dict]:
    """Runs in every storage: complete, stopped by an error, and with stored errors."""
    truth = {}
    for storage in STORAGES:
        inputs = {"x": [1, 2, 3]}
        options = {"storage": storage, "parallel": False, "show_progress": False}
        make_pipeline(failing=False).map(inputs, run_folder=runs / f"{storage}-complete", **options)
        truth[f"{storage}-complete"] = {"status": "completed", "y": (3, 0), "z": (3, 0)}
        try:
            make_pipeline(failing=True).map(inputs, run_folder=runs / f"{storage}-raised", **options)
        except ValueError:
            pass
        on_disk = 1 if "file" in storage else 0
        state = "running" if on_disk else "pending"
        truth[f"{storage}-raised"] = {"status": state, "y": (on_disk, 0), "z": (0, 0)}
        make_pipeline(failing=True).map(
            inputs, run_folder=runs / f"{storage}-continue", error_handling="continue", **options
        )
        truth[f"{storage}-continue"] = {"status": "completed", "y": (2, 1), "z": (2, 1)}
    return truth


def check_synchronous(binary: str, runs: Path) -> None:
    # pipefunc tells at length of every error, and the errors are meant.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        truth = synchronous_runs(runs)
    for name, expected in truth.items():
        folder = str(runs / name)
        answer = json.loads(call([binary, "status", folder])[0])
        check(f"{name}: status", answer["status"], expected["status"])
        for output in ["y", "z"]:
            counts = (answer["outputs"][output]["n_completed"], answer["outputs"][output]["n_failed"])
            check(f"{name}: {output}", counts, expected[output])
        gate = {"running": 2, "pending": 2}.get(
            expected["status"], 1 if answer["n_failed"] else 0
        )
        check(f"{name}: gate", call([binary, "status", folder, "--exit-status"])[1], gate)
    compare_with_peer(binary, "all runs", ["list-runs", str(runs)])
    for name in truth:
        folder = str(runs / name)
        for options in [[], ["--pretty"], ["--include-run-info"]]:
            compare_with_peer(binary, name, ["status", folder, *options])
    compare_with_peer(binary, "all runs", ["list-runs", str(runs), "--max-runs", "4", "--pretty"])


LIVE = """
import asyncio, sys, time
from pipefunc import Pipeline, pipefunc

@pipefunc("y", mapspec="x[i] -> y[i]")
def slow(x):
    time.sleep(0.05)
    if sys.argv[2] == "failed" and x == 15:
        raise ValueError("fifteen")
    return x

async def main():
    runner = Pipeline([slow]).map_async(
        {"x": list(range(20))}, run_folder=sys.argv[1], show_progress="headless", start=False)
    runner.start()
    if sys.argv[2] == "cancelled":
        await asyncio.sleep(0.5)
        runner.task.cancel()
    try:
        await runner.task
    except BaseException:
        pass

if __name__ == "__main__":
    asyncio.run(main())
"""


def check_live(binary: str, runs: Path) -> None:
    """A run of map_async in another process, watched from its first heartbeat to its end."""
    script = runs / "live.py"
    script.write_text(LIVE)
    for end, status in [("completed", 0), ("failed", 1), ("cancelled", 1)]:
        folder = runs / f"live-{end}"
        producer = subprocess.Popen(
            [sys.executable, str(script), str(folder), end],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        while not (folder / "pipefunc_status.json").exists():
            if producer.poll() is not None:
                break
        watched, exit_status = call(
            [binary, "watch", str(folder), "--interval", "0.1", "--timeout", "60"]
        )
        producer.wait()
        lines = [json.loads(line) for line in watched.splitlines()]
        check(f"live {end}: exit status", exit_status, status)
        check(f"live {end}: last state", lines[-1]["status"], end)
        check(f"live {end}: source", {line["status_source"] for line in lines}, {"heartbeat"})
        fractions = [line["progress_fraction"] for line in lines]
        check(f"live {end}: progress never falls", fractions, sorted(fractions))
        compare_with_peer(binary, f"live {end}", ["status", str(folder)])
        compare_with_peer(
            binary, f"live {end}", ["watch", str(folder), "--interval", "0.1", "--timeout", "5"])


def main() -> int:
    binary, runs = sys.argv[1], Path(sys.argv[2]).resolve()
    runs.mkdir(parents=True)
    os.environ["COLUMNS"] = "80"
    os.environ["PYTHONWARNINGS"] = "ignore"
    check_synchronous(binary, runs / "synchronous")
    live = runs / "live"
    live.mkdir()
    check_live(binary, live)
    for failure in failures:
        print("DIFFERENT", failure)
    print(f"{checks - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
