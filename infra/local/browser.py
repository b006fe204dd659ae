"""The system's Chromium, which draws the pages for tests and pictures: found, or installed by `make browser`.

Playwright drives it and brings no browser of its own (docs/decisions/0077). Standard library only, but for
whoever calls `launch`.
"""

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from infra.local.failure import CannotRun, ended
from infra.local.progress import Progress

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PACKAGES = BROWSER, FONT = ("chromium", "fonts-noto-cjk")
"""Debian's packages: the browser, and the characters without which Chinese is drawn as boxes."""

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
"""It asks nobody for anything but what is tested, and draws alike on every machine."""


def launch(playwright: "Playwright") -> "Browser":
    """Start the browser without a window; whoever starts it closes it. Raises CannotRun where there is none.

    Root runs it without its sandbox, which Chromium refuses to make there.
    """
    is_root = os.geteuid() == 0
    return playwright.chromium.launch(executable_path=find(), args=QUIET, chromium_sandbox=not is_root)


def find() -> str:
    """Give the path of the system's Chromium, or of the one that `CHROMIUM` names; CannotRun without one."""
    wanted = os.environ.get("CHROMIUM", "")
    for name in (wanted,) if wanted else BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    raise CannotRun(
        f"no Chromium here: install it (`apt-get install {' '.join(PACKAGES)}`), "
        "or name yours, as in CHROMIUM=google-chrome"
    )


def prepare(progress: Progress) -> None:
    """Make sure of the browser and of Chinese characters: installs what is missing where this user may.

    Raises CannotRun, with what to do, where this isn't Debian or Ubuntu, or the user isn't root.
    """
    missing = [name for name, here in zip(PACKAGES, (_is_here(), _draws_chinese()), strict=True) if not here]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        find()
        raise CannotRun(f"Chinese would be drawn as boxes: install a font (`apt-get install {FONT}`)")
    with progress.step(f"Installing {' and '.join(missing)}"):
        _apt("update")
        _apt("install", "--yes", "--no-install-recommends", *missing)
    find()


def _is_here() -> bool:
    if os.environ.get("CHROMIUM"):
        return bool(find())
    return any(shutil.which(name) for name in BROWSERS)


def _draws_chinese() -> bool:
    """Say whether there is a font for Chinese; a system that isn't Linux is taken to have one."""
    if not shutil.which("fc-list"):
        return sys.platform != "linux"
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _apt(*arguments: str) -> None:
    command = ["apt-get", "-qq", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise CannotRun(f"apt-get {arguments[0]} failed: {last}; install {BROWSER} and {FONT} by hand")


def main() -> int:
    """Make sure of it; 0, or 2 with one line on stderr."""
    return ended(lambda: prepare(Progress()))


if __name__ == "__main__":
    sys.exit(main())
