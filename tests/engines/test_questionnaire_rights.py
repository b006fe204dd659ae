"""What the desk asks of storage for questionnaires: how often, and that its role allows it."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from hearthline.platform.access import Principal
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.secret import Secret
from hearthline.platform.table import Table
from hearthline.surveys.questionnaire_desk import Questionnaires
from hearthline.surveys.questionnaire_store import QuestionnaireStore
from tests.engines.engine import Engine, in_moto
from tests.engines.test_rights import CURSORS, granted, used
from tests.engines.world import KnownChance
from tests.unit.surveys.questionnaires import EVERY_TYPE

ZHOU = Principal("zhou", frozenset({"marketing"}), hq=True)
KEY = "a-key-of-sixteen-signs"


@pytest.fixture
def engine() -> Iterator[Engine]:
    with in_moto() as engine:
        yield engine


def test_the_desk_may_do_what_staff_ask_of_questionnaires(engine: Engine, now: datetime) -> None:
    store = QuestionnaireStore(Table(engine.client, engine.surveys))
    prints = Fingerprints(Secret(lambda: "a secret that is long enough for a test of this kind"))
    desk = Questionnaires(store, prints, CURSORS, KnownChance())

    def spent(do: Callable[[], Any]) -> Counter[str]:
        with engine.counter.during() as counted:
            do()
        return counted.requests

    with used(engine) as asked:
        saved = desk.save(ZHOU, EVERY_TYPE, KEY, now)["id"]
        assert spent(lambda: desk.save(ZHOU, EVERY_TYPE, None, now)) == {"TransactWriteItems": 1}
        assert spent(lambda: desk.page(ZHOU, limit=9, cursor=None)) == {"Query": 1}
        assert spent(lambda: desk.read(ZHOU, saved)) == {"GetItem": 1, "Query": 1}
        assert spent(lambda: desk.version(ZHOU, saved, "1")) == {"GetItem": 1}
        assert spent(lambda: desk.version(ZHOU, "closing", "1")) == {}
        assert spent(lambda: desk.add(ZHOU, saved, EVERY_TYPE, KEY, None, now)) == {
            "GetItem": 1,
            "Query": 1,
            "TransactWriteItems": 1,
        }
        thanks = {"thanks": EVERY_TYPE["thanks"]}
        assert spent(lambda: desk.edit(ZHOU, saved, "2", thanks, None, now)) == {
            "GetItem": 2,
            "Query": 1,
            "TransactWriteItems": 1,
        }

    assert asked <= granted("SurveyDesk")
