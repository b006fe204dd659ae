"""An HTTP request as the gateway hands it over (HTTP API, payload format 2.0), read strictly."""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from hearthline.platform.form_text import MOST_FIELDS, nest, read_pairs
from hearthline.platform.json_text import NotJson, read_json
from hearthline.platform.problems import FieldError, Language, Problem

LARGEST_BODY: Final = 64 * 1024
"""Bytes of a body that are read unless a route allows another size."""

_LONGEST_CHOICE: Final = 500
_WEIGHT: Final = re.compile(r"[01](\.[0-9]{0,3})?")

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Header names are in lower case, a name of the query stands once, the body is bytes.

    `route` is the gateway's route key, `params` what its path template matched, `claims` the checked token's.
    `path` and `params` are what the caller wrote: not yet checked for anything.
    """

    method: str
    route: str
    path: str
    request_id: str
    params: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, Any] = field(default_factory=dict)
    source_address: str = ""
    body: bytes = b""

    @classmethod
    def from_gateway(cls, event: Mapping[str, Any]) -> Self:
        """Read the gateway's event. Raises Problem 400 or 422 for a query or body that can't be read."""
        context = event["requestContext"]
        http = context["http"]
        headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
        return cls(
            method=http["method"],
            route=event["routeKey"],
            path=event["rawPath"],
            request_id=context["requestId"],
            params=event.get("pathParameters") or {},
            query=read_pairs(event.get("rawQueryString") or "", sign="?"),
            headers=headers,
            cookies=read_cookies(event.get("cookies") or [headers.get("cookie", "")]),
            claims=((context.get("authorizer") or {}).get("jwt") or {}).get("claims") or {},
            source_address=http.get("sourceIp", ""),
            body=_body(event, headers.get("content-length", "")),
        )

    @property
    def language(self) -> Language:
        """The language for the answer's titles, of Accept-Language; English where it prefers neither."""
        return preferred_language(self.headers.get("accept-language", ""))

    def prefers_html(self) -> bool:
        """Say whether the caller asks for a page rather than JSON, as a browser does; ``*/*`` doesn't."""
        return prefers_html(self.headers.get("accept", ""))

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def json_object(self, *, largest: int = LARGEST_BODY) -> dict[str, Any]:
        """Return the body's JSON object.

        Raises Problem 415 for another content type or charset, 413 for more than `largest` bytes, 400 for
        what is not strict JSON (see json_text), 422 for JSON that isn't an object. Control characters inside
        strings are for the fields to judge.
        """
        self._expect(JSON, largest)
        try:
            value = read_json(self.body)
        except NotJson as error:
            raise Problem.unreadable(f"The body is {error}.") from None
        if not isinstance(value, dict):
            raise Problem.invalid([FieldError("", "Must be an object.")])
        return value

    def form(self, *, largest: int = LARGEST_BODY, most: int = MOST_FIELDS) -> dict[str, Any]:
        """Return a posted HTML form: dotted names as objects, empty controls left out (see form_text).

        Raises Problem 415, 413 and 422 as `json_object` does, and 400 for broken UTF-8 and for more than
        `most` fields.
        """
        self._expect(FORM, largest)
        try:
            text = self.body.decode()
        except UnicodeDecodeError:
            raise Problem.unreadable("Not UTF-8.") from None
        return nest(read_pairs(text, sign="/", most=most))

    def if_match(self) -> int | None:
        """Return the version that `If-Match` asks for; None without the header and for ``*``.

        A weak tag counts as the strong one: caches weaken tags when they compress; the version is the same.
        Raises Problem 412 for a tag that was never given out (it can't match), 400 for more than one.
        """
        value = self.headers.get("if-match", "*").strip()
        if value == "*":
            return None
        if "," in value:
            raise Problem.unreadable("If-Match takes one entity tag.")
        tag = value.removeprefix("W/")
        version = tag[1:-1]
        if tag != f'"{version}"' or not (version.isascii() and version.isdigit()) or len(version) > 9:
            raise Problem.stale()
        return int(version)

    def _expect(self, media_type: str, largest: int) -> None:
        if self.media_type != media_type:
            raise Problem.unsupported(media_type)
        for parameter in self.headers["content-type"].split(";")[1:]:
            name, _, value = parameter.strip().lower().partition("=")
            if name == "charset" and value.strip('"') not in {"utf-8", "utf8"}:
                raise Problem.unsupported(media_type)
        if len(self.body) > largest:
            raise Problem.too_large(largest)


def preferred_language(accept_language: str) -> Language:
    """Return the one of Chinese and English that an Accept-Language header prefers; English when in doubt."""
    wanted: dict[str, float] = {}
    for tag, weight in weights(accept_language).items():
        primary = tag.partition("-")[0]
        wanted[primary] = max(wanted.get(primary, 0), weight)
    rest = wanted.get("*", 0)
    return "zh" if wanted.get("zh", rest) > wanted.get("en", rest) else "en"


def prefers_html(accept: str) -> bool:
    """Say whether an Accept header names HTML, and prefers it to JSON."""
    wanted = weights(accept)
    return wanted.get("text/html", 0) > wanted.get(JSON, 0)


def weights(header: str) -> dict[str, float]:
    """Read the choices of an Accept header with their weights (RFC 9110, 12.4.2); a broken weight is 0."""
    choices = (choice.split(";") for choice in header[:_LONGEST_CHOICE].lower().split(","))
    return {name.strip(): _weight(parameters) for name, *parameters in choices}


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            return float(value) if _WEIGHT.fullmatch(value) else 0
    return 1


def read_cookies(given: list[str]) -> dict[str, str]:
    """Read cookies from either place: AWS lists them apart, other gateways leave them in the header."""
    pairs = (piece.strip().partition("=") for entry in given for piece in entry.split(";"))
    return {name: value for name, _, value in pairs if name}


def _body(event: Mapping[str, Any], length: str) -> bytes:
    """Give the body's bytes as they were sent; raise Problem 400 where that can't be known.

    Of a content type that it takes for text, the gateway hands on text, with U+FFFD in place of what is no
    UTF-8. Whoever wrote that character themselves sent just as many bytes as now arrive.
    """
    body = event.get("body") or ""
    try:
        data: bytes = b64decode(body, validate=True) if event.get("isBase64Encoded") else body.encode()
    except (binascii.Error, UnicodeEncodeError):
        raise Problem.unreadable("The body cannot be decoded.") from None
    if not event.get("isBase64Encoded") and "\ufffd" in body and length not in {"", str(len(data))}:
        raise Problem.unreadable("The body is not UTF-8.")
    return data
