"""A release that does not work, and what takes it back."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from infra.local import deployment
from infra.local.failure import CannotRun
from infra.local.progress import Progress
from infra.local.tools import prepare
from infra.rehearsals.book import Book
from infra.rehearsals.stage import Stage, eventually, expect

HANDLER, GONE = "Handler: site_public.handler.handle", "Handler: site_public.gone.handle"
ASKED: Final = 5
UNWATCHED: Final = {"WATCH": "0"}
Figures = Mapping[str, Sequence[float]]


def bad_release(stage: Stage, book: Book) -> str:
    """A release's public pages can't be loaded; its alarm is raised, and the release before comes back."""
    bell, good = stage.release_alarm(), deployment.make(prepare(Progress()))
    expect(not bell.raised_with(_raised(stage, _seen(stage))), "nothing takes a release back that works")
    with tempfile.TemporaryDirectory() as folder:
        bad = Path(shutil.copytree(good.parent, Path(folder) / "release")) / good.name
        bad.write_text(bad.read_text("utf-8").replace(HANDLER, GONE), "utf-8")
        stage.cloudwatch.set_alarm_state(AlarmName=bell.name, StateValue="ALARM", StateReason="rehearsed")
        expect(_is_refused(stage, bad), "nothing is released while the alarm rings")
        stage.cloudwatch.set_alarm_state(AlarmName=bell.name, StateValue="OK", StateReason="rehearsed")
        _release(stage, bad, {})
    figures = _seen(stage)
    for name, points in figures.items():
        book.rings(stage.alarms[name], points)
    expect(bell.raised_with(_raised(stage, figures)), "the release's alarm is raised with them")
    # What CloudFormation begins by itself at this moment; here nobody looks at alarms for it.
    _release(stage, good, UNWATCHED)
    eventually(lambda: stage.call("GET", "/").status == 200, "the pages are there again")
    expect(not bell.raised_with(_raised(stage, _seen(stage))), "its alarm is quiet again")
    names = " and ".join(f"`{name}`" for name in figures)
    return (
        f"refused while its alarm rang; deployed, its pages failed, {names} raised that alarm, "
        "and with the release before they answered again"
    )


def _seen(stage: Stage) -> Figures:
    """Ask for a page a few times; give what the API and the pages' function would count."""
    failed = [stage.call("GET", "/").status >= 500 for _ in range(ASKED)]
    return {"ApiFailures": failed, "SitePublicErrors": failed}


def _raised(stage: Stage, figures: Figures) -> set[str]:
    alarms = {stage.alarms[name]: points for name, points in figures.items()}
    return {alarm.name for alarm, points in alarms.items() if alarm.raised_by(points)}


def _release(stage: Stage, template: Path, watch: Mapping[str, str]) -> None:
    described = stage.stack.description()
    environment = {**described["credentials"], "AWS_ENDPOINT_URL": described["endpoint"], **watch}
    deployment.deploy(prepare(Progress()), template, environment, described["url"], {})


def _is_refused(stage: Stage, template: Path) -> bool:
    try:
        _release(stage, template, {})
    except CannotRun as refused:
        return "rings already" in str(refused)
    return False
