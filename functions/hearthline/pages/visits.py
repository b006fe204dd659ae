"""Who looks at a page: in which language, at which address, and whether only a part of it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import urlencode

from hearthline.platform.problems import Language
from hearthline.platform.request import Request, read_cookies

LANGUAGE: Final = "lang"
"""Names the word of the query that chooses a language."""
COOKIE: Final = f"__Host-{LANGUAGE}"
"""Names the cookie that keeps the choice; no other host can lay it down."""
_KEPT: Final = 365 * 24 * 3600
_LANGUAGES: Final[Mapping[object, Language]] = {"zh": "zh", "en": "en"}


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a page.

    `address` is the page's own path with its query, without the language; `partial` that a script asks for a
    part of the page (htmx says so); `chosen` that the language was chosen just now.
    """

    language: Language
    address: str
    partial: bool = False
    chosen: bool = False

    @classmethod
    def of(cls, request: Request) -> Self:
        """Read it from the request: the language is the query's, the cookie's, or the browser's."""
        asked = _LANGUAGES.get(request.query.get(LANGUAGE))
        kept = _LANGUAGES.get(request.cookies.get(COOKIE))
        rest = {name: value for name, value in request.query.items() if name != LANGUAGE}
        return cls(
            language=asked or kept or request.language,
            address=f"{request.path}?{urlencode(rest)}" if rest else request.path,
            partial=request.headers.get("hx-request") == "true",
            chosen=asked is not None and asked != kept,
        )

    @classmethod
    def of_event(cls, event: Mapping[str, Any], language: Language) -> Self:
        """Read it from the gateway's event of a request that may be too broken to be read as one."""
        headers = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}
        cookies = read_cookies(event.get("cookies") or [headers.get("cookie", "")])
        return cls(
            language=_LANGUAGES.get(cookies.get(COOKIE), language),
            address=str(event.get("rawPath") or "/"),
            partial=headers.get("hx-request") == "true",
        )

    @property
    def path(self) -> str:
        """Give the address without its query."""
        return self.address.partition("?")[0]

    @property
    def other_address(self) -> str:
        """Give the address of the same page in the other language."""
        other = "en" if self.language == "zh" else "zh"
        return f"{self.address}{'&' if '?' in self.address else '?'}{LANGUAGE}={other}"

    @property
    def cookies(self) -> tuple[str, ...]:
        """Give the cookie that keeps a language just chosen; nothing else is kept of a visitor."""
        if not self.chosen:
            return ()
        return (f"{COOKIE}={self.language}; Path=/; Max-Age={_KEPT}; Secure; HttpOnly; SameSite=Lax",)
