"""What the cold starts are made of: the artefact as it is deployed, and stock boto3 as its yardstick."""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.places import FOLDER, ROOT
from infra.local import deployment
from infra.local.progress import Progress
from infra.local.tools import prepare

STOCK = ("boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "urllib3")
"""boto3 and all that it needs."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """The artefact unpacked at `folder`, its sizes in bytes, and a bare interpreter to run it with."""

    folder: Path
    zipped: int
    unpacked: int
    python: Path


@contextmanager
def shipped(progress: Progress) -> Iterator[Shipped]:
    """Build the artefact with `sam build` and the build step where sources changed, and unpack its zip.

    It is unpacked anew, into a folder of this run alone, which is removed afterwards.

    Raises:
        CannotRun: a tool can't be installed, or the build failed.
    """
    tools = prepare(progress)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="artefact-", dir=FOLDER) as folder:
        with progress.step("Building the artefact"):
            artefact = deployment.make(tools).parent / "functions.zip"
            with zipfile.ZipFile(artefact) as archive:
                archive.extractall(folder)
                unpacked = sum(entry.file_size for entry in archive.infolist())
        yield Shipped(Path(folder), artefact.stat().st_size, unpacked, tools.lambda_python)


def stock_boto3(progress: Progress) -> Path:
    """Give a folder with boto3 as pip installs it, valid bytecode included, in the locked versions."""
    wanted = _lock(STOCK)
    stamp = hashlib.sha256((sys.version + wanted).encode()).hexdigest()
    folder = FOLDER / "stock"
    made_for = folder / "made-for"
    if made_for.exists() and made_for.read_text("utf-8") == stamp:
        return folder
    with progress.step("Installing stock boto3 as the yardstick"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        lock = folder / "requirements.txt"
        lock.write_text(wanted, "utf-8")
        install = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        subprocess.run(
            [sys.executable, "-m", "pip", *install, "--target", str(folder), "-r", str(lock)], check=True
        )
        made_for.write_text(stamp, "utf-8")
    return folder


def _lock(names: tuple[str, ...]) -> str:
    """Give the entries of these packages, hashes included, from the lock file of development."""
    lock = (ROOT / "requirements-dev.txt").read_text("utf-8")
    entries = re.findall(r"^[a-z0-9-]+==.*(?:\n .*)*", lock, re.MULTILINE)
    return "\n".join(entry for entry in entries if entry.partition("==")[0] in names) + "\n"
