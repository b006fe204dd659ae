"""Makes the README's pictures of the pages: `make screenshots`.

The pages are the product's own, of a case that the product's own rules have led through; the time is fixed,
so the same sources give the same pictures. Chromium is the system's; without it, one line says so.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hearthline.complaints import lifecycle
from hearthline.complaints.attachments.model import LARGEST_FILE
from hearthline.complaints.commands import Claim, Command, CustomerMessage, File, Reply
from hearthline.complaints.model import Contact, Home, Kind
from hearthline.complaints.offer import KIND_NAMES, LIMITS
from hearthline.complaints.policy import Policy, Terms
from hearthline.complaints.views import for_filer
from hearthline.pages import Pages
from hearthline.pages.following import followed
from hearthline.pages.site_pages import PUBLIC, SitePages
from hearthline.pages.visits import Visit
from hearthline.platform.calendar import Calendar
from hearthline.platform.outbox import CUSTOMER, Actor
from infra.local.failure import CannotRun

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "images"
DEFAULTS = ROOT / "functions" / "hearthline" / "defaults"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PATIENCE = 60
"""Seconds that a picture may take."""

FILED = datetime(2026, 11, 20, 13, 42, tzinfo=UTC)
SEEN = FILED + timedelta(days=2)
AGENT = Actor("staff", "li.na")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it looks in a window of this size, in CSS pixels; `scale` device pixels make one of them."""

    name: str
    page: str
    width: int
    height: int
    scale: float


def pictures() -> list[Picture]:
    """Give the README's pictures."""
    catalog = _catalog()
    case = SitePages(PUBLIC, "").answer(
        Visit("zh", "/follow"),
        "follow/page.html",
        chosen="",
        fresh=False,
        most_files=LIMITS["attachments"],
        largest_file=LARGEST_FILE,
        file_types=[],
        **followed(_case(), catalog, SEEN, "zh"),
    )
    return [
        Picture("follow-phone-zh.png", case.body, width=390, height=844, scale=1.5),
        Picture("home-desktop-en.png", Pages().home(catalog, "en"), width=1280, height=900, scale=1),
    ]


def take(picture: Picture, browser: str, folder: Path) -> Path:
    """Let a browser draw a picture into the folder. Raises CannotRun where it doesn't."""
    target = folder / picture.name
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "page.html"
        source.write_text(picture.page, "utf-8")
        command = [
            browser,
            "--headless",
            "--hide-scrollbars",
            "--disable-gpu",
            f"--user-data-dir={scratch}/profile",
            f"--window-size={picture.width},{picture.height}",
            f"--force-device-scale-factor={picture.scale}",
            f"--screenshot={target}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            source.as_uri(),
        ]
        target.unlink(missing_ok=True)
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            raise CannotRun(f"{browser} took more than {PATIENCE} s for {picture.name}") from None
    if done.returncode or not target.is_file():
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise CannotRun(f"{browser} could not draw {picture.name}: {last}")
    return target


def find_browser() -> str:
    """Give the system's Chromium, or the one that `CHROMIUM` names. Raises CannotRun where there is none."""
    wanted = os.environ.get("CHROMIUM", "")
    for name in (wanted,) if wanted else BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    raise CannotRun(
        "no Chromium here: install it (`apt-get install chromium fonts-noto-cjk`), "
        "or name yours, as in `make screenshots CHROMIUM=chrome`"
    )


def main() -> int:
    """Take all pictures; 0, or 2 with one line on stderr."""
    try:
        browser = find_browser()
        PICTURES.mkdir(parents=True, exist_ok=True)
        for picture in pictures():
            made = take(picture, browser, PICTURES)
            print(f"{made.relative_to(ROOT)}  {made.stat().st_size / 1000:.0f} kB")
    except CannotRun as reason:
        print(f"screenshots: {reason}", file=sys.stderr)
        return 2
    return 0


def _case() -> dict[str, Any]:
    """Lead a leak from a Friday night's filing to the repair under way."""
    terms = Terms(
        Policy.from_document(_shipped("policy-1")),
        Calendar.from_document({**_shipped("calendar-cn"), "version": 1}),
    )
    filing = File(
        kind=Kind.REPAIR,
        title="主卧天花板漏水，雨后加重",
        text="上周下雨后主卧天花板开始渗水，今天已经滴水，地板也湿了。物业来看过，说可能是屋面防水的问题。",
        city="sz",
        contact=Contact("王小明", "+8613800138000"),
        language="zh",
        channel="web",
        team="sz-care",
        home=Home("海岸花园", "3栋", "1801"),
        category="water_leak",
    )
    change = lifecycle.file(filing, "K7Q29XPD3", CUSTOMER, FILED, terms)
    complaint, entries = change.complaint, [*change.entries]
    for command, actor, waited in _happened():
        change = lifecycle.decide(complaint, command, actor, FILED + waited, terms)
        complaint, entries = change.complaint, [*entries, *change.entries]
    return for_filer(complaint, entries, entries[-1].at)


def _happened() -> list[tuple[Command, Actor, timedelta]]:
    answer = "王先生您好，给您添麻烦了。明天上午九点，工程师会带防水师傅上门，先做临时止水，再检查屋面。"
    thanks = "师傅已经来过，暂时不滴了。屋面什么时候修？"
    plan = "屋面防水周一开工，三天完工，之后做 48 小时闭水试验，结果会写在这里。"
    return [
        (Claim(), AGENT, timedelta(hours=10)),
        (Reply(answer), AGENT, timedelta(hours=10, minutes=25)),
        (CustomerMessage(thanks), CUSTOMER, timedelta(hours=22)),
        (Reply(plan), AGENT, timedelta(hours=23)),
    ]


def _catalog() -> dict[str, Any]:
    shipped = _shipped("catalog-1")
    cities = [{"projects": [], **city} for city in shipped["cities"]]
    kinds = [{"code": kind.value, "names": names} for kind, names in KIND_NAMES.items()]
    return {**shipped, "cities": cities, "kinds": kinds, "limits": LIMITS}


def _shipped(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((DEFAULTS / f"{name}.json").read_text("utf-8"))
    return document


if __name__ == "__main__":
    sys.exit(main())
