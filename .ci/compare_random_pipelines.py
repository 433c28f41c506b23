"""Run random pipelines with the real pipefunc and compare our answers with what Python loads.

    python compare_random_pipelines.py RUNSPECT WORK_FOLDER [--count N] [--seed S]

`fixtures/random_pipelines.py` makes the runs and says what is true of them. Each is asked
about with `status`, `status --exit-status`, `errors` and `outputs`. Prints every difference,
with the pipeline that shows it, and exits with 1 if there is one.

Nothing is younger than `--stale-after`, so that states don't depend on how fast this is.
Sentences are not compared: of a warning and of what is unreadable, only that it is there.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

GENERATOR = Path(__file__).resolve().parents[1] / "fixtures" / "random_pipelines.py"
STALE = ["--stale-after", "0.001"]
COUNTS = ["storage", "n_total", "n_completed", "n_failed", "n_truncated", "complete", "bytes"]

Differences = list[tuple[str, Any, Any]]
"""What is compared, what is true, and what was answered."""


def call(binary: str, *arguments: str) -> tuple[Any, int]:
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout), done.returncode
    except json.JSONDecodeError:
        return {"not JSON": done.stdout[-300:] + done.stderr[-300:]}, done.returncode


def is_close(expected: Any, actual: Any) -> bool:
    if isinstance(expected, float) and isinstance(actual, (int, float)):
        return math.isclose(expected, actual, rel_tol=1e-12)
    return expected == actual


def compare_status(binary: str, folder: str, truth: dict[str, Any]) -> Differences:
    answer, _ = call(binary, "status", folder, *STALE)
    found: Differences = [
        (key, truth[key], answer.get(key)) for key in ("status_source", "all_complete", "n_failed")
    ]
    if answer.get("status") not in truth["status"]:
        found.append(("status", truth["status"], answer.get("status")))
    if truth["warnings"] and not answer.get("warnings"):
        found.append(("warnings", truth["warnings"], answer.get("warnings")))
    for output, facts in truth["outputs"].items():
        told = answer.get("outputs", {}).get(output, {})
        found += [(f"{output}: {key}", facts[key], told.get(key)) for key in COUNTS]
        if "progress" in facts and not is_close(facts["progress"], told.get("progress")):
            found.append((f"{output}: progress", facts["progress"], told.get("progress")))
    _, gate = call(binary, "status", folder, "--exit-status", *STALE)
    return [*found, ("gate", truth["gate"], gate)]


def facts_of(error: dict[str, Any]) -> tuple[Any, ...]:
    """What is compared of an error: the class without its module, and without the class around it."""
    name = error.get("type")
    kind = name.rsplit(".", 1)[-1] if isinstance(name, str) else name
    return error.get("output"), error.get("index"), error.get("kind"), kind, error.get("message")


def compare_errors(binary: str, folder: str, truth: dict[str, Any]) -> Differences:
    answer, exit_status = call(binary, "errors", folder)
    told = answer.get("errors", [])
    stored = Counter(facts_of(error) for error in told if error.get("kind") != "unrecorded")
    expected = Counter(map(facts_of, truth["errors"]))
    found: Differences = [
        ("errors: missing", [], sorted(expected - stored, key=repr)),
        ("errors: wrong", [], sorted(stored - expected, key=repr)),
    ]
    # What is no element is the run itself.
    named = {error.get("output") for error in told if error.get("kind") == "unrecorded"} - {None}
    found.append(("errors: unrecorded", set(truth["unrecorded"]), named))
    if truth["n_failed"] is not None:
        found.append(("errors: n_failed", truth["n_failed"], answer.get("n_failed")))
        # A stored error that is cut short counts as a cut file, and as a failure to whoever asks for errors.
        is_cut = bool(answer.get("warnings")) and "truncated" in truth["warnings"]
        if truth["status"] != ["failed"] and not is_cut:
            found.append(("errors: exit status", 1 if truth["n_failed"] else 0, exit_status))
    return found


def same_value(expected: Any, actual: Any) -> bool:
    """Whether a value is told as it is; errors and what is unreadable only as that."""
    if isinstance(expected, dict) and expected.get("$type") in {"error", "unreadable"}:
        return isinstance(actual, dict) and actual.get("$type") == expected["$type"]
    if isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) != len(expected):
            return False
        return all(map(same_value, expected, actual))
    if isinstance(expected, dict):
        if not isinstance(actual, dict) or actual.keys() != expected.keys():
            return False
        return all(same_value(expected[key], actual[key]) for key in expected)
    return type(expected) is type(actual) and expected == actual


def compare_outputs(binary: str, folder: str, truth: dict[str, Any]) -> Differences:
    answer, _ = call(binary, "outputs", folder)
    found: Differences = []
    for output, facts in truth["outputs"].items():
        if "value" in facts:
            told = answer.get("outputs", {}).get(output)
            if not same_value(facts["value"], told):
                found.append((f"{output}: value", facts["value"], told))
    return found


def compare(binary: str, folder: Path, truth: dict[str, Any]) -> Differences:
    found = [
        *compare_status(binary, str(folder), truth),
        *compare_errors(binary, str(folder), truth),
        *compare_outputs(binary, str(folder), truth),
    ]
    return [(what, expected, actual) for what, expected, actual in found if expected != actual]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    amount = ["--count", str(options.count), "--seed", str(options.seed)]
    subprocess.run([sys.executable, GENERATOR, options.folder, *amount], check=True)
    truths = json.loads((options.folder / "truth.json").read_text())
    # What changed within the last 2 s may still be written, and isn't called cut short.
    time.sleep(3)

    def answers(name: str) -> Differences:
        return compare(options.binary, options.folder / "runs" / name, truths[name])

    with ThreadPoolExecutor() as pool:
        results = dict(zip(truths, pool.map(answers, truths), strict=True))
    kinds: Counter[str] = Counter()
    for name, differences in results.items():
        if differences:
            truth = truths[name]
            print(f"DIFFERENT {name} ({', '.join(truth['ended'])}) {truth['pipeline']}")
        for what, expected, actual in differences:
            kinds[what.split(": ")[-1]] += 1
            print(f"  {what}\n    true     {expected!r}\n    answered {actual!r}")
    different = sum(map(bool, results.values()))
    print(f"{len(results) - different} pipelines alike, {different} different", dict(kinds))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
