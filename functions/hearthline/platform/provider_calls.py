"""One call of an AWS service other than the table, with an exception for each way it can end badly.

What matters to a caller who must not do a thing twice is whether the service has seen the request; botocore's
own tree of exceptions does not say that in one place.
"""

from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, ParamValidationError

_THROTTLES = ("Throttl", "TooManyRequests", "LimitExceeded", "SlowDown", "RequestLimit")


class CallFailed(Exception):
    """The call did not end well; the subclass says how."""


class CallRefused(CallFailed):
    """The service answered no: `code` is its error code, `status` the HTTP status. Nothing was done.

    `said` is its message, for the few faults that one code stands for two of; it may name an address.
    """

    def __init__(self, code: str, status: int, said: str = "") -> None:
        super().__init__(code, status)
        self.code = code
        self.status = status
        self.said = said

    @property
    def throttled(self) -> bool:
        """Whether only the pace was too high."""
        return self.status == 429 or any(mark in self.code for mark in _THROTTLES)


class CallNotMade(CallFailed):
    """The service could not be reached, or the call could not be signed. Nothing was done."""


class CallUnanswered(CallFailed):
    """The request was sent and no answer came: it may or may not have been done."""


def call(verb: Callable[..., Mapping[str, Any]], **request: Any) -> Mapping[str, Any]:
    """Make one call; raise CallRefused, CallNotMade or CallUnanswered.

    The client must not retry by itself (`total_max_attempts` 1): a retry after a lost answer does it twice.
    """
    try:
        return verb(**request)
    except ClientError as error:
        answer: Mapping[str, Any] = error.response
        status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 500)
        told = answer.get("Error", {})
        raise CallRefused(told.get("Code", ""), int(status), told.get("Message", "")) from error
    except ParamValidationError as error:
        raise CallRefused("ParamValidation", 400) from error
    except HTTPClientError as error:
        raise CallUnanswered from error
    except BotoCoreError as error:
        raise CallNotMade from error
