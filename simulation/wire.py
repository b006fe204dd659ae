"""The clients that the product is given: what lies between it and the services, with all that happens there.

They try again as botocore does: throttling, failures of the service and lost answers four times in all, a
transaction with the same token; what reaches people once.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

from hearthline.platform.clients import ONCE, TRIES
from simulation.faults import MAIL, OF_PROVIDERS, STORAGE, TEXTS, Faults, Kind
from simulation.refusals import cancelled, refused
from simulation.running import Crashed, Hub

_ALWAYS: Final = frozenset(
    {Kind.THROTTLED, Kind.LOST_BEFORE, Kind.LOST_AFTER, Kind.FAILED, Kind.CRASH_BEFORE, Kind.CRASH_AFTER}
)
_AFTERWARDS: Final = frozenset({Kind.LOST_AFTER, Kind.CRASH_AFTER})
_GONE: Final = frozenset({Kind.CRASH_BEFORE, Kind.CRASH_AFTER})
_WRITES: Final = frozenset({"put_item", "update_item", "transact_write_items"})
_IN_PARTS: Final = frozenset({"send_message_batch", "put_events"})
_DOWN: Final[Mapping[str, str]] = {"dynamodb": STORAGE, "sesv2": MAIL, "sns": TEXTS}

Verb = Callable[..., Mapping[str, Any]]


class Client:
    """A client of one service. Nothing leaves this process."""

    def __init__(self, service: str, inner: Any, hub: Hub, faults: Faults) -> None:
        self._service = service
        self._inner = inner
        self._hub = hub
        self._faults = faults

    def __getattr__(self, verb: str) -> Verb:
        inner = getattr(self._inner, verb)

        def call(**request: Any) -> Mapping[str, Any]:
            return self._call(verb, inner, request)

        setattr(self, verb, call)
        return call

    def _call(self, verb: str, inner: Verb, request: dict[str, Any]) -> Mapping[str, Any]:
        done: list[Mapping[str, Any]] = []
        tries = 1 if self._service in ONCE else TRIES
        for attempt in range(1, tries + 1):
            try:
                return self._once(verb, inner, request, done)
            except ClientError as error:
                if attempt == tries or not _passing(error):
                    raise
            except (ConnectTimeoutError, ReadTimeoutError):
                if attempt == tries:
                    raise
            self._hub.sleep(0.1 * 2**attempt)
        raise AssertionError(verb)

    def _once(
        self, verb: str, inner: Verb, request: dict[str, Any], done: list[Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        """Make one try; `done` holds what a transaction came to whose answer was lost."""
        self._hub.step()
        running = self._hub.current
        if running and self._service in _DOWN and self._faults.down(_DOWN[self._service], self._hub.now):
            self._faults.note_outage(running)
            if running.chance.random() < 0.5:
                raise ConnectTimeoutError(endpoint_url=self._service)
            raise refused(verb, "ServiceUnavailable", 503)
        times = OF_PROVIDERS if self._service in ONCE else 1
        kind = self._faults.of_call(running, _possible(verb), self._hub.now, times)
        if kind in _AFTERWARDS:
            self._lost(verb, inner, request, done)
        if kind in _GONE:
            raise Crashed
        if kind is Kind.PARTLY:
            return _partly(verb, inner, request)
        if kind is not None:
            raise self._error(kind, verb, request)
        return done[0] if done else inner(**request)

    def _error(self, kind: Kind, verb: str, request: Mapping[str, Any]) -> Exception:
        match kind:
            case Kind.THROTTLED:
                return refused(verb, "ThrottlingException")
            case Kind.FAILED:
                return refused(verb, "InternalServerError", 500)
            case Kind.CONFLICT:
                return _conflict(verb, request)
        return ReadTimeoutError(endpoint_url=self._service)

    def _lost(self, verb: str, inner: Verb, request: dict[str, Any], done: list[Mapping[str, Any]]) -> None:
        """Do what is asked, and let nobody hear what came of it."""
        if done:
            return
        try:
            answer = inner(**request)
        except ClientError:
            return
        if verb == "transact_write_items":
            done.append(answer)


def _possible(verb: str) -> Collection[Kind]:
    if verb in _WRITES:
        return _ALWAYS | {Kind.CONFLICT}
    return _ALWAYS | {Kind.PARTLY} if verb in _IN_PARTS else _ALWAYS


def _passing(error: ClientError) -> bool:
    answer: Mapping[str, Any] = error.response
    status = int(answer["ResponseMetadata"]["HTTPStatusCode"])
    return status >= 500 or answer["Error"]["Code"] == "ThrottlingException"


def _conflict(verb: str, request: Mapping[str, Any]) -> ClientError:
    if verb != "transact_write_items":
        return refused(verb, "TransactionConflictException")
    reasons = [{"Code": "None"} for _ in request["TransactItems"]]
    return cancelled([{"Code": "TransactionConflict"}, *reasons[1:]])


def _partly(verb: str, inner: Verb, request: dict[str, Any]) -> Mapping[str, Any]:
    """Let a request of several entries be taken without the last of them."""
    *taken, last = request["Entries"]
    answer = dict(inner(**{**request, "Entries": taken})) if taken else {}
    if verb == "send_message_batch":
        return {**answer, "Failed": [{"Id": last["Id"], "SenderFault": False, "Code": "InternalError"}]}
    entries = [*answer.get("Entries", []), {"ErrorCode": "InternalFailure"}]
    return {"FailedEntryCount": 1, "Entries": entries}
