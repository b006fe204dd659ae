"""Storage tests run on each engine that is here: one suite, the same tables."""

from collections.abc import Iterator

import pytest

from tests.engines import dynamodb_local
from tests.engines.engine import Engine, at, in_moto


@pytest.fixture(scope="session")
def dynamodb_local_endpoint() -> Iterator[str]:
    """Give the address of a DynamoDB Local that runs for this session; skip where it cannot."""
    try:
        with dynamodb_local.running() as endpoint:
            yield endpoint
    except dynamodb_local.Unavailable as missing:
        pytest.skip(missing.reason)


@pytest.fixture(params=["moto", pytest.param("dynamodb-local", marks=pytest.mark.dynamodb_local)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give an engine with empty tables."""
    if request.param == "moto":
        with in_moto() as engine:
            yield engine
    else:
        with at(request.param, request.getfixturevalue("dynamodb_local_endpoint")) as engine:
            yield engine
