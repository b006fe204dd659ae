"""Takes the scripts that the pages load from npm: `make assets`. Standard library only.

What is taken, and by which hash, infra/web/package-lock.json says. Nothing of it is committed: whatever
builds or tests takes it first, and again only when the lock has changed.
"""

import filecmp
import hashlib
import re
import shutil
import subprocess
import sys

from infra.local.failure import CannotRun, ended
from infra.local.progress import Progress
from infra.local.tools import OFFLINE, ROOT, alone

WEB = ROOT / "infra" / "web"
PACKAGES = WEB / "node_modules"
STAMP = PACKAGES / ".lock-installed"
VENDOR = ROOT / "functions" / "hearthline" / "pages" / "vendor"
OLDEST_NODE = 20

SERVED = {
    "htmx.min.js": PACKAGES / "htmx.org" / "dist" / "htmx.min.js",
    "chart.min.js": PACKAGES / "chart.js" / "dist" / "chart.umd.min.js",
}
"""What the site serves, by the name that it has in `VENDOR`. It goes into the artefact as npm has it."""

AXE = PACKAGES / "axe-core" / "axe.min.js"
"""What the browser's tests put into a page to look for barriers. It is never served."""

_OFFLINE = (*OFFLINE, "ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "ENOTCACHED")


def take(progress: Progress) -> None:
    """Make `VENDOR` hold what `SERVED` says, and nothing else, at the versions of the lock.

    Raises CannotRun where Node.js is missing or too old, or the package registry can't be reached. Where
    everything is there already, neither is asked for.
    """
    with alone("assets"):
        if not _is_installed():
            _check_node()
            with progress.step("Taking the pages' scripts from npm"):
                _install()
        _copy()


def _is_installed() -> bool:
    here = STAMP.is_file() and STAMP.read_text() == _wanted()
    return here and all(path.is_file() for path in (*SERVED.values(), AXE))


def _wanted() -> str:
    return hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()


def _check_node() -> None:
    needed = f"Node.js {OLDEST_NODE} or newer, with npm, is needed for the pages' scripts"
    if not shutil.which("node") or not shutil.which("npm"):
        raise CannotRun(f"{needed}; install it and run this again")
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    version = re.match(r"v(\d+)\.", said)
    if not version or int(version[1]) < OLDEST_NODE:
        raise CannotRun(f"{needed} (found: {said or 'none that runs'}); install it and run this again")


def _install() -> None:
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(
        command, cwd=WEB, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        STAMP.write_text(_wanted())
        return
    if any(sign in done.stderr for sign in _OFFLINE):
        raise CannotRun(
            "can't get what infra/web/package-lock.json lists from the package registry; "
            "check the network (or npm's configuration) and try again"
        )
    lines = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
    raise CannotRun(f"npm ci failed: {(lines or ['it said nothing'])[0].removeprefix('npm error ')}")


def _copy() -> None:
    VENDOR.mkdir(exist_ok=True)
    for path in VENDOR.iterdir():
        if path.name not in SERVED:
            path.unlink()
    for name, source in SERVED.items():
        target = VENDOR / name
        if not target.is_file() or not filecmp.cmp(source, target, shallow=False):
            # A stack that is being built beside this finds the old file or the new one, never a half.
            draft = PACKAGES / f".{name}"
            shutil.copyfile(source, draft)
            draft.replace(target)


def main() -> int:
    """Take them; 0, or 2 with one line on stderr."""
    return ended(lambda: take(Progress()))


if __name__ == "__main__":
    sys.exit(main())
