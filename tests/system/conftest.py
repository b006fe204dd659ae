"""One private stack for all tests of the running system, on ports and in a folder of its own."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.progress import Progress
from infra.local.stack import LocalStack
from tests.system.client import Client


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """Give a deployed stack without sample data."""
    state: Path = tmp_path_factory.mktemp("stack")
    one = LocalStack(state, with_sample=False, progress=Progress(io.StringIO()))
    one.up()
    try:
        yield one
    finally:
        one.down()


@pytest.fixture(scope="session")
def anyone(stack: LocalStack) -> Client:
    """Give the API as somebody who hasn't signed in."""
    return Client(stack.description()["url"])
