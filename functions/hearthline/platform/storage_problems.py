"""How failures of storage are answered over HTTP: safe to try again, and nothing of the inside."""

from collections.abc import Callable, Mapping
from typing import Any

from hearthline.platform.problems import Problem
from hearthline.platform.table import StorageUnavailable, Throttled, TransactionConflict


def _again(_: Any) -> Problem:
    return Problem.unavailable()


STORAGE_PROBLEMS: Mapping[type[Exception], Callable[[Any], Problem]] = {
    Throttled: _again,
    TransactionConflict: _again,
    StorageUnavailable: _again,
}
