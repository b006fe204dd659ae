"""What the desk's pages of settings ask of the table, held against their role."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from hearthline.complaints.documents_desk import DocumentsDesk
from hearthline.complaints.earlier_policies import EarlierPolicies
from hearthline.complaints.editing import Editing
from hearthline.document_registry import KINDS
from hearthline.platform.access import Principal
from hearthline.platform.documents import Documents
from tests.engines.engine import Engine, in_moto
from tests.engines.test_rights import granted, used
from tests.engines.world import World

ADMIN = Principal("admin", frozenset({"admin"}), hq=True)
LEAD = Principal("zhao", frozenset({"lead"}), frozenset({"sz"}))


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


def test_the_pages_may_read_save_and_find_cases_under_an_earlier_policy(world: World, now: datetime) -> None:
    desk = DocumentsDesk(Editing(world.table, 8, KINDS))
    documents = Documents(world.table)
    documents.read(now)
    earlier = EarlierPolicies(world.store, world.rulebook, documents)
    with used(world.engine) as asked:
        desk.listed(ADMIN, now)
        for name in ("policy", "calendar-cn"):
            document = desk.one(ADMIN, name, None, now)["document"]
            assert desk.check(ADMIN, name, document, now)["valid"]
            assert desk.save(ADMIN, name, document, 1, now)["version"] == 2
        earlier.found(ADMIN, now)
        earlier.found(LEAD, now)

    assert asked <= granted("SiteDesk")
