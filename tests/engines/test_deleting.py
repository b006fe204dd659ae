"""Removing items, alone or together with a change."""

import pytest

from hearthline.platform.table import ConditionFailed, Delete, Guard, Put, Table
from tests.engines.engine import Engine


def test_an_item_goes_in_the_transaction_of_a_change_and_may_be_gone_already(engine: Engine) -> None:
    table = Table(engine.client, engine.complaints)
    table.put({"pk": "P#1", "sk": "A"})

    table.transact([Delete("P#1", "A"), Delete("P#2", "A"), Put({"pk": "C#1", "sk": "A"})])

    assert (table.get("P#1", "A"), table.get("C#1", "A")) == (None, {"pk": "C#1", "sk": "A"})


def test_an_item_stays_when_the_guard_of_its_removal_does_not_hold(engine: Engine) -> None:
    table = Table(engine.client, engine.complaints)
    table.put({"pk": "P#1", "sk": "A", "version": 2})

    with pytest.raises(ConditionFailed):
        table.transact([Delete("P#1", "A", Guard("version = :read", {}, {":read": 1}))])

    assert table.get("P#1", "A") is not None
