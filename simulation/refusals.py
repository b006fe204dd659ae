"""The answers by which services refuse, as botocore raises them."""

from typing import Any

from botocore.exceptions import ClientError


def refused(operation: str, code: str, status: int = 400, **more: Any) -> ClientError:
    """Give the error of an answer with this code."""
    answer: Any = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}, **more}
    return ClientError(answer, operation)


def cancelled(reasons: list[dict[str, Any]]) -> ClientError:
    """Give the error of a transaction that was not done, with the reason of each of its actions."""
    return refused("TransactWriteItems", "TransactionCanceledException", CancellationReasons=reasons)
