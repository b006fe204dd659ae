"""moto asked in its own process: requests for items go to its handler as they are, and not through a wire.

botocore still checks and writes each request, and all its events come as ever; what is left out is the
signature, the HTTP request that moto takes apart again, and the text of its answer. A request that moto
refuses is not answered here: it goes the long way, so that each error is what botocore makes of it.
"""

import copy
import json
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from botocore import xform_name
from botocore.model import OperationModel
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.parse import PROTOCOL_PARSERS
from moto.dynamodb.responses import DynamoHandler

ITEMS = frozenset(
    {"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"}
    | {"BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems"}
)
"""The operations that are answered here; what is asked of tables themselves goes through the wire."""

ANSWERED = "answered-in-process"
"""The event of such a request, in the place of botocore's "request-created"."""

_WENT_WELL = SimpleNamespace(status_code=200)
_METADATA = {"RequestId": "in-process", "HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}


def unwire(client: Any) -> None:
    """Answer this client's requests for items, after all who listen before a call."""
    client.meta.events.register_last("before-call", _answer_of(client))


def create_table(client: Any, request: Mapping[str, Any]) -> None:
    """Make a table in this client's moto; nobody reads the long answer to that."""
    _handler(client, copy.deepcopy(dict(request))).create_table()


def delete_table(client: Any, name: str) -> None:
    """Drop a table of this client's moto."""
    _handler(client, {"TableName": name}).delete_table()


def _handler(client: Any, request: Any) -> DynamoHandler:
    handler = DynamoHandler()
    handler.current_account, handler.region = DEFAULT_ACCOUNT_ID, client.meta.region_name
    handler.body = handler.params = request
    return handler


def _answer_of(client: Any) -> Callable[..., Any]:
    def answer(model: OperationModel, params: Mapping[str, Any], **_: Any) -> Any:
        if model.name not in ITEMS:
            return None
        handler = _handler(client, read(model, params["body"]))
        try:
            result = getattr(handler, xform_name(model.name))().result
        except Exception:  # noqa: BLE001 - whatever it is, it comes again
            return None
        # "request-created" is for signers and such, who want a request of HTTP.
        client.meta.events.emit(f"{ANSWERED}.dynamodb.{model.name}", operation_name=model.name)
        return _WENT_WELL, {**told(model, result), "ResponseMetadata": dict(_METADATA)}

    return answer


def read(model: OperationModel, body: bytes) -> Any:
    """Give a request as moto's handlers take it."""
    if b'"B"' in body or b'"BS"' in body:
        parser: Any = PROTOCOL_PARSERS["json"]
        return parser(model).parse({"body": body})
    return json.loads(body)


def told(model: OperationModel, result: Mapping[str, Any]) -> dict[str, Any]:
    """Give what botocore makes of a handler's result: the members that there are in this answer."""
    assert model.output_shape is not None
    members = model.output_shape.members
    return {name: value for name, value in result.items() if name in members and value is not None}
