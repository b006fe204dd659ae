"""What the contract says of one operation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

EVERY_ROUTE: Mapping[int, str] = {400: "", 422: "", 429: "", 500: "", 503: ""}
"""What any route may refuse with: a query that can't be read, too many requests, failures of ours."""
READS_A_BODY: Mapping[int, str] = {413: "", 415: ""}
SIGNED_IN: Mapping[int, str] = {401: "", 403: ""}


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to succeed. `headers` are those beside X-Request-Id; `files` the types of one that is sent."""

    status: int
    description: str
    model: type[BaseModel] | None = None
    page: bool = False
    schema: bool = False
    files: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `route` is the gateway's route key; `path` stands where the contract is more exact.

    `form` names the schema of the same body as an HTML form, for routes that take one.
    `staff` and `feed` say whose token it asks for, `member` that it asks for a session's cookie.
    `refusals` maps each further status to what it means here; "" for nothing beyond its common meaning.
    """

    route: str
    id: str
    tag: str
    summary: str
    description: str
    answers: tuple[Answer, ...]
    refusals: Mapping[int, str] = field(default_factory=dict)
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    body_optional: bool = False
    form: str = ""
    form_extra: Mapping[str, Any] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    staff: bool = False
    feed: bool = False
    member: bool = False
    path: str = ""
    examples: Mapping[str, Any] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """The HTTP method, in lower case as OpenAPI writes it."""
        return self.route.partition(" ")[0].lower()

    @property
    def address(self) -> str:
        """The path template."""
        return self.path or self.route.partition(" ")[2]

    @property
    def all_refusals(self) -> dict[int, str]:
        """Every status it may refuse with, lowest first."""
        found = {**EVERY_ROUTE}
        if self.body:
            found |= READS_A_BODY
        if self.staff or self.feed or self.member:
            found |= SIGNED_IN
        return dict(sorted({**found, **self.refusals}.items()))
