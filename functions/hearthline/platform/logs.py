"""Structured logs: one JSON object a line on standard output, without personal data.

Fields are named by what they hold. A name that promises personal data or a secret is refused: the value never
reaches the line. The fields bound to the current request or record (its id, the acting member of staff) are
on every line until `scope` ends.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Literal

from hearthline.platform.json_text import write_json

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

_WEIGHTS: Final[Mapping[str, int]] = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40}
REFUSED: Final = "[refused]"
"""Stands in a line where a value was refused."""

_PERSONAL_NAMES: Final = frozenset(
    {
        "name",
        "title",
        "comment",
        "body",
        "contact",
        "authorization",
        "query",
        "recipient",
        "key",
        "follow_url",
    }
)
_PERSONAL_ENDINGS: Final = frozenset(
    {"phone", "mobile", "email", "mail", "address", "password", "secret", "cookie", "text", "token"}
)


class PersonalDataRefused(Exception):
    """A log line was given the field `field`, which by its name holds personal data or a secret."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class _Output:
    """What `configure` has set for this process."""

    def __init__(self) -> None:
        self.least = _WEIGHTS["INFO"]
        self.strict = False


_output: Final = _Output()
_scope: Final[ContextVar[dict[str, object] | None]] = ContextVar("log_scope", default=None)


def configure(level: str = "INFO", *, strict: bool = False) -> None:
    """Set the least level that is written; an unknown one counts as INFO.

    `strict` (for tests) makes `log` raise PersonalDataRefused instead of writing REFUSED for the value.
    """
    _output.least = _WEIGHTS.get(level.upper(), _WEIGHTS["INFO"])
    _output.strict = strict


@contextmanager
def scope(**fields: object) -> Iterator[None]:
    """Put these fields on every line that is logged inside; scopes nest, and end with the block."""
    mark = _scope.set({**(_scope.get() or {}), **fields})
    try:
        yield
    finally:
        _scope.reset(mark)


def bind(**fields: object) -> None:
    """Add fields to the running scope, for its later lines; without a scope, do nothing."""
    current = _scope.get()
    if current is not None:
        current.update(fields)


def log(event: str, *, level: Level = "INFO", **fields: object) -> None:
    """Write one line: the time it is written, the level, the event, the scope's fields and these.

    A value without a JSON form is written as the name of its type. Raises nothing in production.
    """
    if _WEIGHTS[level] < _output.least:
        return
    head: dict[str, object] = {"time": datetime.now(UTC), "level": level, "event": event}
    write_line({**(_scope.get() or {}), **fields}, head=head)


def write_line(fields: Mapping[str, object], *, head: Mapping[str, object]) -> None:
    """Write `head`, as it is, and the checked fields as one JSON line; the head's members win."""
    members = {**head, **checked(fields), **head}
    try:
        line = write_json(members)
    except (TypeError, ValueError):
        line = write_json({name: _writable(value) for name, value in members.items()})
    sys.stdout.write(line.encode("utf-8", "backslashreplace").decode() + "\n")
    sys.stdout.flush()


def checked(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields with REFUSED in place of what by its name is personal, in inner objects too.

    Raises PersonalDataRefused instead where logs are configured as strict.
    """
    return {name: REFUSED if _personal(name) else _inside(value) for name, value in fields.items()}


def failure(error: BaseException) -> dict[str, Any]:
    """Describe an exception as log fields: types and places of it and its causes, never their messages.

    A message may repeat what somebody typed; the type, the place and a provider's error code do not.
    """
    fields: dict[str, Any] = {"error": type(error).__qualname__, "trace": _places(error.__traceback__)}
    response = getattr(error, "response", None)  # botocore's ClientError
    if isinstance(response, dict) and isinstance(response.get("Error"), dict):
        fields["aws_code"] = response["Error"].get("Code")
        fields["aws_operation"] = getattr(error, "operation_name", None)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:  # `raise error from error` is its own cause
        fields["cause"] = failure(cause)
    return fields


def _personal(name: str) -> bool:
    if name not in _PERSONAL_NAMES and name.rpartition("_")[2] not in _PERSONAL_ENDINGS:
        return False
    if _output.strict:
        raise PersonalDataRefused(name)
    return True


def _inside(value: object) -> object:
    if isinstance(value, Mapping):
        return checked(value)
    if isinstance(value, list | tuple):
        return [_inside(inner) for inner in value]
    return value


def _writable(value: object) -> object:
    try:
        write_json(value)
    except (TypeError, ValueError):
        return type(value).__name__
    return value


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{'/'.join(code.co_filename.split('/')[-3:])}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-20:]
