"""What each function's role may do by the templates, right by right; one may be taken away for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from tests.unit.infra import templates


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """One action on one place: a table, `Table/index`, `Bucket/prefix/*`, a queue, a secret, or `*`."""

    role: str
    action: str
    place: str

    def covers(self, action: str, place: str) -> bool:
        """Say whether this lets its role do that."""
        return self.action == action and fnmatchcase(place, self.place)


def rights() -> Iterator[tuple[Right, Any]]:
    """Give every right of every role, with the condition on it; without what is taken away."""
    for role, one in templates.statements():
        if one["Effect"] == "Allow":
            for action in templates.listed(one["Action"]):
                for resource in templates.listed(one["Resource"]):
                    yield Right(role, action, templates.place_of(resource)), one.get("Condition")


@contextmanager
def without(right: Right) -> Iterator[None]:
    """Take a right away for a while, from all that reads the templates in this process."""
    taken = (right.role, right.action, right.place)
    templates.TAKEN.add(taken)
    try:
        yield
    finally:
        templates.TAKEN.discard(taken)
