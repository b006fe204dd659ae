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
        with dynamodb_local.running(options=dynamodb_local.SHORT_LIVED) as endpoint:
            yield endpoint
    except dynamodb_local.Unavailable as missing:
        pytest.skip(missing.reason)


@pytest.fixture(scope="session")
def ministack_endpoint() -> Iterator[str]:
    """Give the address of a MiniStack that runs for this session."""
    with ministack.running() as endpoint:
        yield endpoint


RULES_ON_TWO = frozenset(
    {
        "test_audit_points",
        "test_codes",
        "test_complaint_links",
        "test_consenting",
        "test_feedback",
        "test_home_orders",
        "test_joining",
        "test_looking_up",
        "test_member_import",
        "test_notice_people",
        "test_points_crashes",
        "test_points_storm",
        "test_reversing",
        "test_segments",
        "test_standing_rights",
        "test_standings",
        "test_standings_crashes",
        "test_survey_recovery",
        "test_taking_over",
    }
)
"""Tries of rules over stores that have their own tests on all three engines: moto and AWS's own will do."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on MiniStack what is there only to try rules."""
    beside = {item for item in items if item.path.stem in RULES_ON_TWO and "ministack" in item.name}
    config.hook.pytest_deselected(items=list(beside))
    items[:] = [item for item in items if item not in beside]


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
