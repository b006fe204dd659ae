"""Starts and stops the processes of a local stack: MiniStack, and the plain root URL in front of it."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from infra.local.failure import CannotRun
from infra.local.tools import HERE, ROOT, Tools

READY_WITHIN = 30.0
STOPPED_WITHIN = 10.0


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def claim_port(wanted: int, variable: str) -> int:
    """Give the wanted port, or any free one for 0; raise CannotRun where somebody listens on it."""
    if wanted == 0:
        return free_port()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            raise CannotRun(
                f"port {wanted} is busy; free it, or choose another: {variable}={wanted + 1}"
            ) from None
    return wanted


def start_engine(tools: Tools, state: Path, port: int, root_key: Mapping[str, str]) -> int:
    """Start MiniStack with IAM enforced and nothing of this process's environment; give its process id.

    Its Lambda workers inherit what it was started with, so it gets no more than it needs.
    """
    (state / "tmp").mkdir(parents=True, exist_ok=True)
    environment = {
        "PATH": os.defpath,
        "HOME": str(state / "tmp"),
        "LANG": "C.UTF-8",
        "TMPDIR": str(state / "tmp"),
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "AUTH": "true",
        "STATE_DIR": str(state / "tmp" / "state"),
        "S3_DATA_DIR": str(state / "tmp" / "s3"),
        "LAMBDA_PYTHON": str(tools.lambda_python),
        "RIGHTS_RECORD": os.environ.get("HEARTHLINE_RIGHTS", ""),
        **root_key,
    }
    pid = _spawn(
        [str(tools.engine_python), str(HERE / "launch_engine.py")], environment, state / "engine.log"
    )
    _wait_for(f"http://127.0.0.1:{port}/_ministack/health", pid, state / "engine.log")
    return pid


def start_root(tools: Tools, state: Path, port: int, target: str) -> int:
    """Start the one plain root URL on `port`, in front of the API at `target`; give its process id."""
    command = [
        str(tools.engine_python),
        "-m",
        "infra.local.root_url",
        "--port",
        str(port),
        "--target",
        target,
    ]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    pid = _spawn(command, environment, state / "root_url.log")
    _wait_for(f"http://127.0.0.1:{port}/api/health", pid, state / "root_url.log")
    return pid


def stop(pid: int) -> None:
    """End a process that was started here, and all that it started; wait until they are gone."""
    for sign, patience in ((signal.SIGTERM, STOPPED_WITHIN), (signal.SIGKILL, 2.0)):
        try:
            os.killpg(pid, sign)
        except ProcessLookupError:
            return
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if not is_running(pid):
                return
            time.sleep(0.05)


def runs(pid: int, program: str) -> bool:
    """Say whether this process lives and is that program.

    Ids are used again, and a note of one outlives a crash of the machine.
    """
    if not is_running(pid):
        return False
    told = Path(f"/proc/{pid}/cmdline")
    if told.exists():
        command = told.read_text()
    else:
        command = subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
    return program in command


def is_running(pid: int) -> bool:
    """Say whether any process of this group lives."""
    with suppress(ChildProcessError):  # started by another process: nothing to reap
        os.waitpid(pid, os.WNOHANG)
    try:
        os.killpg(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _spawn(command: list[str], environment: dict[str, str], log: Path) -> int:
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    return process.pid


def _wait_for(url: str, pid: int, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=READY_WITHIN):  # noqa: S310 (an address made above)
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if not is_running(pid):
                break
            time.sleep(0.05)
    last = log.read_text(errors="replace").strip().splitlines()[-1:]
    raise CannotRun(f"{url} does not answer; {log} ends with: {last[0] if last else 'nothing'}")
