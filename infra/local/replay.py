"""`make replay FILE= MAP=`: imports a file of past complaints through the running system, as staff would.

MAP is a JSON file with the city, the source's name and the mapping; without it, one of infra/local/maps whose
name begins like FILE's.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import httpx
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from infra.local.failure import CannotRun
from infra.local.stack import LocalStack
from infra.local.tools import HERE

IMPORTER = "importer"
POLL_SECONDS = 0.5
STALLED_SECONDS = 300
REQUEST_SECONDS = 60


def main(arguments: list[str] | None = None) -> int:
    """Run one import and print what came of it.

    0 when it finished and no row disagrees with the source's label, 1 when it failed or some row does,
    2 when it could not be begun. Rejected rows are part of a finished import.
    """
    given = _arguments(arguments)
    console = Console()
    try:
        file, mapping = _files(given)
        stack = LocalStack.of_environment(os.environ)
        with httpx.Client(
            base_url=stack.description()["url"],
            headers={"Authorization": f"Bearer {stack.token(IMPORTER)}"},
            timeout=REQUEST_SECONDS,
        ) as api:
            done = _replay(api, file, mapping, console)
            _show(done, console)
            _show_rejected(api, done, file, console)
    except (CannotRun, httpx.TransportError) as failure:
        print(f"hearthline: {failure}", file=sys.stderr)
        return 2
    return 0 if done["status"] == "finished" and not done["label"]["disagree"] else 1


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make replay")
    parser.add_argument("file", help="FILE=: the CSV file")
    parser.add_argument(
        "map", nargs="?", default="", help="MAP=: the mapping, where none ships for such a file"
    )
    parser.add_argument("--from", dest="caller", default=".", help="folder that relative paths start at")
    return parser.parse_args(arguments)


def _files(given: argparse.Namespace) -> tuple[Path, dict[str, Any]]:
    if not given.file:
        raise CannotRun("name a file, as in make replay FILE=complaints.csv")
    file = _found(given.caller, given.file)
    path = _found(given.caller, given.map) if given.map else _shipped(file)
    try:
        mapping = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise CannotRun(f"{path} is not JSON: {error}") from None
    return file, dict(mapping)


def _found(caller: str, name: str) -> Path:
    path = Path(caller, name)
    if not path.is_file():
        raise CannotRun(f"there is no file {path}")
    return path


def _shipped(file: Path) -> Path:
    """Give the map whose name is the longest beginning of the file's."""
    fitting = [path for path in (HERE / "maps").glob("*.json") if file.stem.startswith(path.stem)]
    if not fitting:
        raise CannotRun(f"no map ships for {file.name}; give one: MAP=map.json (see infra/local/maps)")
    return max(fitting, key=lambda path: len(path.stem))


def _replay(api: httpx.Client, file: Path, mapping: dict[str, Any], console: Console) -> dict[str, Any]:
    begun = _answer(api.post("/api/imports", json={**mapping, "filename": file.name}))
    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[rows]}"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        size = file.stat().st_size
        uploading = progress.add_task("Uploading", total=size, rows="")
        with file.open("rb") as content:
            _upload(
                begun["upload"], file.name, content, lambda read: progress.update(uploading, completed=read)
            )
        progress.update(uploading, completed=size)
        return _follow(api, begun["id"], progress, progress.add_task("Importing", total=size, rows=""))


class _Watched:
    """A file that tells how far it has been read."""

    def __init__(self, content: BinaryIO, tell: Callable[[int], None]) -> None:
        self._content = content
        self._tell = tell

    def read(self, size: int = -1) -> bytes:
        data = self._content.read(size)
        self._tell(self._content.tell())
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._content.seek(offset, whence)

    def tell(self) -> int:
        return self._content.tell()

    def fileno(self) -> int:
        return self._content.fileno()


def _upload(form: dict[str, Any], name: str, content: BinaryIO, tell: Callable[[int], None]) -> None:
    file: Any = _Watched(content, tell)
    answer = httpx.post(
        form["url"], data=form["fields"], files={"file": (name, file, "text/csv")}, timeout=REQUEST_SECONDS
    )
    if answer.is_error:
        raise CannotRun(f"the upload was refused with {answer.status_code}: {answer.text[:300]}")


def _follow(api: httpx.Client, identifier: str, progress: Progress, task: TaskID) -> dict[str, Any]:
    """Ask until the import has ended; give up when it has not moved for five minutes."""
    moved = time.monotonic()
    reached = -1
    while True:
        state = _answer(api.get(f"/api/imports/{identifier}"))
        bytes_done, total = state["progress"]["bytes"], state["progress"]["total"]
        progress.update(task, completed=bytes_done, total=total or None, rows=f"{state['rows']} rows")
        if state["status"] in {"finished", "failed"}:
            return state
        if bytes_done > reached:
            reached, moved = bytes_done, time.monotonic()
        if time.monotonic() - moved > STALLED_SECONDS:
            raise CannotRun(
                f"import {identifier} has stood still for {STALLED_SECONDS} s at byte {bytes_done}"
            )
        time.sleep(POLL_SECONDS)


def _answer(response: httpx.Response) -> dict[str, Any]:
    if response.is_error:
        raise CannotRun(
            f"{response.request.method} {response.request.url.path}: {response.status_code} {response.text}"
        )
    return dict(response.json())


def _show(done: dict[str, Any], console: Console) -> None:
    summary = Table(title=f"Import {done['id']}: {done['status']}", show_header=False, title_justify="left")
    summary.add_column()
    summary.add_column(justify="right")
    for name in ("rows", "imported", "duplicates", "rejected"):
        summary.add_row(name, str(done[name]))
    summary.add_row("promise met", str(done["promise"]["met"]))
    summary.add_row("promise breached", str(done["promise"]["breached"]))
    label = done["label"]
    compared = label["agree"] + label["disagree"]
    if compared:
        summary.add_row("agrees with the source's label", f"{label['agree']} of {compared}")
    console.print(summary)
    if label["disagree"]:
        lines = ", ".join(str(line) for line in label["disagreeing_lines"])
        console.print(f"{label['disagree']} rows disagree with the source's label, first in lines {lines}")
    if done["failure"]:
        console.print(f"{done['failure']['detail']} {', '.join(done['failure']['columns'])}")


def _show_rejected(api: httpx.Client, done: dict[str, Any], file: Path, console: Console) -> None:
    """Keep the rejected rows until the stack is taken down, and say where."""
    if done["rejected_url"] is None:
        return
    answer = api.get(done["rejected_url"])
    if answer.status_code != httpx.codes.SEE_OTHER:
        raise CannotRun(f"{done['rejected_url']}: {answer.status_code} {answer.text}")
    rows = httpx.get(answer.headers["Location"], timeout=REQUEST_SECONDS)
    rows.raise_for_status()
    kept = LocalStack.of_environment(os.environ).state / "tmp" / f"rejected-{file.stem}.csv"
    kept.write_bytes(rows.content)
    console.print(f"Rejected rows with their reasons: {kept}")


if __name__ == "__main__":
    sys.exit(main())
