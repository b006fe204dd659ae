"""One DynamoDB table: reads, guarded writes and transactions, with an exception for each way to fail.

Nothing here knows a key of the business; the stores do. Every failure that a caller may want to answer
differently is its own exception: a condition that did not hold, a conflict with another transaction,
throttling, and storage that can't be reached.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from hearthline.platform.actions import (
    ABSENT,
    Action,
    Delete,
    Guard,
    Page,
    Put,
    Update,
    key_of,
    put_request,
    transact_item,
    update_request,
)
from hearthline.platform.attributes import Item, from_item, to_item
from hearthline.platform.pausing import jittered_sleep

__all__ = [
    "ABSENT",
    "MAX_KEYS",
    "MAX_TRANSACTION",
    "Action",
    "ConditionFailed",
    "Delete",
    "DynamoDB",
    "Guard",
    "ItemTooLarge",
    "Page",
    "Put",
    "StorageError",
    "StorageUnavailable",
    "Table",
    "Throttled",
    "TransactionConflict",
    "Update",
]

MAX_TRANSACTION = MAX_KEYS = 100
CONFLICT_TRIES = 10
_THROTTLES = frozenset(
    {"ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded", "Throttling"}
)
_NEVER_WRITTEN = frozenset({"ValidationError", "ItemCollectionSizeLimitExceeded"})


class DynamoDB(Protocol):
    """The verbs of botocore's DynamoDB client that this product uses."""

    def get_item(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def query(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def put_item(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def update_item(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def batch_get_item(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def transact_write_items(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102
    def scan(self, **kwargs: Any) -> dict[str, Any]: ...  # noqa: D102


class StorageError(Exception):
    """The table did not do what was asked; the subclass says why."""


class ConditionFailed(StorageError):
    """A guard did not hold: `index` is the action's place in its transaction, `item` what stands there."""

    def __init__(self, index: int = 0, item: Item | None = None) -> None:
        super().__init__(index)
        self.index = index
        self.item = item


class ItemTooLarge(Exception):
    """A transaction would let an item grow beyond 400 KB: its own fault, no outage; nothing was written."""


class TransactionConflict(StorageError):
    """Another transaction touched the same items again and again; nothing was written."""


class Throttled(StorageError):
    """The table has no capacity left at the moment; nothing was written."""


class StorageUnavailable(StorageError):
    """The table could not be reached, or failed inside; a write may or may not have happened."""


class Table:
    """One table; `pause` waits between tries after a conflict (seconds), injected so that tests don't."""

    def __init__(self, client: DynamoDB, name: str, pause: Callable[[float], None] = jittered_sleep) -> None:
        self._client = client
        self._pause = pause
        self.name = name

    def get(self, pk: str, sk: str, *, consistent: bool = True) -> Item | None:
        """Give one item, or None."""
        return _plain(self._call("get_item", Key=key_of(pk, sk), ConsistentRead=consistent).get("Item"))

    def get_many(self, keys: Sequence[tuple[str, str]], *, consistent: bool = False) -> list[Item]:
        """Give the items that exist among keys, in no order: a request for each hundred of them."""
        wanted = [key_of(pk, sk) for pk, sk in dict.fromkeys(keys)]
        chunks = (wanted[place : place + MAX_KEYS] for place in range(0, len(wanted), MAX_KEYS))
        return [item for chunk in chunks for item in self._got({"Keys": chunk, "ConsistentRead": consistent})]

    def _got(self, wanted: dict[str, Any]) -> list[Item]:
        """Give the items of a request that has room for its keys; unprocessed ones are asked for again."""
        found: list[Item] = []
        for attempt in range(CONFLICT_TRIES):
            answer = self._call_plain("batch_get_item", RequestItems={self.name: wanted})
            found += [from_item(item) for item in answer["Responses"].get(self.name, [])]
            left = answer.get("UnprocessedKeys", {}).get(self.name)
            if not left:
                return found
            wanted = left
            self._pause(0.05 * 2**attempt)
        raise Throttled

    def query(  # noqa: PLR0913 - what a query may need beside its partition, each by name
        self,
        pk: tuple[str, str],
        sk: Guard | None = None,
        *,
        index: str | None = None,
        where: Guard | None = None,
        limit: int | None = None,
        start: Mapping[str, str] | None = None,
        descending: bool = False,
        consistent: bool = False,
        only: Sequence[str] = (),
    ) -> Page:
        """Give one page of a partition.

        `pk` is (attribute, value); `sk` a further key condition; `where` a filter on other attributes. Names
        and values of both are merged, so they must not collide. With `only`, these attributes alone.
        """
        name, value = pk
        parts = [guard for guard in (sk, where) if guard]
        names = {"#pk": name, **{n: a for guard in parts for n, a in guard.names.items()}}
        values = {":pk": value, **{n: v for guard in parts for n, v in guard.values.items()}}
        request: dict[str, Any] = {
            "KeyConditionExpression": "#pk = :pk" + (f" AND {sk.expression}" if sk else ""),
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": to_item(values),
            "ScanIndexForward": not descending,
            "ConsistentRead": consistent,
        }
        request |= {name: given for name, given in (("IndexName", index), ("Limit", limit)) if given}
        if where:
            request["FilterExpression"] = where.expression
        if only:
            names |= {f"#{name}": name for name in only}
            request["ProjectionExpression"] = ", ".join(f"#{name}" for name in only)
        if start:
            request["ExclusiveStartKey"] = to_item(start)
        answer = self._call("query", **request)
        items = tuple(from_item(item) for item in answer["Items"])
        return Page(items, _plain(answer.get("LastEvaluatedKey")))

    def query_all(
        self,
        pk: tuple[str, str],
        sk: Guard | None = None,
        *,
        index: str | None = None,
        where: Guard | None = None,
        consistent: bool = False,
    ) -> Iterator[Item]:
        """Give everything of a partition, as `query` does, page after page: a request for each 1 MB."""
        start: Mapping[str, str] | None = None
        while True:
            page = self.query(pk, sk, index=index, where=where, start=start, consistent=consistent)
            yield from page.items
            if page.last is None:
                return
            start = page.last

    def scan_page(
        self,
        index: str,
        segment: int,
        total: int,
        start: Mapping[str, str] | None = None,
        *,
        limit: int | None = None,
    ) -> Page:
        """Give one page, of 1 MB at most, of one of `total` segments of a sparse index. One request.

        The segments together are the whole index, and share nothing. What is written meanwhile may be in it
        or not.
        """
        request: dict[str, Any] = {"IndexName": index, "ReturnConsumedCapacity": "TOTAL"}
        request |= {"Segment": segment, "TotalSegments": total}
        if start:
            request["ExclusiveStartKey"] = to_item(start)
        if limit:
            request["Limit"] = limit
        answer = self._call("scan", **request)
        return Page(
            tuple(from_item(item) for item in answer["Items"]),
            _plain(answer.get("LastEvaluatedKey")),
            float(answer.get("ConsumedCapacity", {}).get("CapacityUnits", 0)),
        )

    def put(self, item: Mapping[str, Any], guard: Guard | None = None) -> None:
        """Write one item; raise ConditionFailed with what stands there if the guard does not hold."""
        self._call("put_item", **put_request(Put(item, guard)))

    def update(self, update: Update) -> Item:
        """Change one item and give it as it then is; raise ConditionFailed if the guard does not hold."""
        return from_item(
            self._call("update_item", **update_request(update), ReturnValues="ALL_NEW")["Attributes"]
        )

    def transact(self, actions: Sequence[Action]) -> None:
        """Do all of 1 to 100 actions, or none.

        A conflict with another transaction is tried again, with growing pauses. The SDK gives each try its
        own token and repeats it on its own retries, so a lost answer does not apply the actions twice.
        """
        if not 1 <= len(actions) <= MAX_TRANSACTION:
            raise ValueError(len(actions))
        items = [transact_item(self.name, action) for action in actions]
        for attempt in range(CONFLICT_TRIES):
            try:
                self._call_plain("transact_write_items", TransactItems=items)
            except TransactionConflict:
                if attempt == CONFLICT_TRIES - 1:
                    raise
                self._pause(0.01 * 2 ** min(attempt, 6))
            else:
                return

    def _call(self, verb: str, **request: Any) -> dict[str, Any]:
        return self._call_plain(verb, TableName=self.name, **request)

    def _call_plain(self, verb: str, **request: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client, verb)(**request)
        except ClientError as error:
            raise _translate(error) from error
        except BotoCoreError as error:
            raise StorageUnavailable from error
        return answer


def _translate(error: ClientError) -> StorageError | ItemTooLarge | ClientError:
    answer: Mapping[str, Any] = error.response
    code = answer.get("Error", {}).get("Code", "")
    if code == "ConditionalCheckFailedException":
        return ConditionFailed(0, _plain(answer.get("Item")))
    if code == "TransactionCanceledException":
        return _cancelled(answer.get("CancellationReasons", []))
    if code == "TransactionConflictException":
        return TransactionConflict()
    if code in _THROTTLES:
        return Throttled()
    passing = int(answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 500)) >= 500
    if passing or code == "TransactionInProgressException":
        return StorageUnavailable()
    # A mistake of ours (permission, expression, table name) is not to be answered as a passing fault.
    return error


def _cancelled(reasons: Sequence[Mapping[str, Any]]) -> StorageError | ItemTooLarge:
    codes = [reason.get("Code") for reason in reasons]
    for index, code in enumerate(codes):
        if code == "ConditionalCheckFailed":
            return ConditionFailed(index, _plain(reasons[index].get("Item")))
    if "TransactionConflict" in codes:
        return TransactionConflict()
    if "ThrottlingError" in codes or "ProvisionedThroughputExceeded" in codes:
        return Throttled()
    return ItemTooLarge() if _NEVER_WRITTEN & set(codes) else StorageUnavailable()


def _plain(item: Mapping[str, Any] | None) -> Item | None:
    return from_item(item) if item else None
