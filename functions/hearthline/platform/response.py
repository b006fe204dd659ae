"""An HTTP answer, with the headers that keep a browser from doing what nobody asked for."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final, Self

from hearthline.platform.json_text import write_json

_ALWAYS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    # Browsers heed it where they came by TLS only; a year, as preload lists and ASVS ask for.
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
_IN_NO_FRAME: Final = "frame-ancestors 'none'"
_PAGE_POLICY: Final = (
    "default-src 'none';{scripts} style-src 'self'{styles}; img-src 'self'{pictures};"
    " form-action 'self'{forms}; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. `headers` go on top of the ones that every answer has, and win over them."""

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()
    encoded: bool = False
    """Whether the body is bytes in base64, which the gateway decodes."""

    @classmethod
    def file(cls, content: bytes, kind: str, name: str) -> Self:
        """Answer with a file that browsers save under this name, which is of plain characters."""
        headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
        return cls(200, b64encode(content).decode(), headers, encoded=True)

    @classmethod
    def json(cls, status: int, body: object, headers: Mapping[str, str] | None = None) -> Self:
        """Answer with JSON; see json_text for what instants and dates look like."""
        return cls(status, write_json(body), {"Content-Type": "application/json", **(headers or {})})

    @classmethod
    def html(
        cls,
        page: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        *,
        styles: str = "",
        forms_lead_to: str = "",
        scripts: bool = False,
        connects_to: str = "",
    ) -> Self:
        """Answer with a page that loads styles and pictures from here only, and runs no script unless told.

        `styles` is the text of the one style element that the page may have, let in by its hash.
        `forms_lead_to` is the address under which a posted form's answer may send the browser on, beside this
        origin: browsers hold redirects to the policy too. `scripts` lets it run the scripts of this origin,
        never one that stands in the page; they may ask this origin and `connects_to`. Such a page
        may have pictures in itself.
        """
        beyond = f" {connects_to}" if connects_to else ""
        policy = _PAGE_POLICY.format(
            styles=f" 'sha256-{b64encode(sha256(styles.encode()).digest()).decode()}'" if styles else "",
            forms=f" {forms_lead_to}" if forms_lead_to else "",
            pictures=" data:" if scripts else "",
            scripts=f" script-src 'self'; connect-src 'self'{beyond};" if scripts else "",
        )
        kind = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        return cls(status, page, {**kind, **(headers or {})})

    @classmethod
    def redirect(cls, location: str, headers: Mapping[str, str] | None = None) -> Self:
        """Send the browser on with a GET (303), as after a form was posted."""
        return cls(303, "", {"Location": location, **(headers or {})})

    @classmethod
    def empty(cls, status: int = 204, headers: Mapping[str, str] | None = None) -> Self:
        """Answer without a body."""
        return cls(status, "", headers or {})

    def framed_here(self) -> Self:
        """Give the same page as one that pages of this origin may show in a frame."""
        return self._with_policy(lambda policy: policy.replace(_IN_NO_FRAME, "frame-ancestors 'self'"))

    def with_frames(self) -> Self:
        """Give the same page as one that may show pages of this origin in frames."""
        return self._with_policy(lambda policy: f"{policy}; frame-src 'self'")

    def _with_policy(self, changed: Callable[[str], str]) -> Self:
        name = "Content-Security-Policy"
        return replace(self, headers={**self.headers, name: changed(self.headers[name])})

    def with_cookies(self, *cookies: str) -> Self:
        """Give the same answer with these cookies, too."""
        return replace(self, cookies=(*self.cookies, *cookies))

    def to_gateway(self) -> dict[str, Any]:
        """Return the answer in the gateway's form (payload format 2.0).

        Raises ValueError for a header value with a line break: it would start another header.
        """
        headers = {**_ALWAYS, **self.headers}
        for name, value in headers.items():
            if not value.isprintable():
                raise ValueError(f"the header {name} holds a control character")
        answer: dict[str, Any] = {"statusCode": self.status, "headers": headers, "body": self.body}
        answer["isBase64Encoded"] = self.encoded
        if self.cookies:
            answer["cookies"] = list(self.cookies)
        return answer


def etag(version: int) -> str:
    """Return the entity tag of a version, as `Request.if_match` reads it back."""
    return f'"{version}"'
