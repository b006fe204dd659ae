"""Makes the README's pictures: `make screenshots`.

A stack is started for them and stopped afterwards, and each page is drawn as whoever opens it sees it: by the
functions that serve it, in the system's Chromium. A further picture is a line in `PICTURES`.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from infra.local import browser
from infra.local.devices import DESKTOP, PHONE, Device, Language, settings
from infra.local.failure import CannotRun, ended
from infra.local.progress import Progress
from infra.local.scene import Scene
from infra.local.stack import LocalStack
from infra.local.tools import ROOT

FOLDER = ROOT / "docs" / "images"
PATIENCE = 60_000
"""Milliseconds that a page may take: a function's first start."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page on a device in a language; `open` leads there, from an address to presses of buttons.

    `staff` is who signs in first, at the issuer's own page. `scale` device pixels make a CSS pixel; `whole`
    takes all of the page instead of what fits the window.
    """

    name: str
    device: Device
    language: Language
    open: Callable[[Page, Scene], object]
    staff: str = ""
    scale: float = 1
    whole: bool = False


def _work_list(page: Page, scene: Scene) -> None:
    scene.make_busy()
    page.goto("/desk?view=city")


def _tonight(page: Page, scene: Scene) -> None:
    scene.make_busy()
    page.goto("/desk/tonight")


def _case(page: Page, scene: Scene) -> None:
    page.goto(f"/desk/cases/{scene.case['number']}")
    page.locator("form[action$='/reply']").evaluate("form => { form.closest('details').open = true }")


def _results(page: Page, scene: Scene) -> None:
    page.goto(f"/desk/campaigns/{scene.survey}/results?by=city")
    page.locator("#by-title").evaluate("each => each.scrollIntoView()")


def _builder(page: Page, _: Scene) -> None:
    page.goto("/desk/questionnaires/new?from=closing@1")
    page.locator("[id='questions.1']").evaluate("each => each.scrollIntoView()")


def _causes(page: Page, scene: Scene) -> None:
    scene.make_learned()
    page.goto("/desk/reports/causes")


def _recommended(page: Page, scene: Scene) -> None:
    page.goto(f"/desk/reports/satisfaction?by=city&within={scene.survey}&figure=nps")
    page.locator("#chart").evaluate("each => each.scrollIntoView()")


PICTURES = (
    Picture(
        "follow-phone-zh.png",
        PHONE,
        "zh",
        lambda page, scene: page.goto(scene.case["follow_url"]),
        scale=1.5,
    ),
    Picture("home-desktop-en.png", DESKTOP, "en", lambda page, _: page.goto("/")),
    Picture("desk-list-desktop-zh.png", DESKTOP, "zh", _work_list, "lead"),
    Picture("desk-case-desktop-en.png", DESKTOP, "en", _case, "lead"),
    Picture("desk-case-phone-zh.png", PHONE, "zh", _case, "agent", scale=1.5),
    Picture("desk-tonight-desktop-zh.png", DESKTOP, "zh", _tonight, "manager"),
    Picture("desk-results-desktop-en.png", DESKTOP, "en", _results, "marketing"),
    Picture("desk-builder-desktop-zh.png", DESKTOP, "zh", _builder, "marketing"),
    Picture("desk-report-desktop-zh.png", DESKTOP, "zh", _causes, "manager"),
    Picture("desk-report-phone-zh.png", PHONE, "zh", _causes, "manager", scale=1.5),
    Picture("desk-report-desktop-en.png", DESKTOP, "en", _recommended, "group"),
)


def take(picture: Picture, scene: Scene, running: Browser, folder: Path) -> Path:
    """Draw a picture into the folder. Raises CannotRun where the page doesn't come."""
    target = folder / picture.name
    context = running.new_context(
        **settings(picture.device, picture.language),
        base_url=scene.url,
        device_scale_factor=picture.scale,
    )
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        if picture.staff:
            _sign_in(page, scene, picture.staff)
        picture.open(page, scene)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=target, full_page=picture.whole, animations="disabled")
    except Error as failure:
        raise CannotRun(f"{picture.name} could not be drawn: {failure.message.splitlines()[0]}") from failure
    finally:
        context.close()
    return target


def _sign_in(page: Page, scene: Scene, username: str) -> None:
    """Fill in the page of the issuer, as staff do."""
    page.goto("/desk")
    page.locator("#username").fill(username)
    page.locator("#password").fill(scene.password(username))
    page.get_by_role("button").click()
    page.wait_for_url(f"{scene.url}/desk")


def main() -> int:
    """Take all pictures; 0, or 2 with one line on stderr."""
    return ended(_take_on_a_stack)


def _take_on_a_stack() -> None:
    browser.find()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state:
        stack = LocalStack(Path(state), progress=Progress())
        stack.up()
        try:
            _take_all(Scene(stack))
        finally:
            stack.down()


def _take_all(scene: Scene) -> None:
    with sync_playwright() as driver:
        running = browser.launch(driver)
        for picture in PICTURES:
            made = take(picture, scene, running, FOLDER)
            print(f"{made.relative_to(ROOT)}  {made.stat().st_size / 1000:.0f} kB")
        running.close()


if __name__ == "__main__":
    sys.exit(main())
