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
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local.failure import CannotRun
from infra.local.progress import Progress

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TOOLS = ROOT / ".local" / "tools"
OLDEST, NEWEST = (3, 11), (3, 14)
PROGRAMS = (("engine", "python"), ("sam", "sam"), ("lambda", "python"))
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
    wanted = {
        "engine": HERE / "requirements-engine.txt",
        "sam": HERE / "requirements-sam.txt",
        "lambda": None,
    }
    with alone("tools"):
        missing = {name: lock for name, lock in wanted.items() if not _is_made(name, lock)}
        if missing:
            with progress.step(f"Getting the tools ({', '.join(missing)})"), ThreadPoolExecutor() as pool:
                list(pool.map(_make, missing, missing.values()))
    return Tools(*(TOOLS / name / "bin" / program for name, program in PROGRAMS))


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let only one process at a time do what `name` stands for; others wait."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    with (TOOLS / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_made(name: str, lock: Path | None) -> bool:
    stamp = TOOLS / name / "made-for"
    return stamp.is_file() and stamp.read_text() == _made_for(lock)


def _made_for(lock: Path | None) -> str:
    return hashlib.sha256(
        sys.version.encode() + sys.base_prefix.encode() + (lock.read_bytes() if lock else b"")
    ).hexdigest()


def _make(name: str, lock: Path | None) -> None:
    folder = TOOLS / name
    if folder.exists():
        shutil.rmtree(folder)
    try:
        venv.create(folder, with_pip=lock is not None, symlinks=True)
    except subprocess.CalledProcessError:
        raise CannotRun(
            "this Python can't make environments; install its venv package (python3-venv)"
        ) from None
    if lock:
        _install(folder / "bin" / "python", lock)
    (folder / "made-for").write_text(_made_for(lock))


def _install(python: Path, lock: Path) -> None:
    # The lock is complete; without --no-deps pip would ask for the hash of each extra once more.
    options = ["-q", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command = [str(python), "-m", "pip", "install", *options, "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if any(sign in done.stderr for sign in OFFLINE):
        raise CannotRun(
            f"can't get what {lock.name} lists from the package index; "
            "check the network (or pip's configuration) and try again"
        )
    raise CannotRun(f"installing {lock.name} failed: {done.stderr.strip().splitlines()[-1]}")


if __name__ == "__main__":
    try:
        print(prepare(Progress()).sam)
    except CannotRun as failure:
        print(f"hearthline: {failure}", file=sys.stderr)
        sys.exit(2)
