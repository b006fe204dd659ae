"""The scripts that pages load: each under an address that names its content, so kept for good.

A script is several files put one after the other: what comes from npm (copied here by `make assets`), then
ours in the order of their names. Pages load nothing from anywhere else.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent
ADDRESS: Final = "/static"
_SCRIPT: Final = "text/javascript; charset=utf-8"
_HTMX: Final = "vendor/htmx.min.js"
_CHARTS: Final = "vendor/chart.min.js"
_SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "site.js": (_HTMX, "scripts/site/*.js"),
    "desk.js": (_HTMX, "scripts/site/*.js", "scripts/desk/*.js"),
    "charts.js": (_CHARTS, "scripts/charts/*.js"),
}


class AssetsMissing(Exception):
    """A library from npm is not in the folder `vendor`: `make assets` puts it there."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served; its `version`, and so its address, changes whenever its content does."""

    name: str
    content: str
    media_type: str
    version: str

    @property
    def address(self) -> str:
        """Give where it is loaded from."""
        return f"{ADDRESS}/{self.version}/{self.name}"


@cache
def asset(name: str) -> Asset | None:
    """Give the asset of a name, None where there is none of it. Read once for each process."""
    sources = _SOURCES.get(name)
    if sources is None:
        return None
    content = "\n".join(path.read_text("utf-8") for pattern in sources for path in _files(pattern))
    return Asset(name, content, _SCRIPT, sha256(content.encode()).hexdigest()[:16])


def address(name: str) -> str:
    """Give the address of an asset that a template names; KeyError where there is none."""
    found = asset(name)
    if found is None:
        raise KeyError(name)
    return found.address


@cache
def icon() -> str:
    """Give the picture of the site as it stands in a page: not worth a request of its own."""
    return f"data:image/svg+xml;base64,{b64encode((_FOLDER / 'icon.svg').read_bytes()).decode()}"


def _files(pattern: str) -> list[Path]:
    found = sorted(_FOLDER.glob(pattern))
    if not found and pattern.startswith("vendor/"):
        raise AssetsMissing(pattern)
    return found
