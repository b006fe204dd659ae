"""Storage tests run on each engine that is here: one suite, the same tables."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.engines import dynamodb_local, ministack
from tests.engines.club import ClubWorld
from tests.engines.engine import Engine, at, in_moto
from tests.engines.people import People
from tests.engines.world import World


@pytest.fixture(scope="session")
def dynamodb_local_endpoint() -> Iterator[str]:
    """Give the address of a DynamoDB Local that runs for this session; skip where it cannot."""
    try:
        with dynamodb_local.running() as endpoint:
            yield endpoint
    except dynamodb_local.Unavailable as missing:
        pytest.skip(missing.reason)


@pytest.fixture(scope="session")
def ministack_endpoint() -> Iterator[str]:
    """Give the address of a MiniStack that runs for this session."""
    with ministack.running() as endpoint:
        yield endpoint


ENDPOINTS = {"dynamodb-local": "dynamodb_local_endpoint", "ministack": "ministack_endpoint"}


@pytest.fixture(
    params=[
        "moto",
        pytest.param("dynamodb-local", marks=pytest.mark.dynamodb_local),
        pytest.param("ministack", marks=pytest.mark.system),
    ]
)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give an engine with empty tables."""
    if request.param == "moto":
        with in_moto() as engine:
            yield engine
    else:
        with at(request.param, request.getfixturevalue(ENDPOINTS[request.param])) as engine:
            yield engine


@pytest.fixture
def world(engine: Engine, now: datetime) -> World:
    """Give the complaints context on an engine, its documents read."""
    world = World(engine)
    world.rulebook.refresh(now)
    return world


@pytest.fixture
def people(engine: Engine) -> People:
    """Give persons on an engine."""
    return People(engine)


@pytest.fixture
def club(engine: Engine, now: datetime) -> ClubWorld:
    """Give the club's points on an engine, its documents read."""
    club = ClubWorld(engine)
    club.club.refresh(now)
    return club
