"""A function is held to its role also in this process, and a right taken away is missed."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.rights import acting
from tests.rights.roles import Right, rights, without

READ = Right("LifecycleRole", "dynamodb:GetItem", "MembersTable")
HOME = {"TableName": "MembersTable-1", "Key": {"pk": {"S": "H#1"}, "sk": {"S": "A"}}}


class Client:
    """Tells who listens of a request, as botocore does."""

    def __init__(self) -> None:
        self.meta = SimpleNamespace(events=self, service_model=SimpleNamespace(service_name="dynamodb"))
        acting.guard(self)

    def register(self, _: str, hold: Any) -> None:
        self._hold = hold

    def ask(self, operation: str, params: dict[str, Any]) -> None:
        self._hold(
            params=params, model=SimpleNamespace(name=operation, service_model=self.meta.service_model)
        )


def test_what_the_role_does_not_allow_is_refused_while_the_function_acts() -> None:
    client = Client()
    client.ask("DeleteItem", HOME)
    with acting.acting("Lifecycle"):
        client.ask("GetItem", HOME)
        with pytest.raises(ClientError, match="LifecycleRole may not dynamodb:Scan on MembersTable"):
            client.ask("Scan", {"TableName": "MembersTable-1"})


def test_a_right_on_some_partitions_reaches_no_other() -> None:
    client = Client()
    plan = {**HOME, "Key": {"pk": {"S": "L#a\nb"}, "sk": {"S": "A"}}}
    with acting.acting("Lifecycle"):
        client.ask("TransactWriteItems", {"TransactItems": [{"Delete": plan}]})
        with pytest.raises(ClientError, match="may not dynamodb:DeleteItem on MembersTable, H#1"):
            client.ask("TransactWriteItems", {"TransactItems": [{"Delete": plan}, {"Delete": HOME}]})


def test_a_right_that_is_taken_away_is_missed_and_comes_back() -> None:
    client = Client()
    others = {right for right, _ in rights()} - {READ}
    with acting.acting("Lifecycle"):
        with without(READ):
            assert {right for right, _ in rights()} == others
            with pytest.raises(ClientError, match="AccessDenied"):
                client.ask("GetItem", HOME)
        client.ask("GetItem", HOME)
