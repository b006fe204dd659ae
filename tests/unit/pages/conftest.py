"""A browser without script, in front of the product's own wiring."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from hearthline import root, root_site
from tests.engines.engine import Engine, in_moto
from tests.unit.pages.journey import CHANCE, URL
from tests.unit.pages.scriptless_browser import ScriptlessBrowser


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


@pytest.fixture
def browser(engine: Engine, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptlessBrowser]:
    """Give a browser in front of the product's own wiring, on moto, at a fixed time."""
    monkeypatch.setenv("COMPLAINTS_TABLE", engine.complaints)
    monkeypatch.setenv("MEMBERS_TABLE", engine.members)
    monkeypatch.setenv("PUBLIC_URL", URL)
    monkeypatch.setenv("SECRET_ID", "secret")
    root.reset()
    monkeypatch.setattr(root, "client", lambda _: engine.client)
    monkeypatch.setattr(
        root, "fetch_secret", lambda _: "a secret that is long enough for a test of this kind"
    )
    monkeypatch.setattr(root_site, "attachment_origin", lambda: "https://files.example")
    monkeypatch.setattr(root, "clock", lambda: now)
    monkeypatch.setattr(root, "entropy", CHANCE)
    yield ScriptlessBrowser()
    monkeypatch.undo()
    root.reset()
