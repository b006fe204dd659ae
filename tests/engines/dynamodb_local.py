"""AWS's own engine, fetched from Maven Central once and run as a process of its own."""

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
POM = ROOT / "infra" / "local" / "dynamodb-local" / "pom.xml"
FOLDER = ROOT / ".local" / "dynamodb-local"
_MAIN = "software.amazon.dynamodb.services.local.main.ServerRunner"
_FETCHED = ".complete"

SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java's options for minutes of small requests: whole cores went into compiling what then ran too briefly."""


class Unavailable(Exception):
    """DynamoDB Local cannot run here; `reason` says in one line what is missing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def running(
    *, memory: str = "512m", seconds: float = 60, folder: Path | None = None, options: Sequence[str] = ()
) -> Iterator[str]:
    """Run the engine on a free port with a heap of at most `memory`; give its endpoint, stop it afterwards.

    Tables are kept in memory, or in `folder`, where the next run finds them again. Java has more `options`.

    Raises:
        Unavailable: Java or Maven is missing, the engine can't be fetched, or it isn't ready in `seconds`.
    """
    java = shutil.which("java")
    if java is None:
        raise Unavailable("DynamoDB Local needs Java 17, and there is no java on the PATH")
    fetch()
    port = _free_port()
    program = [java, f"-Xmx{memory}", *options, f"-Djava.library.path={FOLDER}", "-cp", f"{FOLDER}/*", _MAIN]
    kept = ["-dbPath", str(folder)] if folder else ["-inMemory"]
    process = subprocess.Popen(
        [*program, *kept, "-sharedDb", "-disableTelemetry", "-port", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await_ready(process, port, seconds)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def fetch() -> None:
    """Have the engine and its native libraries in .local; asks Maven only when they are not there yet.

    Raises:
        Unavailable: Maven is missing or could not fetch them.
    """
    wanted = POM.read_text("utf-8")
    stamp = FOLDER / _FETCHED
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("DynamoDB Local is fetched by Maven, and there is no mvn on the PATH")
    # Into a folder of this process, then renamed: two that fetch at once don't meet half a folder.
    FOLDER.parent.mkdir(exist_ok=True)
    scratch = FOLDER.with_name(f"dynamodb-local-{_free_port()}")
    done = subprocess.run(
        [maven, "-B", "-q", "-f", str(POM), "dependency:copy-dependencies", f"-DoutputDirectory={scratch}"],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
    )
    if done.returncode:
        shutil.rmtree(scratch, ignore_errors=True)
        raise Unavailable("Maven could not fetch DynamoDB Local: " + _first_error(done.stdout))
    (scratch / _FETCHED).write_text(wanted, "utf-8")
    shutil.rmtree(FOLDER, ignore_errors=True)
    try:
        scratch.rename(FOLDER)
    except OSError:
        shutil.rmtree(scratch)  # another process was faster


def _first_error(output: str) -> str:
    return next((line for line in output.splitlines() if "ERROR" in line), "no reason given")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _await_ready(process: "subprocess.Popen[bytes]", port: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Unavailable(f"DynamoDB Local ended at once with exit code {process.returncode}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=1).close()
        except urllib.error.HTTPError as refused:
            refused.close()
            return  # it wants a signed request: it is there
        except OSError:
            time.sleep(0.1)
    raise Unavailable(f"DynamoDB Local was not ready after {seconds:.0f} s")
