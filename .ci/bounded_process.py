"""Runs the tool within bounds, and tells what it took.

Processor time counts, not time on the clock, so that a busy machine makes no difference.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Outcome:
    """What a process left behind."""

    status: int  # the exit status, or minus the number of the signal that ended it
    seconds: float  # of the processor
    peak: int  # bytes of memory
    stdout: bytes
    stderr: bytes


class Starter:
    """A process that starts the others, and never grows: a process inherits how large its parent was."""

    process = None

    @classmethod
    def ask(cls, request):
        if cls.process is None:
            cls.process = subprocess.Popen(
                [sys.executable, os.path.abspath(__file__)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.process.stdin.write(json.dumps(request) + "\n")
        cls.process.stdin.flush()
        return json.loads(cls.process.stdout.readline())


def run(arguments, folder, *, seconds=20, wall=90, address_space=None, environment=None):
    """Runs a command to its end; past its time it is killed."""
    told = Starter.ask({
        "arguments": arguments, "folder": folder, "seconds": seconds, "wall": wall,
        "address_space": address_space, "environment": environment or {}})

    def contents(name):
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()

    return Outcome(stdout=contents(".stdout"), stderr=contents(".stderr"), **told)


def serve():
    """Starts what the lines of standard input ask for, one after the other."""
    for line in sys.stdin:
        print(json.dumps(start(**json.loads(line))), flush=True)


def start(arguments, folder, seconds, wall, address_space, environment):
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if address_space is not None:
            resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))

    with open(os.path.join(folder, ".stdout"), "wb") as out, open(os.path.join(folder, ".stderr"), "wb") as err:
        process = subprocess.Popen(
            arguments,
            cwd=os.path.join(folder, "work"),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={"PATH": "/usr/bin:/bin", **environment},
            preexec_fn=limit,
        )
    deadline = time.monotonic() + wall
    pause = 0.001
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        if time.monotonic() > deadline:
            process.send_signal(signal.SIGKILL)
        time.sleep(pause)
        pause = min(0.05, pause * 1.5)
    process.returncode = 0
    return {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024,
    }


if __name__ == "__main__":
    serve()
