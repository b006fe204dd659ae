"""The programs that the local stack needs, each in an environment of its own. Standard library only.

MiniStack and the SAM CLI pin their own botocore, so neither shares an environment with the project or the
other. A third, empty one runs the functions: they find nothing but what their artefact brings along.
"""

import fcntl
import hashlib
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local.failure import CannotRun
from infra.local.progress import Progress

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TOOLS = ROOT / ".local" / "tools"
OLDEST, NEWEST = (3, 11), (3, 14)
OFFLINE = (
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Connection refused",
    "Network is unreachable",
    "Max retries exceeded",
    "No matching distribution found",
)


@dataclass(frozen=True, slots=True)
class Tools:
    """Where the programs are."""

    engine_python: Path
    sam: Path
    lambda_python: Path

    @property
    def runtime(self) -> str:
        """The Lambda runtime of the Python at hand, for the template's parameter Runtime."""
        return f"python{sys.version_info.major}.{sys.version_info.minor}"

    @property
    def architecture(self) -> str:
        """This machine's instruction set, for the template's parameter Architecture."""
        return "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x86_64"


def check_python() -> None:
    """Raise CannotRun where this Python is one that the functions can't run on."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise CannotRun(
            f"Python {sys.version_info.major}.{sys.version_info.minor} won't do: 3.11 to 3.14 is needed; "
            "name another one, as in `make run PYTHON=python3.12`"
        )


def prepare(progress: Progress) -> Tools:
    """Make what is missing of the environments, and give the programs.

    An environment is made again when its locked requirements or this Python change. Raises CannotRun where
    the package index can't be reached or the system's Python can't make environments.
    """
    check_python()
    with alone("tools"):
        engine = _environment(
            "engine", HERE / "requirements-engine.txt", "Getting the local engine", progress
        )
        sam = _environment("sam", HERE / "requirements-sam.txt", "Getting the SAM CLI", progress)
        empty = _environment("lambda", None, "Making an empty environment for the functions", progress)
    return Tools(engine / "python", sam / "sam", empty / "python")


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let only one process at a time do what `name` stands for; others wait."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    with (TOOLS / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _environment(name: str, requirements: Path | None, doing: str, progress: Progress) -> Path:
    folder = TOOLS / name
    wanted = hashlib.sha256(
        sys.version.encode() + sys.base_prefix.encode() + (requirements.read_bytes() if requirements else b"")
    ).hexdigest()
    stamp = folder / "made-for"
    if stamp.is_file() and stamp.read_text() == wanted:
        return folder / "bin"
    with progress.step(doing):
        if folder.exists():
            shutil.rmtree(folder)
        try:
            venv.create(folder, with_pip=requirements is not None, symlinks=True)
        except subprocess.CalledProcessError:
            raise CannotRun(
                "this Python can't make environments; install its venv package (python3-venv)"
            ) from None
        if requirements:
            _install(folder / "bin" / "python", requirements)
        stamp.write_text(wanted)
    return folder / "bin"


def _install(python: Path, requirements: Path) -> None:
    # The lock is complete; without --no-deps pip would ask for the hash of each extra once more.
    command = [
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--require-hashes",
        "--no-deps",
    ]
    done = subprocess.run([*command, "-r", requirements], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if any(sign in done.stderr for sign in OFFLINE):
        raise CannotRun(
            f"can't get what {requirements.name} lists from the package index; "
            "check the network (or pip's configuration) and try again"
        )
    raise CannotRun(f"installing {requirements.name} failed: {done.stderr.strip().splitlines()[-1]}")
