"""What every test may use: a fixed instant, the shared data, and how thoroughly properties are tried."""

import gc
import io
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.sizes import THOROUGH

if TYPE_CHECKING:
    from infra.local.stack import LocalStack

ROOT = Path(__file__).parents[1]
ON_THE_STACK = ("system", "browser")
"""The folders of tests of the running stack; each is a marker, too."""

# On the build machine the same examples each time: a failure there is one that anyone can repeat.
hypothesis.settings.register_profile("ci", derandomize=True, max_examples=50, deadline=None, print_blob=True)
hypothesis.settings.register_profile("desk", max_examples=50, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=1_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("thorough" if THOROUGH else "ci" if os.environ.get("CI") else "desk")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the running stack are marked as such."""
    for item in items:
        for folder in ON_THE_STACK:
            if item.path.is_relative_to(ROOT / "tests" / folder):
                item.add_marker(folder)


def pytest_collection_finish() -> None:
    """Spare Python looking for garbage among thousands of tests and modules that all stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


class OneStack(LoadScopeScheduling):  # type: ignore[misc]
    """Keeps all tests of the running stack on one worker, since there is one stack; the others go anywhere.

    xdist's own groups are a mark that it writes into the tests' ids; pytest 9.2 does not let it.
    """

    def _split_scope(self, nodeid: str) -> str:
        on_it = nodeid.startswith(tuple(f"tests/{folder}/" for folder in ON_THE_STACK))
        return "stack" if on_it else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give tests to workers by `OneStack`."""
    return OneStack(config, log)


@pytest.fixture
def now() -> datetime:
    """Give a fixed instant: Sunday, 22 November 2026, 16:00 in Shanghai."""
    return datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """Give a finder of the real data files that tests are checked against; skip where they are not here."""
    folder = Path(os.environ.get("HEARTHLINE_DATA") or ROOT.parent / "shared" / "data")

    def find(name: str) -> Path:
        path = folder / name
        if not path.exists():
            pytest.skip(f"needs the data file {name}: put it beside the checkout or set HEARTHLINE_DATA")
        return path

    return find


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[LocalStack]":
    """Give a deployed stack without sample data: one for the whole run, with its own ports and folder."""
    from infra.local.progress import Progress
    from infra.local.stack import LocalStack

    state: Path = tmp_path_factory.mktemp("stack")
    one = LocalStack(state, with_sample=False, progress=Progress(io.StringIO()))
    one.up()
    _let_alerts_go_alone(one)
    try:
        yield one
    finally:
        one.down()


def _let_alerts_go_alone(stack: "LocalStack") -> None:
    """Save a contact policy that gathers no alerts: tests share the staff, and each waits for its mail."""
    from hearthline.platform.table import Table
    from infra.documents import Desk

    table = Table(stack.client("dynamodb"), stack.description()["outputs"]["ComplaintsTable"])
    desk = Desk(table, "tests", datetime.now(UTC))
    policy = desk.latest("contact-policy")
    assert policy is not None
    desk.save("contact-policy", {**policy, "alerts": None})


@pytest.fixture(scope="session")
def desk_cookie(stack: "LocalStack") -> Callable[[str], str]:
    """Give what lets one of the demonstration's staff in at the pages, without the issuer: `name=value`."""
    from hearthline.platform.table import Table
    from infra.local.staff import STAFF
    from tests.desk_cookie import desk_cookie as cookie_of

    sessions = Table(stack.client("dynamodb"), stack.description()["outputs"]["SessionsTable"])
    groups = {member.username: member.groups for member in STAFF}

    def enter(username: str) -> str:
        claims = {"username": username, "cognito:groups": groups[username]}
        return cookie_of(sessions, claims, datetime.now(UTC))

    return enter
