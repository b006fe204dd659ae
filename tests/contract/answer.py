"""An answer of the service, easy to ask."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, body as text, cookies as they are set."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """The content type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.text)

    @property
    def problem(self) -> str:
        """The kind of problem, such as not-found."""
        return str(self.json["type"]).removeprefix("urn:hearthline:problem:")

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by pointer."""
        return {error["pointer"]: error["detail"] for error in self.json.get("errors", [])}
