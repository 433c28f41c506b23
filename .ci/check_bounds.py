#!/usr/bin/env python3
"""Asks every command about every hostile input, and checks what that takes.

    .ci/check_bounds.py BINARY WORK [NAME...]

At most 64 MiB beyond four times the input, five seconds of the processor for an input of up to 16 MiB,
an exit status of the documented table, and JSON that parses. WORK is a folder to be made. The list of
inputs is in hostile_inputs.py. With --seconds, as many inputs as fit into that time, in an order that --seed
determines, and five commands on each.
"""

import argparse
import json
import os
import random
import shutil
import sys
import time

from bounded_process import run
from hostile_inputs import INPUTS

COMMANDS = [
    "status r", "status r --pretty", "status r --verify", "status r --include-run-info",
    "status r -f table", "status r -f csv", "status r -f junit", "status r -f prometheus",
    "status r -f markdown", "status r -f github", "list-runs .", "list-runs . --pretty", "list-runs . -f table",
    "list-runs . -f csv", "list-runs . -f junit", "list-runs . -f prometheus", "list-runs . -f jsonl",
    "list-runs . --fields name,status,outputs --format csv", "list-runs . --jobs 32",
    "list-runs . --jobs 32 -f prometheus", "list-runs . --jobs 32 --sort state -f csv", "errors -r . --jobs 32",
    "watch . --jobs 32 --timeout 0.2 --format live", "watch . --jobs 32 --timeout 0.2 --status running",
    "errors r", "errors r --pretty", "errors r -f table", "errors r -f text", "errors r -f csv", "errors r -f jsonl",
    "errors r --group-by type,message", "outputs r", "outputs r --pretty", "outputs r -f table", "outputs r -f csv",
    "outputs r --limit 1000000000", "outputs r --jobs 32", "inputs r", "timing r", "timing r -f table",
    "snapshots r", "changes r", "summary r", "watch r --timeout 0.2",
    "watch r --timeout 0.2 --format live", "watch . --timeout 0.2 --format live", "report r", "report .",
    "--compat status r", "--compat list-runs .",
]
QUICK = [
    "status r --pretty", "list-runs . -f csv", "list-runs .", "list-runs . -f prometheus", "list-runs . --jobs 32 -f prometheus",
    "watch . --jobs 32 --timeout 0.2 --format live", "errors r -f csv", "outputs r",
    "outputs r -f table", "outputs r -f csv", "inputs r", "timing r", "snapshots r", "watch r --timeout 0.2 --format live",
    "report .", "--compat status r", "--compat list-runs .",
]
LONG_TO_MAKE = {"a_dictionary_of_128_megabytes_of_keys", "names_joined_10000", "one_traceback_of_many_errors_streamed"}
STATUSES = {0, 1, 2, 3, 64, 130, 143, 141}
PARSED = {"json", None}


def make(function, folder):
    """In a process of its own, because a process inherits how large its parent once was."""
    child = os.fork()
    if child == 0:
        function(folder)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit("an input could not be made")


def size(folder):
    """What the files take, each counted once."""
    sizes = {}
    for place, _, names in os.walk(folder):
        for name in names:
            status = os.lstat(os.path.join(place, name))
            sizes[status.st_ino] = min(status.st_size, status.st_blocks * 512)
    return sum(sizes.values())


def complaints(words, outcome, bytes_in, limit):
    if outcome.status not in STATUSES:
        yield f"status {outcome.status}: {outcome.stderr[-200:]!r}"
    allowed = (64 << 20) + 4 * bytes_in
    if outcome.peak > allowed:
        yield f"{outcome.peak >> 20} MiB, {allowed >> 20} allowed"
    if outcome.seconds > limit:
        yield f"{outcome.seconds:.1f} s"
    formats = [words[i + 1] for i, word in enumerate(words) if word in ("-f", "--format")]
    if not formats and words[0] in ("status", "list-runs", "errors", "outputs") and outcome.stdout:
        try:
            json.loads(outcome.stdout, parse_constant=lambda word: 1 / 0)
        except Exception as error:
            yield f"no JSON: {str(error)[:80]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("work")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--commands", help="a part of the commands to run")
    parser.add_argument("--quick", action="store_true", help="only one command of each kind")
    parser.add_argument("--seconds", type=float, help="how long to go on")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--all", action="store_true", help="tell what everything took")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    failed = count = 0
    chance = random.Random(options.seed)
    inputs = list(INPUTS.items())
    if options.seconds:
        chance.shuffle(inputs)
    begun = time.monotonic()
    for name, function in inputs:
        if options.seconds and (name in LONG_TO_MAKE or time.monotonic() - begun > options.seconds):
            continue
        if options.names and not any(part in name for part in options.names):
            continue
        folder = os.path.join(os.path.abspath(options.work), name)
        os.makedirs(os.path.join(folder, "work"))
        make(function, os.path.join(folder, "work"))
        bytes_in = size(os.path.join(folder, "work"))
        worst = (0.0, 0)
        for command in chance.sample(COMMANDS, 5) if options.seconds else QUICK if options.quick else COMMANDS:
            if options.commands and options.commands not in command:
                continue
            words = command.split()
            outcome = run([binary] + words, folder, address_space=4 << 30)
            limit = max(5, 5 * bytes_in / (16 << 20))
            count += 1
            told = list(complaints(words, outcome, bytes_in, limit))
            worst = (max(worst[0], outcome.seconds), max(worst[1], outcome.peak))
            if told or options.all:
                failed += bool(told)
                print(f"{name}: {command}: {outcome.seconds:.2f} s, {outcome.peak >> 20} MiB, "
                      f"{len(outcome.stdout)} bytes, {outcome.status}: {'; '.join(told)}", flush=True)
        print(f"{name}: {bytes_in} bytes in, at most {worst[0]:.2f} s, {worst[1] >> 20} MiB", flush=True)
        shutil.rmtree(folder)
    print(f"{count} commands, {failed} beyond the bounds")
    sys.exit(1 if failed else 0)


main()
