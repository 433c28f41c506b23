"""Runs the tool within bounds, and tells what it took.

Processor time counts, not time on the clock, so that a busy machine makes no difference.
"""

import os
import resource
import signal
import subprocess
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


def run(arguments, folder, *, seconds=20, wall=90, address_space=None, environment=None):
    """Runs a command to its end; past its time it is killed."""
    with open(os.path.join(folder, ".stdout"), "w+b") as out, open(
        os.path.join(folder, ".stderr"), "w+b"
    ) as err:

        def limit():
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if address_space is not None:
                resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))

        process = subprocess.Popen(
            arguments,
            cwd=os.path.join(folder, "work"),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env={"PATH": "/usr/bin:/bin", **(environment or {})},
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
        out.seek(0)
        err.seek(0)
        return Outcome(
            status=os.waitstatus_to_exitcode(status),
            seconds=usage.ru_utime + usage.ru_stime,
            peak=usage.ru_maxrss * 1024,
            stdout=out.read(),
            stderr=err.read(),
        )
