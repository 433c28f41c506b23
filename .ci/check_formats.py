"""Read what we print back with the libraries that others read it with, and compare with our JSON.

    python check_formats.py RUNSPECT WORK_FOLDER

CSV and TSV by Python's csv and by pandas, Markdown by markdown-it, JUnit by junitparser and
junit2html, Prometheus' text by its own client, and GitHub's workflow commands as its runner does. The
runs are the recorded ones of every layout, and some whose names and texts are as hostile as a disk
allows.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pandas
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt
from prometheus_client.parser import text_string_to_metric_families

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "runs"
LAYOUTS = ["pipefunc", "heartbeat", "krixik", "petsard", "rocketride", "failures"]

# Names of runs, as bytes.
NAMES = [
    b"plain", b"with space", b" leading", b"trailing ", b"two\nlines", b"carriage\rreturn", b"tab\tbed",
    b"\ttab first", b"\nline first", b"not utf-8 \xff\xfe", b"\xc3(", b"=1+1", b"=cmd|' C calc'!A0",
    b"+1", b"-1", b"-x", b"@SUM(A1)", b"'quoted'", b'"double"', b'a"b,c', b"a,b;c", b"a|b", b"a\\|b",
    b"back\\slash", b"\\n", b"\\xff", b"`code`", b"*bold*", b"__init__", b"[link](http:x)", b"# head",
    b"<script>alert(1)<", b"<!-- x -->", b"]]>", b"&amp;", b"&#124;", b"%0A::error::x", b"::error::x",
    b"a:b,c=d%25", b"##[error]x", b"\x1b[31mred", b"\x00".replace(b"\x00", b"\x01"), b"\x7f",
    "\u202egnp.exe".encode(), "e\u0301\U0001f600\u6f22".encode(), "\ufeffbom".encode(),
    "\u0085next".encode(), "\u2028line".encode(), "\ufffe".encode(), b"- item", b"1. item", b"    code",
    b"| --- |", b"{a=\"b\"}", b"# HELP x", b"~~x~~", b"https:", b"<br>", b"NULL", b"NaN", b"1e5", b"0x10",
]
# Texts inside of files, which may be anything that JSON can say.
TEXTS = [name.decode("utf-8", "surrogateescape") for name in NAMES] + [
    "", "\u0000nul", "\ud800 alone", "x" * 5_000, "a\r\nb\r\n", "]]>" * 3, "\\ud800", "\u0008\u000b\u000c",
]

failures: list[str] = []
checks = 0


def check(what: str, actual: object, expected: object) -> None:
    """Note a difference, and go on."""
    global checks  # noqa: PLW0603
    checks += 1
    if actual != expected:
        failures.append(f"{what}\n  expected {expected!r}\n  actual   {actual!r}")


def ask(binary: str, *arguments: str | bytes) -> str:
    """What we print; it has to be UTF-8."""
    done = subprocess.run([binary, *arguments], capture_output=True, check=False)
    check(f"{arguments}: exit status", done.returncode in {0, 1, 2, 3}, True)
    return done.stdout.decode("utf-8", "strict")


def make_runs(work: Path) -> Path:
    """Recorded runs of all layouts, and hostile ones."""
    runs = work / "runs"
    runs.mkdir(parents=True)
    for layout in LAYOUTS:
        for run in sorted((FIXTURES / layout).iterdir())[:40]:
            shutil.copytree(run, runs / f"{layout}-{run.name}", symlinks=True)
    for number, text in enumerate(TEXTS):
        name = NAMES[number] if number < len(NAMES) else b"text-%d" % number
        folder = os.fsencode(runs) + b"/" + name
        os.mkdir(folder)
        status = ["completed", "failed", "running", "cancelled"][number % 4]
        document = {
            "status": status, "updated_at": 1_000_000_000 + number, "message": text,
            "progress_fraction": 0.5,
            "outputs": {
                text or "empty": {"n_completed": 1, "n_failed": 1, "n_total": 3, "complete": False},
                "done": {"n_completed": 2, "n_failed": 0, "n_total": 2, "complete": True},
            },
        }
        with open(folder + b"/run_status.json", "w", encoding="ascii") as file:
            json.dump(document, file)
    return runs


def shown(text: str, kept: str = "") -> str:
    """A text as people see it: what could control a terminal is escaped."""
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return "".join(
        f"\\u{{{ord(c):x}}}" if unicodedata.category(c) in hidden and c not in kept else c for c in text)


def cell(value: object, kept: str) -> str:
    """The text of a cell, as it is documented."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return shown(json.dumps(value, sort_keys=True), kept)
    return shown(value, kept)


def inert(value: object, kept: str) -> str:
    text = cell(value, kept)
    return "'" + text if isinstance(value, str) and text[:1] in {*"=+-@\t\r"} and text else text


def unescaped(text: str) -> str:
    """A cell of TSV."""
    return re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n", "r": "\r"}.get(m[1], m[1]), text)


def check_rows(what: str, rows: list[list[str]], items: list[dict], escape: object) -> None:
    """Compare every cell with the JSON, and every row with the headings."""
    if not rows:
        check(f"{what}: has a heading", False, True)
        return
    heading, body = rows[0], rows[1:]
    check(f"{what}: rows", len(body), len(items))
    check(f"{what}: widths", {len(row) for row in body} <= {len(heading)}, True)
    for row, item in zip(body, items):
        for column, text in zip(heading, row):
            check(f"{what}: {column} of {item.get('run_folder', item)!r}"[:300], text, escape(item.get(column)))


def check_delimited(binary: str, arguments: list[str], items: list[dict]) -> None:
    what = " ".join(map(str, arguments))
    text = ask(binary, *arguments, "--format", "csv")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    check_rows(f"csv: {what}", rows, items, lambda value: inert(value, "\t\n\r"))
    for row in rows:
        for value in row:
            # A negative number is one; anything else that begins so would be a formula.
            is_number = re.fullmatch(r"-?[0-9.]+(e[-+]?[0-9]+)?", value) is not None
            check(f"csv: no formula: {value!r}", value[:1] in {*"=+-@\t\r"} and not is_number, False)
    frame = pandas.read_csv(io.StringIO(text, newline=""), dtype=str, keep_default_na=False)
    check(f"csv by pandas: {what}: shape", frame.shape, (len(items), len(rows[0])))
    # pandas reads a line break in quotation marks as it stands.
    check(f"csv by pandas: {what}", [list(frame.columns), *frame.values.tolist()], rows)

    text = ask(binary, *arguments, "--format", "tsv")
    lines = text.split("\n")
    check(f"tsv: {what}: ends with a newline", lines.pop(), "")
    rows = [[unescaped(value) for value in line.split("\t")] for line in lines]
    check_rows(f"tsv: {what}", rows, items, lambda value: inert(value, "\t\n\r"))
    frame = pandas.read_csv(
        io.StringIO(text, newline=""), sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE,
        lineterminator="\n")
    check(
        f"tsv by pandas: {what}",
        [[unescaped(value) for value in row] for row in frame.values.tolist()], rows[1:])


def check_markdown(binary: str, arguments: list[str], items: list[dict], first: str) -> None:
    what = "markdown: " + " ".join(map(str, arguments))
    text = ask(binary, *arguments, "--format", "markdown")
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    kinds = [token.type for token in tokens if token.level == 0]
    check(f"{what}: blocks", kinds, ["paragraph_open", "inline", "paragraph_close", "table_open", "table_close"]
          if tokens[1].level == 0 else ["paragraph_open", "paragraph_close", "table_open", "table_close"])
    check(f"{what}: summary", re.fullmatch(first, text.split("\n")[0]) is not None, True)
    rows: list[list[str]] = []
    in_table = False
    for token in tokens:
        in_table = in_table or token.type == "table_open"
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline" and in_table:
            value = ""
            for child in token.children:
                if child.type == "text" or child.type == "text_special":
                    value += child.content
                elif child.type == "html_inline" and child.content == "<br>":
                    value += "\n"
                else:
                    check(f"{what}: markup in {token.content!r}", child.type, "text")
            rows[-1].append(value)
    def expected(value: object) -> str:
        # A tab is a space, and spaces around a cell mean nothing.
        return cell(value, "\n\t").replace("\t", " ").strip(" ")
    check_rows(what, [[value.strip(" ") for value in row] for row in rows], items, expected)


def check_junit(binary: str, arguments: list[str], runs: list[dict], work: Path) -> None:
    what = "junit: " + " ".join(map(str, arguments))
    text = ask(binary, *arguments, "--format", "junit")
    root = ElementTree.fromstring(text.encode())
    check(f"{what}: root", root.tag, "testsuites")
    suites = list(JUnitXml.fromstring(text.encode()))
    check(f"{what}: suites", len(suites), len(runs))
    for suite, run in zip(suites, runs):
        name = f"{what}: {run['run_folder']!r}"
        properties = {item.name: item.value for item in suite.properties()}
        check(f"{name}: folder", properties.get("run_folder"), shown(run["run_folder"]))
        check(f"{name}: status", properties.get("status"), run["status"])
        cases = {case.name: case for case in suite}
        outputs = run.get("outputs") or {}
        check(f"{name}: an output a case", {shown(o) for o in outputs} <= set(cases), True)
        check(f"{name}: tests", suite.tests, len(list(suite)))
        whole = cases["(run)"].result
        if run["status"] in {"failed", "cancelled"}:
            check(f"{name}: failure", {type(result) for result in whole}, {Failure})
        elif run["status"] in {"missing", "error"}:
            check(f"{name}: error", {type(result) for result in whole}, {Error})
        elif run["status"] in {"running", "pending", "incomplete"}:
            blamed = Error if "--exit-status" in arguments else Skipped
            check(f"{name}: unfinished", {type(result) for result in whole} <= {blamed, Failure}, True)
        for output, facts in outputs.items():
            results = cases[shown(output)].result
            failed = facts["n_failed"] or 0
            # A failed run may tell of an error in an output without counting elements.
            if failed or run["status"] != "failed":
                check(f"{name}: {output!r} failed", any(type(r) is Failure for r in results), failed > 0)
            if run["status"] != "failed" and not failed and facts["complete"] and "error" not in facts and facts["n_failed"] is not None:
                check(f"{name}: {output!r} passed", results, [])
        for case in suite:
            for result in case.result:
                check(f"{name}: {case.name!r}: message", bool(result.message), True)
    if len(runs) == 1:
        return
    file, page = work / "junit.xml", work / "junit.html"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "junit2htmlreport", str(file), str(page)], capture_output=True, text=True,
        check=False)
    check(f"{what}: junit2html {done.stderr[-300:]}", (done.returncode, page.exists()), (0, True))
    page.unlink(missing_ok=True)


def check_prometheus(binary: str, arguments: list[str], runs: list[dict]) -> None:
    what = "prometheus: " + " ".join(map(str, arguments))
    text = ask(binary, *arguments, "--format", "prometheus")
    check(f"{what}: ends with a newline", text.endswith("\n"), True)
    families = list(text_string_to_metric_families(text))
    names = [family.name for family in families]
    check(f"{what}: families are contiguous", len(names), len(set(names)))
    samples: dict[tuple, float] = {}
    for family in families:
        check(f"{what}: {family.name}: type", (family.type, bool(family.documentation)), ("gauge", True))
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            check(f"{what}: {key} once", key in samples, False)
            samples[key] = sample.value
    for run in runs:
        label = "".join(
            "\\\\" if c == "\\" else f"\\x{ord(c) - 0xDC00:x}" if 0xDC80 <= ord(c) <= 0xDCFF else shown(c)
            for c in run["run_folder"])
        labels = {"run": label, "layout": run["layout"] or ""}
        def value(name: str, **more: str) -> float | None:
            return samples.get((f"runspect_run_{name}", tuple(sorted({**labels, **more}.items()))))
        states = {
            state for state in ["pending", "running", "incomplete", "completed", "failed", "cancelled",
                                "missing", "error"] if value("state", state=state) == 1}
        check(f"{what}: state of {label}", states, {run["status"]})
        check(f"{what}: stale {label}", value("stale"), float(run["stale"]))
        progress = run.get("progress_fraction")
        check(f"{what}: progress of {label}", value("progress_ratio"), progress)
        check(f"{what}: failed of {label}", value("failed_elements"), run["n_failed"])
        check(f"{what}: outputs of {label}", value("outputs"), run.get("n_outputs"))
        has_activity = run["last_activity"] is not None
        check(f"{what}: age of {label}", value("seconds_since_last_activity") is not None, has_activity)
    counts = [samples[key] for key in samples if key[0] == "runspect_runs"]
    check(f"{what}: counts", sum(counts), len({run["run_folder"] for run in runs}))


def check_github(binary: str, arguments: list[str], least: tuple[int, int]) -> None:
    """Read the lines as GitHub's runner does (ActionCommand.cs)."""
    what = "github: " + " ".join(map(str, arguments))
    text = ask(binary, *arguments, "--format", "github")
    lines = text.split("\n")
    check(f"{what}: ends with a newline", lines.pop(), "")
    levels = []
    for line in lines:
        match = re.fullmatch(r"::(error|warning)( title=([^,:\r\n]*))?::([^\r\n]+)", line)
        check(f"{what}: {line[:200]!r} is a command", match is not None, True)
        check(f"{what}: {line[:200]!r}: percent", re.search(r"%(?!25|0A|0D|3A|2C)", line), None)
        check(f"{what}: {line[:200]!r}: control", any(unicodedata.category(c) == "Cc" for c in line.replace("\t", "")), False)
        if match:
            levels.append(match[1])
    for level, lowest in zip(["error", "warning"], least):
        check(f"{what}: {level}s", lowest <= levels.count(level) <= 10, True)
        check(f"{what}: {level}s stand together", "".join(level[0] for level in levels).strip("e").strip("w"), "")


def main() -> int:
    binary, work = sys.argv[1], Path(sys.argv[2])
    binary = str(Path(binary).resolve())
    work.mkdir(parents=True)
    runs = make_runs(work)
    summary = r"\*\*[0-9]+ of [0-9]+ runs completed\*\*(, [0-9]+ [a-z ]+)*"
    listing = ["list-runs", str(runs), "--sort", "name"]
    items = json.loads(ask(binary, *listing))["runs"]
    check("every run is listed", len(items) >= len(TEXTS) + 100, True)
    names = [os.fsencode(item["run_folder"]) for item in items]
    several: list[str | bytes] = ["status", *names]
    wholes = json.loads(ask(binary, *several))["runs"]
    for arguments, found in [(listing, items), (several, wholes)]:
        check_delimited(binary, arguments, found)
        check_markdown(binary, arguments, found, summary)
        check_prometheus(binary, arguments, found)
        check_github(binary, arguments, (10, 10))
        for gate in [[], ["--exit-status"]]:
            check_junit(binary, [*arguments, *gate], wholes, work)
    fields = [*listing, "--fields", "name,status,message,outputs"]
    check_delimited(binary, fields, json.loads(ask(binary, *fields))["runs"])
    errors = ["errors", str(runs), "--no-traceback"]
    found = json.loads(ask(binary, *errors))["errors"]
    check("every failure is listed", len(found) > len(TEXTS) / 2, True)
    check_delimited(binary, errors, found)
    check_markdown(binary, errors, found, r"\*\*[0-9]+ elements failed\*\* in [0-9]+ of [0-9]+ runs")
    check_github(binary, errors, (10, 0))
    for name, item in zip(names, wholes):
        check_junit(binary, ["status", name], [item], work)
        check_prometheus(binary, ["status", name], [item])
        check_github(binary, ["status", name], (0, 0))
    print(f"{checks} checks, {len(failures)} differences")
    for failure in failures[:40]:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
