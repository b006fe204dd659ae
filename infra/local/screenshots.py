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

    `scale` device pixels make a CSS pixel; `whole` takes all of the page instead of what fits the window.
    """

    name: str
    device: Device
    language: Language
    open: Callable[[Page, Scene], object]
    scale: float = 1
    whole: bool = False


PICTURES = (
    Picture(
        "follow-phone-zh.png",
        PHONE,
        "zh",
        lambda page, scene: page.goto(scene.case["follow_url"]),
        scale=1.5,
    ),
    Picture("home-desktop-en.png", DESKTOP, "en", lambda page, _: page.goto("/")),
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
        picture.open(page, scene)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=target, full_page=picture.whole, animations="disabled")
    except Error as failure:
        raise CannotRun(f"{picture.name} could not be drawn: {failure.message.splitlines()[0]}") from failure
    finally:
        context.close()
    return target


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
