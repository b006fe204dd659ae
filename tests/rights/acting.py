"""Holds what is asked of AWS in this process to the role of the function that is acting."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from fnmatch import fnmatchcase
from typing import Any, Final, cast

from botocore.exceptions import ClientError

from tests.engines.definitions import table_definitions
from tests.rights.roles import Right, rights
from tests.unit.infra import templates

Asked = tuple[str, str, str | None]
"""An action, the place, and the partition it is done to where that is known."""

_ACTING: ContextVar[str | None] = ContextVar("acting", default=None)
_BUCKETS: Final = {"imports": "ImportsBucket", "attachments": "AttachmentsBucket"}
_OF_OBJECTS: Final = {
    "GetObject": "GetObject",
    "HeadObject": "GetObject",
    "PutObject": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "UploadPart": "PutObject",
    "CompleteMultipartUpload": "PutObject",
    "DeleteObject": "DeleteObject",
}
_OF_BUCKETS: Final = {"ListObjectsV2": "ListBucket", "ListObjectVersions": "ListBucketVersions"}
_PARTITIONS: Final = "dynamodb:LeadingKeys"
_LENT_OUT: Final = "CreateBucket"
"""What botocore tells of as it makes a form for uploads, which asks for nothing itself."""
_NO_FILE: Final = "-"
"""The key of a form that is made for its address alone, and lent to nobody."""
_IN_TRANSACTION: Final = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}

note: Callable[[Right], None] = lambda _: None  # noqa: E731  # replaced by who wants to know what is used

compared: Callable[[str], None] = lambda _: None  # noqa: E731  # the same, of a role that is compared as a whole


@contextmanager
def acting(function: str) -> Iterator[None]:
    """Let a function act: what it asks for meanwhile is held to its role. Nobody's role holds outside."""
    before = _ACTING.set(f"{function}Role")
    try:
        yield
    finally:
        _ACTING.reset(before)


def guard(client: Any) -> None:
    """Refuse on this client what the acting function's role does not allow, as AWS does."""
    client.meta.events.register("provide-client-params.*.*", _hold)
    if client.meta.service_model.service_name == "s3":
        client.generate_presigned_post = _lending(client.generate_presigned_post)


def _lending(lend: Callable[..., Any]) -> Callable[..., Any]:
    """Hold a form for uploads to the role already as it is made; AWS does when somebody sends it."""

    def lent(*, Bucket: str, Key: str, **more: Any) -> Any:  # noqa: N803  # as botocore names them
        if Key != _NO_FILE:
            _hold_one("PresignedPost", "s3:PutObject", f"{_BUCKETS[Bucket]}/{Key}", None)
        return lend(Bucket=Bucket, Key=Key, **more)

    return lent


def _hold(params: Mapping[str, Any], model: Any, **_: Any) -> None:
    if _ACTING.get() is not None:
        for asked in asked_by(model, params):
            _hold_one(model.name, *asked)


def _hold_one(operation: str, action: str, place: str, partition: str | None) -> None:
    role = _ACTING.get()
    if role is None:
        return
    may = (right for right, only in _of(role) if right.covers(action, place) and _within(only, partition))
    found = next(may, None)
    if found is None:
        about = f"{role} may not {action} on {place}, {partition}"
        refusal = {"Error": {"Code": "AccessDeniedException", "Message": about}}
        raise ClientError(cast("Any", refusal), operation)
    note(found)


def _of(role: str) -> list[tuple[Right, Any]]:
    key = (role, frozenset(templates.TAKEN))
    if key not in _READ:
        _READ[key] = [one for one in rights() if one[0].role == role]
    return _READ[key]


_READ: dict[tuple[str, frozenset[Any]], list[tuple[Right, Any]]] = {}


def _within(condition: Any, partition: str | None) -> bool:
    if condition is None:
        return True
    ((how, keys),) = condition.items()
    if how not in {"ForAllValues:StringLike", "ForAllValues:StringEquals"} or set(keys) != {_PARTITIONS}:
        raise NotImplementedError(condition)
    return partition is not None and any(fnmatchcase(partition, one) for one in keys[_PARTITIONS])


def asked_by(model: Any, params: Mapping[str, Any]) -> Iterator[Asked]:
    """Give what a request asks for, as AWS asks the role for it: item by item of a transaction."""
    service = model.service_model.service_name
    if service == "dynamodb":
        yield from _of_tables(model.name, params)
    elif service == "sqs" and model.name.startswith("SendMessage"):
        # AWS asks for the right to send one also where many are sent.
        yield "sqs:SendMessage", params["QueueUrl"].rpartition("/")[2], None
    elif service == "secretsmanager":
        yield f"secretsmanager:{model.name}", "Secret", None
    elif service == "s3" and model.name in _OF_OBJECTS:
        versioned = "Version" if params.get("VersionId") else ""
        place = f"{_BUCKETS[params['Bucket']]}/{params['Key']}"
        yield f"s3:{_OF_OBJECTS[model.name]}{versioned}", place, None
    elif service == "s3" and model.name == "DeleteObjects":
        for one in params["Delete"]["Objects"]:
            place = f"{_BUCKETS[params['Bucket']]}/{one['Key']}"
            # AWS asks for the first one always, for the second one as well where a version is named.
            yield "s3:DeleteObject", place, None
            if one.get("VersionId"):
                yield "s3:DeleteObjectVersion", place, None
    elif service == "s3" and model.name != _LENT_OUT:
        yield f"s3:{_OF_BUCKETS[model.name]}", _BUCKETS[params["Bucket"]], None


def _of_tables(name: str, params: Mapping[str, Any]) -> Iterator[Asked]:
    if name == "TransactWriteItems":
        for item in params["TransactItems"]:
            ((kind, one),) = item.items()
            yield _one(_IN_TRANSACTION[kind], one)
    elif name == "TransactGetItems":
        for item in params["TransactItems"]:
            yield _one("GetItem", item["Get"])
    elif name == "BatchGetItem":
        for table, wanted in params["RequestItems"].items():
            for key in wanted["Keys"]:
                yield _one("BatchGetItem", {"TableName": table, "Key": key})
    else:
        yield _one(name, params)


def _one(action: str, params: Mapping[str, Any]) -> Asked:
    table, index = params["TableName"].partition("-")[0], params.get("IndexName")
    place = f"{table}/{index}" if index else table
    return f"dynamodb:{action}", place, _partition(table, index, params)


def _partition(table: str, index: str | None, params: Mapping[str, Any]) -> str | None:
    name = table_definitions()[table].partition_of(index)
    item = params.get("Key") or params.get("Item")
    if item:
        return str(next(iter(item[name].values()))) if name in item else None
    wanted = re.match(r"\s*(#?\w+)\s*=\s*(:\w+)", params.get("KeyConditionExpression", ""))
    values = params.get("ExpressionAttributeValues", {})
    return str(next(iter(values[wanted[2]].values()))) if wanted else None
