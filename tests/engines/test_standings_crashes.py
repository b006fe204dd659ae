"""A process that dies at any write, and again at the next try: the event comes again, and all ends well."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.engines.engine import Engine
from tests.engines.home_story import CANCELLED, NOW, SOLD, Story
from tests.engines.people import People
from tests.engines.standings import Standings

WRITES = frozenset({"transact_write_items", "put_item", "update_item", "delete_item"})


class Died(BaseException):
    """The process is gone; nothing can catch that."""


class Dying:
    """A client whose process dies at its nth write from now: before it, or after it and before the answer."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.left: int | None = None
        self.written = True

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        def call(**request: Any) -> Any:
            if verb not in WRITES or self.left is None:
                return getattr(self._client, verb)(**request)
            if self.left > 0:
                self.left -= 1
                return getattr(self._client, verb)(**request)
            self.left = None
            if self.written:
                getattr(self._client, verb)(**request)
            raise Died

        return call


@pytest.fixture
def clients() -> list[Dying]:
    return []


@pytest.fixture
def club(engine: Engine, clients: list[Dying]) -> Standings:
    def dying(client: Any) -> Dying:
        clients.append(Dying(client))
        return clients[-1]

    return Standings(People(engine, wrap=dying), NOW)


def follow(club: Standings, client: Dying, home: str, left: int, *, written: bool) -> bool:
    """Let members follow a home, and die at a write; tell whether there was such a write."""
    client.left, client.written = left, written
    try:
        club.home_changed(home)
    except Died:
        return True
    client.left = None
    return False


@pytest.mark.parametrize("written", [False, True], ids=["before the write", "before its answer"])
def test_dying_at_any_write_and_at_the_next_try_again_loses_and_doubles_nothing(
    club: Standings, clients: list[Dying], written: bool
) -> None:
    (client,) = clients
    left, died = 0, True
    while died:
        story = Story(club, f"{left}", coded=left % 2 == 0)
        story.tell(story.signed)

        club.estate.tell(story.handed_over)
        died = follow(club, client, story.home, left, written=written)
        follow(club, client, story.home, left // 2, written=not written)
        club.home_changed(story.home)
        assert story.end() == SOLD, left

        club.estate.tell(story.cancelled)
        died |= follow(club, client, story.home, left, written=written)
        follow(club, client, story.home, left // 2, written=not written)
        club.home_changed(story.home)
        assert story.end() == CANCELLED, left
        left += 1

    assert left > 5
