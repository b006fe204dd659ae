"""Tables in this process: what DynamoDB does with the requests that the product makes, in microseconds.

Reads of an index see what was written a moment ago only after a moment, as those of AWS do. Each change goes
into the table's stream. Held to moto by tests/simulation/test_tables.py: the same requests, the same answers.
"""

from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from hearthline.platform.attributes import from_item, to_item
from simulation.expressions import Refused, change, condition
from simulation.refusals import cancelled, refused

Item = dict[str, Any]
Key = tuple[str, str]
LAG: Final = timedelta(milliseconds=40)
"""How long an index is behind its table."""
_HIGHEST: Final = "\U0010ffff"


@dataclass(slots=True)
class Index:
    """One index: for each value of its first key, what has it, in the order of the second."""

    keys: tuple[str, ...]
    projected: frozenset[str] | None
    rows: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    seen: dict[Key, tuple[str, tuple[str, str, str], Item]] = field(default_factory=dict)

    def follow(self, key: Key, item: Item | None) -> None:
        """Take a change of the table in."""
        before = self.seen.pop(key, None)
        if before:
            rows = self.rows[before[0]]
            del rows[bisect_left(rows, before[1])]
        if item is None or any(name not in item for name in self.keys):
            return
        value, second = item[self.keys[0]], item[self.keys[1]] if len(self.keys) > 1 else ""
        row = (second, *key)
        shown = item if self.projected is None else {n: v for n, v in item.items() if n in self.projected}
        self.seen[key] = (value, row, shown)
        insort(self.rows.setdefault(value, []), row)


class TableRows:
    """One table with its indexes and its stream."""

    def __init__(self, name: str, definition: Mapping[str, Any], clock: Callable[[], datetime]) -> None:
        self.name = name
        self.items: dict[Key, Item] = {}
        self._tagged: dict[Key, Item] = {}
        self.partitions: dict[str, list[str]] = {}
        self.followers: list[Callable[[dict[str, Any]], None]] = []
        self.indexes = dict(_indexes(definition))
        self._clock = clock
        self._behind: deque[tuple[datetime, Key, Item | None]] = deque()

    def tagged(self, key: Key) -> Item | None:
        """Give an item in the form in which the service gives it; whoever gets it leaves it as it is."""
        found = self._tagged.get(key)
        if found is None and key in self.items:
            found = self._tagged[key] = to_item(self.items[key])
        return found

    def write(self, key: Key, item: Item | None) -> None:
        """Let an item stand as it is given, or be gone."""
        there = self.items.pop(key, None)
        self._tagged.pop(key, None)
        if item is not None:
            self.items[key] = item
        rows = self.partitions.setdefault(key[0], [])
        if there is None and item is not None:
            insort(rows, key[1])
        elif there is not None and item is None:
            del rows[bisect_left(rows, key[1])]
        self._behind.append((self._clock() + LAG, key, item))
        if item is not None:
            kind = "INSERT" if there is None else "MODIFY"
            for follower in self.followers:
                follower({"eventName": kind, "item": item})

    def index(self, name: str) -> Index:
        """Give an index as it shows itself now."""
        now = self._clock()
        while self._behind and self._behind[0][0] <= now:
            _, key, item = self._behind.popleft()
            for index in self.indexes.values():
                index.follow(key, item)
        return self.indexes[name]


def _indexes(definition: Mapping[str, Any]) -> Iterator[tuple[str, Index]]:
    for each in definition.get("GlobalSecondaryIndexes", ()):
        keys = tuple(part["AttributeName"] for part in each["KeySchema"])
        kind = each["Projection"]["ProjectionType"]
        more = each["Projection"].get("NonKeyAttributes", ())
        yield each["IndexName"], Index(keys, None if kind == "ALL" else frozenset({"pk", "sk", *keys, *more}))


class Tables:
    """The verbs of botocore's DynamoDB client that the product uses, over tables in this process."""

    def __init__(self, definitions: Mapping[str, Mapping[str, Any]], clock: Callable[[], datetime]) -> None:
        self.tables = {name: TableRows(name, made, clock) for name, made in definitions.items()}

    def get_item(self, TableName: str, Key: Mapping[str, Any], **_: Any) -> dict[str, Any]:  # noqa: N803
        """Give one item."""
        found = self.tables[TableName].tagged(_key(Key))
        return {"Item": found} if found is not None else {}

    def batch_get_item(self, RequestItems: Mapping[str, Any], **_: Any) -> dict[str, Any]:  # noqa: N803
        """Give those of many items that there are."""
        found = {}
        for name, wanted in RequestItems.items():
            table = self.tables[name]
            found[name] = [item for key in map(_key, wanted["Keys"]) if (item := table.tagged(key))]
        return {"Responses": found, "UnprocessedKeys": {}}

    def put_item(self, TableName: str, Item: Mapping[str, Any], **rest: Any) -> dict[str, Any]:  # noqa: N803
        """Write an item, if its condition holds."""
        table = self.tables[TableName]
        after = from_item(Item)
        _demand("PutItem", table.items.get(_key(Item)), rest)
        table.write(_key(Item), after)
        return {}

    def update_item(self, TableName: str, Key: Mapping[str, Any], **rest: Any) -> dict[str, Any]:  # noqa: N803
        """Change an item, if its condition holds."""
        table, key = self.tables[TableName], _key(Key)
        _demand("UpdateItem", table.items.get(key), rest)
        after = _updated("UpdateItem", table, key, rest)
        table.write(key, after)
        return {"Attributes": to_item(after)}

    def transact_write_items(
        self,
        TransactItems: list[Mapping[str, Any]],  # noqa: N803
        **_: Any,
    ) -> dict[str, Any]:
        """Do all of several actions, or none."""
        writes: list[tuple[TableRows, Key, Item | None]] = []
        reasons: list[dict[str, Any]] = []
        for each in TransactItems:
            ((verb, action),) = each.items()
            table = self.tables[action["TableName"]]
            key = _key(action["Item"] if verb == "Put" else action["Key"])
            there = table.items.get(key)
            if not _holds(there, action):
                reasons.append({"Code": "ConditionalCheckFailed", **_old(there, action)})
                continue
            reasons.append({"Code": "None"})
            if verb == "Put":
                writes.append((table, key, from_item(action["Item"])))
            elif verb == "Update":
                writes.append((table, key, _updated("TransactWriteItems", table, key, action)))
            else:
                writes.append((table, key, None))
        if any(reason["Code"] != "None" for reason in reasons):
            raise cancelled(reasons)
        for table, key, item in writes:
            table.write(key, item)
        return {}

    def query(self, TableName: str, **asked: Any) -> dict[str, Any]:  # noqa: N803
        """Give a page of a partition, of the table or of an index."""
        table, name = self.tables[TableName], asked.get("IndexName")
        names = asked.get("ExpressionAttributeNames", {})
        values = from_item(asked.get("ExpressionAttributeValues", {}))
        keyed, _, rest = asked["KeyConditionExpression"].partition(" AND ")
        partition, value = (part.strip() for part in keyed.split("="))
        rows, read = _rows(table, name, values[value])
        index = table.indexes[name] if name else None
        if names.get(partition, partition) != (index.keys[0] if index else "pk"):
            raise refused("Query", "ValidationException")
        second = index.keys[-1] if index else "sk"
        begin, end = _range(rows, rest, {**names, "": second}, values)
        forward = asked.get("ScanIndexForward", True)
        start = asked.get("ExclusiveStartKey")
        if start:
            last = from_item(start)
            row = (last[second] if index and len(index.keys) > 1 else "", last["pk"], last["sk"])
            if index is None:
                row = (last["sk"], last["pk"], last["sk"])
            begin, end = (
                (max(begin, bisect_right(rows, row)), end)
                if forward
                else (
                    begin,
                    min(end, bisect_left(rows, row)),
                )
            )
        places = range(begin, end) if forward else range(end - 1, begin - 1, -1)
        limit = asked.get("Limit", len(places) + 1)
        wanted = condition(asked["FilterExpression"], names) if "FilterExpression" in asked else None
        looked = [read(rows[place]) for place in places[:limit]]
        found = [item for item in looked if wanted is None or wanted(item, values)]
        answer: dict[str, Any] = {"Items": [to_item(_only(item, asked, names)) for item in found]}
        if len(looked) == limit and looked:
            keys = ("pk", "sk", *(index.keys if index else ()))
            answer["LastEvaluatedKey"] = to_item({each: looked[-1][each] for each in dict.fromkeys(keys)})
        return answer

    def scan(self, TableName: str, IndexName: str, **asked: Any) -> dict[str, Any]:  # noqa: N803
        """Give one segment of an index; it is whole in the first of them."""
        index = self.tables[TableName].index(IndexName)
        rows = [] if asked.get("Segment", 0) else sorted(index.seen)
        start = from_item(asked["ExclusiveStartKey"]) if "ExclusiveStartKey" in asked else None
        begin = bisect_right(rows, (start["pk"], start["sk"])) if start else 0
        some = rows[begin : begin + asked.get("Limit", len(rows) + 1)]
        found = [index.seen[key][2] for key in some]
        answer: dict[str, Any] = {
            "Items": [to_item(item) for item in found],
            "ConsumedCapacity": {"CapacityUnits": 1.0},
        }
        if found and begin + len(some) < len(rows):
            keys = dict.fromkeys(("pk", "sk", *index.keys))
            answer["LastEvaluatedKey"] = to_item({name: found[-1][name] for name in keys})
        return answer


def _key(item: Mapping[str, Any]) -> Key:
    return item["pk"]["S"], item["sk"]["S"]


def _holds(there: Item | None, request: Mapping[str, Any]) -> bool:
    text = request.get("ConditionExpression")
    if text is None:
        return True
    values = from_item(request.get("ExpressionAttributeValues", {}))
    return condition(text, request.get("ExpressionAttributeNames", {}))(there or {}, values)


def _old(there: Item | None, request: Mapping[str, Any]) -> dict[str, Any]:
    wanted = request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
    return {"Item": to_item(there)} if wanted and there is not None else {}


def _demand(operation: str, there: Item | None, request: Mapping[str, Any]) -> None:
    if not _holds(there, request):
        raise refused(operation, "ConditionalCheckFailedException", **_old(there, request))


def _updated(operation: str, table: TableRows, key: Key, request: Mapping[str, Any]) -> Item:
    there = table.items.get(key) or {"pk": key[0], "sk": key[1]}
    changed = change(request["UpdateExpression"], request.get("ExpressionAttributeNames", {}))
    try:
        return changed(there, from_item(request.get("ExpressionAttributeValues", {})))
    except Refused:
        raise refused(operation, "ValidationException") from None


def _rows(
    table: TableRows, name: str | None, value: str
) -> tuple[list[tuple[str, str, str]], Callable[[tuple[str, str, str]], Item]]:
    """Give the rows of a partition in their order, and what reads one."""
    if name is None:
        rows = [(sk, value, sk) for sk in table.partitions.get(value, ())]
        return rows, lambda row: table.items[row[1], row[2]]
    index = table.index(name)
    return index.rows.get(value, []), lambda row: index.seen[row[1], row[2]][2]


def _range(
    rows: list[tuple[str, str, str]], rest: str, names: Mapping[str, str], values: Mapping[str, Any]
) -> tuple[int, int]:
    """Give where the rows begin and end whose second key fits."""
    if not rest:
        return 0, len(rows)
    words = rest.replace("begins_with(", "").replace(",", "").replace(")", "").split()
    if names.get(words[0], words[0]) != names[""]:
        raise refused("Query", "ValidationException")
    if rest.startswith("begins_with"):
        start = values[words[1]]
        return bisect_left(rows, (start,)), bisect_left(rows, (start + _HIGHEST,))
    low = values[words[2]]
    match words[1]:
        case "=":
            return bisect_left(rows, (low,)), bisect_right(rows, (low, _HIGHEST))
        case "<":
            return 0, bisect_left(rows, (low,))
        case "<=":
            return 0, bisect_right(rows, (low, _HIGHEST))
        case ">":
            return bisect_right(rows, (low, _HIGHEST)), len(rows)
        case ">=":
            return bisect_left(rows, (low,)), len(rows)
        case "BETWEEN":
            return bisect_left(rows, (low,)), bisect_right(rows, (values[words[4]], _HIGHEST))
    raise refused("Query", "ValidationException")


def _only(item: Item, asked: Mapping[str, Any], names: Mapping[str, str]) -> Item:
    if "ProjectionExpression" not in asked:
        return item
    wanted = {names.get(each, each) for each in asked["ProjectionExpression"].split(", ")}
    return {name: value for name, value in item.items() if name in wanted}
