"""The services of a simulation, each call of them counted for the function that makes it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from botocore.exceptions import ClientError

from benchmarks.capacity import read_units, refused_units, size_of, write_units
from benchmarks.meter import Meter, Used
from hearthline.platform.attributes import from_item

_WRITES: Final = frozenset({"put_item", "update_item"})


class MeteredService:
    """Queues, bus, providers and secrets, each call counted."""

    def __init__(self, inner: Any, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        call = getattr(self._inner, verb)

        def counted(**request: Any) -> Any:
            self._meter.add(Used.CALLS)
            match verb:
                case "put_events":
                    self._meter.add(Used.EVENTS, len(request["Entries"]))
                case "send_email":
                    self._meter.add(Used.MAILS)
                case "publish":
                    self._meter.add(Used.TEXTS)
            return call(**request)

        return counted


class MeteredTables:
    """Tables of a simulation, each call counted in the units that DynamoDB charges."""

    def __init__(self, inner: Any, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        call = getattr(self._inner, verb)
        count = self._write if verb in _WRITES else getattr(self, f"_{verb}")

        def counted(**request: Any) -> Any:
            self._meter.add(Used.CALLS)
            return count(call, request)

        return counted

    def _read(self, sizes: list[int], request: Mapping[str, Any]) -> None:
        consistent = bool(request.get("ConsistentRead"))
        self._meter.add(Used.READ_UNITS, read_units(sizes, consistent=consistent))

    def _get_item(self, call: Any, request: dict[str, Any]) -> Any:
        answer = call(**request)
        self._read([_bytes(answer.get("Item", {}))], request)
        return answer

    def _batch_get_item(self, call: Any, request: dict[str, Any]) -> Any:
        answer = call(**request)
        for name, wanted in request["RequestItems"].items():
            found = [_bytes(item) for item in answer["Responses"].get(name, ())]
            for size in found + [0] * (len(wanted["Keys"]) - len(found)):
                self._read([size], wanted)
        return answer

    def _query(self, call: Any, request: dict[str, Any]) -> Any:
        answer = call(**request)
        narrowed = {"FilterExpression", "ProjectionExpression"} & request.keys()
        # What a filter leaves out, and what isn't asked for of an item, is read and paid for all the same.
        whole = call(**{name: part for name, part in request.items() if name not in narrowed})
        looked = whole if narrowed else answer
        self._read([_bytes(item) for item in looked["Items"]], request)
        return answer

    def _scan(self, call: Any, request: dict[str, Any]) -> Any:
        answer = call(**request)
        self._read([_bytes(item) for item in answer["Items"]], request)
        return answer

    def _write(self, call: Any, request: dict[str, Any]) -> Any:
        return self._change(call, request, [request], transaction=False)

    def _transact_write_items(self, call: Any, request: dict[str, Any]) -> Any:
        actions = [next(iter(each.values())) for each in request["TransactItems"]]
        return self._change(call, request, actions, transaction=True)

    def _change(
        self, call: Any, request: dict[str, Any], actions: list[Mapping[str, Any]], *, transaction: bool
    ) -> Any:
        tables = [self._inner.tables[action["TableName"]] for action in actions]
        keys = [_key(action) for action in actions]
        before = [table.items.get(key) for table, key in zip(tables, keys, strict=True)]
        try:
            answer = call(**request)
        except ClientError:
            units = sum(refused_units(there, transaction=transaction) for there in before)
            self._meter.add(Used.WRITE_UNITS, units)
            raise
        for table, key, there in zip(tables, keys, before, strict=True):
            after = table.items.get(key)
            units = write_units(there, after, table.indexes.values(), transaction=transaction)
            self._meter.add(Used.WRITE_UNITS, units)
        return answer


def _key(action: Mapping[str, Any]) -> tuple[str, str]:
    keys = action.get("Item") or action["Key"]
    return keys["pk"]["S"], keys["sk"]["S"]


def _bytes(item: Mapping[str, Any]) -> int:
    return size_of(from_item(item))
