"""The engine's Lambda workers as processes, so that a test can end one in the middle of its work."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path


def kill_workers(function: str) -> int:
    """End every worker of the function whose name ends so, as a crash would; give how many there were."""
    killed = 0
    for pid in _workers(function):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        killed += 1
    return killed


def _workers(function: str) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue
        for variable in environment.split(b"\0"):
            name, _, value = variable.partition(b"=")
            if name == b"AWS_LAMBDA_FUNCTION_NAME" and value.decode().endswith(function):
                yield int(folder.name)
