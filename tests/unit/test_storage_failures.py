"""What storage says when it refuses, and what that is to the caller."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from hearthline.platform.table import (
    ConditionFailed,
    ItemTooLarge,
    Put,
    StorageError,
    StorageUnavailable,
    Table,
    Throttled,
    TransactionConflict,
)


def a_table(code: str, *reasons: str) -> Table:
    """Give a table whose every transaction is refused."""

    class Refusing:
        def transact_write_items(self, **_: Any) -> dict[str, Any]:
            answer: Any = {
                "Error": {"Code": code, "Message": ""},
                "ResponseMetadata": {"HTTPStatusCode": 400},
                "CancellationReasons": [{"Code": reason} for reason in reasons],
            }
            raise ClientError(answer, "TransactWriteItems")

    client: Any = Refusing()
    return Table(client, "complaints", pause=lambda _: None)


def refused(code: str, *reasons: str) -> Exception:
    with pytest.raises((StorageError, ItemTooLarge, ClientError)) as caught:
        a_table(code, *reasons).transact([Put({"pk": "C#1", "sk": "A"})])
    return caught.value


@pytest.mark.parametrize(
    ("reasons", "meaning"),
    [
        (("None", "ConditionalCheckFailed"), ConditionFailed),
        (("TransactionConflict", "ConditionalCheckFailed"), ConditionFailed),
        (("None", "TransactionConflict"), TransactionConflict),
        (("ThrottlingError",), Throttled),
        (("ProvisionedThroughputExceeded",), Throttled),
    ],
)
def test_a_cancelled_transaction_says_why(reasons: tuple[str, ...], meaning: type[Exception]) -> None:
    assert type(refused("TransactionCanceledException", *reasons)) is meaning


@pytest.mark.parametrize("reason", ["ValidationError", "ItemCollectionSizeLimitExceeded"])
def test_an_item_that_can_never_be_written_is_no_outage(reason: str) -> None:
    told = refused("TransactionCanceledException", "None", reason)

    assert type(told) is ItemTooLarge
    assert not isinstance(told, StorageError)


def test_a_transaction_whose_first_try_still_runs_may_or_may_not_have_happened() -> None:
    assert isinstance(refused("TransactionInProgressException"), StorageUnavailable)
