"""What tests of the running system's API share; the stack itself is in tests/conftest.py."""

import pytest

from infra.local.stack import LocalStack
from tests.system.client import Client


@pytest.fixture(scope="session")
def anyone(stack: LocalStack) -> Client:
    """Give the API as somebody who hasn't signed in."""
    return Client(stack.description()["url"])
