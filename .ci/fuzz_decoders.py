#!/usr/bin/env python3
"""Fuzzes everything that reads bytes of a file or of a command line, with libFuzzer.

    .ci/fuzz_decoders.py WORK [--seconds N] [--targets NAME,...] [--jobs N] [--seed S] [--largest N]
                         [--optimise]

WORK is a folder for what is built, for the inputs that were found worth keeping, and for those that broke a
rule (WORK/findings); what is in it already is used again. The sources of the targets are in .ci/fuzzers: one
target for each format, and one that puts the input in the place of a file of a recorded run and asks the
commands about it. They are compiled together with the tool's own sources, under the address sanitizer.

The seeds are made here from the fixtures. What must hold of any input: no crash, less than a second of the
processor (five where only the decoders are optimised), bounded memory, and the rules that each target states.
N seconds are shared by all targets.
"""

import argparse
import base64
import concurrent.futures
import glob
import hashlib
import json
import os
import pickletools
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
FIXTURES = os.path.join(ROOT, "fixtures")
RUNS = os.path.join(FIXTURES, "runs")
# Each may import those before it.
MODULES = ["FileFormats", "ReadOnlyFiles", "HostProcess", "RunInspection", "RunspectCLI"]
# To optimise the others as well takes two minutes more.
OPTIMISED = {"FileFormats", "ReadOnlyFiles"}
LARGEST_SEED = 1 << 16
MEMORY_LIMIT_MIB = 700
CLOCK_LIMIT = 20


# MARK: Building


def build(work, optimised):
    """Compiles what changed, and returns the path of the one executable of all targets."""
    folder = os.path.join(work, "build")
    os.makedirs(folder, exist_ok=True)
    objects, stale = [], False
    for module in MODULES + ["Fuzzers"]:
        source = os.path.join(HERE, "fuzzers") if module == "Fuzzers" else os.path.join(ROOT, "Sources", module)
        files = sorted(glob.glob(os.path.join(source, "**", "*.swift"), recursive=True))
        place = os.path.join(folder, module)
        done = os.path.join(place, "done")
        newest = max(os.stat(file).st_mtime for file in files)
        stale = stale or not os.path.exists(done) or os.stat(done).st_mtime < newest
        if stale:
            shutil.rmtree(place, ignore_errors=True)
            os.makedirs(place)
            compile_module(module, files, folder, place, optimised)
            open(done, "w").close()
        objects += sorted(glob.glob(os.path.join(place, "*.o")))
    binary = os.path.join(folder, "fuzz")
    if stale or not os.path.exists(binary):
        link = ["swiftc", "-sanitize=fuzzer,address", "-parse-as-library", "-use-ld=lld"]
        subprocess.run(link + objects + ["-o", binary], check=True)
    return binary


def compile_module(module, files, folder, place, optimised):
    level = "-O" if optimised or module in OPTIMISED else "-Onone"
    subprocess.run(
        ["swiftc", level, "-sanitize=fuzzer,address", "-enable-testing", "-swift-version", "6", "-parse-as-library",
         "-package-name", "runspect", "-wmo", "-num-threads", str(os.cpu_count() or 1), "-I", folder,
         "-I", os.path.join(ROOT, "Sources", "CHeap"),
         "-module-name", module, "-emit-module", "-emit-module-path", os.path.join(folder, module + ".swiftmodule"),
         "-c"] + files, cwd=place, check=True)


# MARK: Seeds


def read(path):
    with open(path, "rb") as file:
        return file.read()


def files(pattern):
    for path in sorted(glob.glob(os.path.join(FIXTURES, pattern), recursive=True, include_hidden=True)):
        if os.path.isfile(path) and os.path.getsize(path) <= LARGEST_SEED:
            yield read(path)


def compressed(name, key="input", prefix=b""):
    cases = json.loads(read(os.path.join(FIXTURES, "compression", name + ".json")))["cases"]
    for case in cases:
        data = prefix + base64.b64decode(case[key])
        if len(data) <= LARGEST_SEED:
            yield data


def pickles():
    yield from files("pickles/*.pkl")
    yield from files("runs/values/*/outputs/**/*.pickle")
    for data in files("runs/values/*/outputs/*.cloudpickle"):
        yield data
    yield from files("runs/petsard/*/status_state.pkl")


def stored_elements():
    yield from files("runs/failures/*/outputs/**/*.pickle")
    yield from files("runs/pipefunc/0.93.2-file_array-raised/outputs/**/*.pickle")
    yield from files("runs/values/errors/outputs/**/*.pickle")
    yield from files("pickles/error_*.pkl")


def arrow_streams():
    for path in glob.glob(os.path.join(RUNS, "values", "*", "outputs", "*.cloudpickle")):
        try:
            for _, argument, _ in pickletools.genops(read(path)):
                if isinstance(argument, bytes) and argument[:4] == b"\xff\xff\xff\xff":
                    yield argument
        except ValueError:
            # A name that is not ASCII, which pickletools can't read.
            continue


def parquet_footers():
    for data in files("runs/*/*parquet*/outputs/**"):
        if data[:4] == data[-4:] == b"PAR1":
            (length,) = struct.unpack("<I", data[-8:-4])
            yield data[-8 - length:-8]


def wandb_records():
    """The records of each log, with their lengths before them: the target makes a log of them."""
    for path in glob.glob(os.path.join(RUNS, "wandb", "*", "*.wandb")):
        data, place, records, record = read(path), 7, [], b""
        while place + 7 <= len(data):
            room = 32_768 - place % 32_768
            if room < 7:
                place += room
                continue
            _, length, kind = struct.unpack("<IHB", data[place:place + 7])
            if kind == 0:
                break
            record += data[place + 7:place + 7 + length]
            place += 7 + length
            if kind in (1, 4):
                records.append(record)
                record = b""
        out = b""
        for record in records:
            if len(record) < 1 << 14 and len(out) < LARGEST_SEED:
                out += struct.pack("<H", len(record)) + record
        yield out


def json_texts():
    for case in json.loads(read(os.path.join(FIXTURES, "python-json.json"))):
        yield base64.b64decode(case["input"])
    yield from files("runs/heartbeat/*/run_status.json")
    yield from files("runs/rocketride/*/task_status.json")


def moments():
    for case in json.loads(read(os.path.join(FIXTURES, "python-times.json")))["parsed"]:
        yield case["text"].encode("utf-8", "replace")


def command_lines():
    """The command lines of the manual pages, and a few more."""
    for path in glob.glob(os.path.join(ROOT, "man", "*")):
        for line in re.findall(r"runspect ([^\n|;&]+)", read(path).decode()):
            yield "\0".join(line.replace("\\-", "-").split()).encode()
    for line in ["list-runs . -f json -F name,status,inputs.x", "status r1 r2 --exit-status -q", "watch r1 --timeout 0",
                 "--compat list-runs . --max-runs 3", "__complete -- status r", "list-runs . --shard 1/2 --sort age",
                 "list-runs --since 2026-11-21T00:00:00 --status failed,stale", "outputs r1 y --raw"]:
        yield "\0".join(line.split()).encode()


FORMATS = {
    "arguments": command_lines,
    "arrow": arrow_streams,
    "blosc": lambda: compressed("blosc"),
    "delimited": lambda: files("runs/petsard/*/*.csv"),
    "gzip": lambda: (data for packed in compressed("gzip", "packed") for data in (packed, packed[10:])),
    "json": json_texts,
    "json-reduction": json_texts,
    "leveldb": lambda: files("runs/wandb/*/*.wandb"),
    "lz4": lambda: compressed("lz4", prefix=b"\0\1\0"),
    "numbers": lambda: [struct.pack("<4d", 0.1, 1e22, 5e-324, 1.5)],
    "parquet": parquet_footers,
    "pickle": pickles,
    "pickle-value": pickles,
    "protobuf": lambda: (data[2:] for data in wandb_records()),
    "timestamp": moments,
    "utf8": lambda: ["é\U0001f600\u202e".encode(), b"\xed\xa0\x80\xff", b"\x1b[31mred"],
    "vlen-bytes": lambda: compressed("vlen-bytes"),
    "zstd": lambda: compressed("zstandard"),
}


class Run:
    """A target that puts the input in the place of a file of a recorded run."""

    def __init__(self, folder, file, seeds=None, frame=""):
        self.folder, self.file, self.frame = folder, file, frame
        layout = folder.split("/")[0]
        self.seeds = seeds if callable(seeds) else lambda: files(seeds or f"runs/{layout}/**/{file}")


RUN_TARGETS = {
    "run-dbt-log": Run("dbt/failed", "logs/dbt.log"),
    "run-dbt-results": Run("dbt/failed", "target/run_results.json"),
    "run-heartbeat": Run("heartbeat/running", "run_status.json"),
    "run-krixik": Run("krixik/failed", "process_status.json"),
    "run-metaflow": Run("metaflow/failed/DemoFlow/[0-9]*", "train/2/0.data.json", "runs/metaflow/**/0.data.json"),
    "run-papermill": Run("papermill", "failed.ipynb", "runs/papermill/*.ipynb"),
    "run-petsard-log": Run("petsard/failed-info", "PETsARD_*.log", "runs/petsard/*/PETsARD_*.log"),
    "run-petsard-state": Run("petsard/state-snapshot", "status_state.pkl"),
    "run-pipefunc-dictionary": Run(
        "pipefunc/0.93.2-dict-continue", "outputs/y/dict_array.cloudpickle", "runs/pipefunc/*/outputs/*/dict_array.cloudpickle"),
    "run-pipefunc-element": Run(
        "pipefunc/0.93.2-file_array-continue", "outputs/y/__0__.pickle", stored_elements),
    "run-pipefunc-heartbeat": Run(
        "pipefunc/0.93.2-file_array-heartbeat_running", "pipefunc_status.json"),
    "run-pipefunc-info": Run("pipefunc/0.93.2-file_array-raised", "run_info.json"),
    "run-pipefunc-input": Run("pipefunc/0.93.2-file_array-complete", "inputs/x.cloudpickle"),
    "run-rocketride-log": Run("rocketride/events-completed", "events.log"),
    "run-rocketride-status": Run("rocketride/completed", "task_status.json"),
    "run-sacred": Run("sacred/failed", "run.json"),
    "run-snakemake": Run("snakemake/failed", ".snakemake/log/*.log", "runs/snakemake/*/.snakemake/log/*.log"),
    "run-wandb": Run("wandb/failed", "*.wandb", wandb_records, frame="wandb"),
    "run-zarr2-chunk": Run(
        "pipefunc/0.87.0-zarr_file_array-complete", "outputs/y/array/0", "runs/pipefunc/0.8[67].*/outputs/*/array/[0-9]*"),
    "run-zarr3-chunk": Run(
        "pipefunc/0.93.2-zarr_file_array-complete", "outputs/y/array/c/0", "runs/pipefunc/0.93.2-zarr*/outputs/*/array/c/**"),
}


# MARK: Running


class Target:
    def __init__(self, name, work, most_seconds, largest):
        self.name = name
        self.most_seconds = most_seconds
        self.largest = largest
        self.run = RUN_TARGETS.get(name)
        self.corpus = os.path.join(work, "corpus", name)
        self.findings = os.path.join(work, "findings", name)
        self.executed = 0
        self.found = []

    def fuzz(self, binary, seconds, seed):
        os.makedirs(self.corpus, exist_ok=True)
        os.makedirs(self.findings, exist_ok=True)
        self.write_seeds()
        # In memory, where there is a file system for that.
        parent = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        with tempfile.TemporaryDirectory(prefix="runspect-fuzz-", dir=parent) as place:
            environment = self.environment(place)
            end = time.monotonic() + seconds
            # After a finding it goes on with other inputs, but not for ever.
            while len(self.found) < 5 and (left := end - time.monotonic()) > 0.5:
                self.start(binary, place, environment, left, seed + len(self.found))
        return self

    def write_seeds(self):
        for data in self.run.seeds() if self.run else FORMATS[self.name]():
            name = os.path.join(self.corpus, hashlib.sha1(data).hexdigest())
            if not os.path.exists(name):
                with open(name, "wb") as file:
                    file.write(data)

    def environment(self, place):
        variables = {
            "PATH": os.environ["PATH"],
            "RUNSPECT_FUZZ": "run" if self.run else self.name,
            "RUNSPECT_FUZZ_SECONDS": str(self.most_seconds),
            # The traps of Swift are libFuzzer's to report.
            "SWIFT_BACKTRACE": "enable=no",
            "ASAN_OPTIONS": "quarantine_size_mb=16:detect_leaks=0",
        }
        if self.name == "arguments":
            shutil.copytree(os.path.join(RUNS, "pipefunc", "0.93.2-file_array-raised"), os.path.join(place, "r1"))
            shutil.copytree(os.path.join(RUNS, "petsard", "failed-info"), os.path.join(place, "r2"))
        if self.run:
            (source,) = glob.glob(os.path.join(RUNS, self.run.folder))
            if self.name == "run-papermill":
                file = folder = os.path.join(place, "notebook.ipynb")
            else:
                # The flow of a run of Metaflow is the folder above it, with its artifacts.
                is_deep = self.name == "run-metaflow"
                root = os.path.join(place, "run")
                shutil.copytree(os.path.dirname(source) if is_deep else source, root, symlinks=True)
                folder = os.path.join(root, os.path.basename(source)) if is_deep else root
                (file,) = glob.glob(os.path.join(folder, self.run.file), include_hidden=True)
            variables |= {"RUNSPECT_FUZZ_RUN": folder, "RUNSPECT_FUZZ_FILE": file, "RUNSPECT_FUZZ_FRAME": self.run.frame}
        return variables

    def start(self, binary, place, environment, seconds, seed):
        outcome = subprocess.run(
            [binary, f"-max_total_time={max(1, int(seconds))}", f"-timeout={CLOCK_LIMIT}", f"-rss_limit_mb={MEMORY_LIMIT_MIB}",
             f"-seed={seed + 1}", "-print_final_stats=1", f"-max_len={self.largest}", f"-artifact_prefix={self.findings}/",
             f"-use_value_profile={0 if self.run else 1}", self.corpus],
            cwd=place, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        text = outcome.stdout.decode("utf-8", "replace")
        self.executed += sum(map(int, re.findall(r"number_of_executed_units:\s*(\d+)", text)))
        if outcome.returncode != 0:
            self.found.append(self.finding(text))

    @staticmethod
    def finding(text):
        """The lines of libFuzzer's report that tell what happened and where."""
        told = re.findall(r"^.*(?:Fatal error|ERROR: |Test unit written|ALARM|malloc_limit|rss limit).*$", text, re.M)
        frames = [line for line in re.findall(r"^\s+#\d+ .* in (.*)$", text, re.M) if "$s" in line][:6]
        return "\n      ".join(told + frames) or text[-2_000:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--targets", help="all, if not given")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--largest", type=int, default=LARGEST_SEED, help="the longest input, in bytes")
    parser.add_argument("--optimise", action="store_true", help="optimise all that is built, for a long run")
    options = parser.parse_args()
    work = os.path.abspath(options.work)
    names = options.targets.split(",") if options.targets else sorted([*FORMATS, *RUN_TARGETS])
    started = time.monotonic()
    binary = build(work, options.optimise)
    print(f"built in {time.monotonic() - started:.0f} s", flush=True)
    share = options.seconds * options.jobs / len(names)
    targets = [Target(name, work, 1 if options.optimise else 5, options.largest) for name in names]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for done in pool.map(lambda target: target.fuzz(binary, share, options.seed), targets):
            print(f"{done.name:24} {done.executed:10,} inputs, {len(done.found)} findings", flush=True)
            for finding in done.found:
                print("    " + finding, flush=True)
    count = sum(len(target.found) for target in targets)
    print(f"{sum(target.executed for target in targets):,} inputs, {count} findings")
    if idle := [target.name for target in targets if target.executed == 0]:
        sys.exit(f"nothing was executed by {', '.join(idle)}")
    sys.exit(1 if count else 0)


if __name__ == "__main__":
    main()
