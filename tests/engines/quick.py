"""moto without its copy of a whole table for each transaction: for tests in which no transaction fails."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import moto.dynamodb.models
import pytest
from moto.dynamodb.models.table import Table


@contextmanager
def without_copies() -> Iterator[None]:
    """Let moto keep nothing to go back to. What fails half-way would leave its first half behind."""

    def kept(value: Any) -> Any:
        return value if isinstance(value, Table) else copy.deepcopy(value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moto.dynamodb.models, "copy", SimpleNamespace(copy=copy.copy, deepcopy=kept))
        yield
