"""The engine's Lambda workers as processes, so that a test can end one in the middle of its work."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from infra.local.stack import LocalStack


def kill_workers(stack: LocalStack, function: str) -> int:
    """End every worker of a stack's function whose name ends so, as a crash would; give how many."""
    killed = 0
    for pid in _workers(stack, function):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        killed += 1
    return killed


def _workers(stack: LocalStack, function: str) -> Iterator[int]:
    # Workers inherit the engine's folder for temporary files, by which they are told from another stack's.
    folder = str(stack.state / "tmp")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            variables = (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        known = dict(variable.decode(errors="replace").partition("=")[::2] for variable in variables)
        if known.get("TMPDIR") == folder and known.get("AWS_LAMBDA_FUNCTION_NAME", "").endswith(function):
            yield int(process.name)
