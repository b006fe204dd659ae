"""The product beside django-helpdesk, on one machine in one run: filing over HTTP, and sweeping the overdue.

The peer is installed from its package as its documents say, behind gunicorn with two workers, on SQLite with
a write-ahead log, which was its fastest. The product is filed with through its local engine, an emulator in
Python that runs each function as a process: its rate is the emulator's. Its sweep runs on DynamoDB Local.
"""

import http.cookies
import json
import os
import re
import secrets
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks import growth
from benchmarks.callers import WITHOUT_LIMIT, Caller, each_second
from benchmarks.installation import TEXT
from benchmarks.places import ROOT
from benchmarks.tables import table
from infra.local import engine
from infra.local.failure import CannotRun
from infra.local.progress import Progress
from infra.local.stack import LocalStack

SIZES: Final = (1_000, 10_000, 100_000)
SECONDS: Final = 20.0
ROUNDS: Final = 3
_PYTHON: Final = ROOT / ".venv-peer" / "bin" / "python"
_STARTS_WITHIN_S: Final = 60
_TOKEN: Final = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def measure() -> dict[str, Any]:
    """Measure both; raises CannotRun where the peer's environment was not made (`make peer`)."""
    if not _PYTHON.exists():
        raise CannotRun("django-helpdesk is not installed; `make peer` makes an environment for it")
    progress = Progress()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        environment = {
            **os.environ,
            "PEER_FOLDER": folder,
            "PEER_SECRET": secrets.token_urlsafe(32),
            "DJANGO_SETTINGS_MODULE": "benchmarks.peer.settings",
        }
        queue = _peer(environment, "prepare")["queue"]
        filed = _filing(place, environment, queue, progress)
        swept = [_swept(environment, size, progress) for size in SIZES]
    ours = growth.measure(SIZES, rounds=5)
    due = next(line for line in ours["lines"] if line["operation"] == f"sweep, {growth.DUE:,} due")
    for line, mine in zip(swept, due["at"], strict=True):
        line["product"] = {"ms": mine["ms"], "requests": mine["requests"]}
    return {"due": growth.DUE, "seconds": SECONDS, "rounds": ROUNDS, "filed": filed, "swept": swept}


def shown(result: dict[str, Any]) -> str:
    """Give both tables."""
    filed, due = result["filed"], result["due"]
    rates = [[name, f"{rate:.0f}"] for name, rate in filed.items()]
    lines = [
        [
            f"{line['open']:,}",
            f"{line['peer']['ms']:,}",
            f"{line['peer']['queries'] / due:.1f}",
            f"{line['product']['ms']:,}",
            f"{line['product']['requests'] / due:.1f}",
        ]
        for line in result["swept"]
    ]
    head = ["open", "django-helpdesk, ms", "queries each", "Hearthline, ms", "requests each"]
    return (
        f"Filed a second over HTTP, medians of {result['rounds']} turns of {result['seconds']:.0f} s:\n\n"
        f"{table(['', 'a second'], rates)}\n\nA sweep with {due:,} overdue:\n\n{table(head, lines)}"
    )


def _filing(place: Path, environment: dict[str, str], queue: int, progress: Progress) -> dict[str, float]:
    stack = LocalStack(place / "stack", with_sample=False, progress=progress, parameters=WITHOUT_LIMIT)
    url = stack.up()["url"]
    rates: dict[str, list[float]] = {"django-helpdesk, its form": [], "Hearthline on its local engine": []}
    try:
        with _served(environment) as peer, progress.step("Filing in turns"):
            each_second(url, SECONDS / 4, _file_here)
            form = _Form(queue)
            each_second(peer, SECONDS / 4, form.file)
            for _ in range(ROUNDS):
                for kept, rate in zip(
                    rates.values(),
                    (each_second(peer, SECONDS, form.file), each_second(url, SECONDS, _file_here)),
                    strict=True,
                ):
                    kept.append(rate)
    finally:
        stack.down()
    return {name: round(statistics.median(kept), 1) for name, kept in rates.items()}


def _file_here(caller: Caller, _: int) -> None:
    status, answer = caller.send(
        "/api/complaints",
        {
            "kind": "repair",
            "title": "客厅天花板漏水",
            "text": TEXT,
            "city": "sz",
            "contact": {"name": "王芳", "email": f"owner-{secrets.token_hex(6)}@example.com"},
        },
    )
    if status != 201:
        raise CannotRun(f"filing was answered by {status}: {answer}")


class _Form:
    """The peer's public form, with the cookie and token that each caller fetched once."""

    def __init__(self, queue: int) -> None:
        self._queue = queue
        self._tokens: dict[int, tuple[str, str]] = {}

    def file(self, caller: Caller, place: int) -> None:
        """File one ticket."""
        cookie, token = self._tokens.get(caller.number) or self._fetch(caller)
        body = {
            "csrfmiddlewaretoken": token,
            "queue": self._queue,
            "title": f"Leak {place}",
            "body": TEXT,
            "priority": 3,
            "submitter_email": f"owner{place}@example.com",
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={cookie}"}
        status, answer, _ = caller.call("POST", "/tickets/submit/", urlencode(body).encode(), headers)
        if status != 302:
            raise CannotRun(f"the peer answered {status}: {answer[:200]!r}")

    def _fetch(self, caller: Caller) -> tuple[str, str]:
        status, page, headers = caller.call("GET", "/tickets/submit/")
        found = _TOKEN.search(page)
        if status != 200 or found is None:
            raise CannotRun(f"the peer's form was answered by {status}")
        cookies = http.cookies.SimpleCookie(
            next(value for name, value in headers if name.lower() == "set-cookie")
        )
        self._tokens[caller.number] = cookies["csrftoken"].value, found[1].decode()
        return self._tokens[caller.number]


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    port = engine.claim_port(0, "PORT")
    command = [
        _PYTHON.with_name("gunicorn"),
        "--workers",
        "2",
        "--bind",
        f"127.0.0.1:{port}",
        "--no-control-socket",
    ]
    running = subprocess.Popen(
        [*map(str, command), "django.core.wsgi:get_wsgi_application()"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _await(url)
        yield url
    finally:
        running.terminate()
        running.wait()


def _await(url: str) -> None:
    until = time.monotonic() + _STARTS_WITHIN_S
    while True:
        try:
            with Caller(url, 0) as caller:
                caller.call("GET", "/tickets/submit/")
            return
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise CannotRun("the peer did not start") from None
            time.sleep(0.2)


def _swept(environment: dict[str, str], size: int, progress: Progress) -> dict[str, Any]:
    with progress.step(f"The peer's sweep of {size:,}"):
        found = _peer(environment, "escalate", str(size), str(growth.DUE))
    if found.pop("escalated") != growth.DUE:
        raise ValueError("the peer's sweep has not escalated what is overdue")
    return {"open": size, "peer": found}


def _peer(environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    run = subprocess.run(
        [str(_PYTHON), "-m", "benchmarks.peer.work", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise CannotRun(f"the peer failed: {run.stderr.strip().splitlines()[-1:]}")
    return dict(json.loads(run.stdout))
