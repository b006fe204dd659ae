"""Texts that would do something where a page, a template, a script, an address or a header takes them in."""

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from itertools import count
from typing import Any

SCRIPT = "<script>alert(1)</script>"
NAME = f'{SCRIPT}"><img src=x onerror=alert(1)>'
"""Short enough for a person's name."""
TITLE = f"{NAME}{{{{7919*7919}}}}"
LONG = (
    f"{TITLE} ${{7919*7919}} {{% raw %}} #{{7919*7919}} javascript:alert(1) data:text/html,{SCRIPT}\n"
    "X-Planted: yes\n--></style></textarea></title></select><svg onload=alert(1)>"
    "' onfocus=alert(1) autofocus x='"
)
HEADER = "x\r\nX-Planted: yes\r\n\r\n<script>alert(1)</script>"
FILE = f"{NAME}.pdf"
RECKONED = "62710561"
"""What 7919 times 7919 comes to: on no page, unless a template has taken a text for one of its own."""

_RUNS = frozenset({"img", "object", "embed", "base", "image", "use", "foreignobject", "animate", "set"})
_DRAWN = frozenset({"key", "bar", "room"})
"""The shapes of charts, as our pages name them."""
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "hx-get", "hx-post", "data-upload"})
_OURS = re.compile(r"/static/[0-9a-f]{16}/[a-z]+\.js")
_UNSAFE = re.compile(r"\s*(javascript|vbscript|data:text)", re.IGNORECASE)


class _Reader(HTMLParser):
    """Notes each element that only a text of somebody's could have put on a page of ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _RUNS or (tag == "svg" and (given.keys() != {"class"} or given["class"] not in _DRAWN)):
            self.found.append(f"<{tag}>")
        if tag == "script" and not _OURS.fullmatch(given.get("src") or ""):
            self.found.append(f"<script> {given}")
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.found.append(f"<{tag} {name}>")
            if name in _ADDRESSES and _UNSAFE.match(value or ""):
                self.found.append(f"<{tag} {name}={value}>")


def harm_in(html: str) -> list[str]:
    """Give what on a page, or in a part of one, would run or was reckoned; nothing where all is well."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [*reader.found, *([RECKONED] if RECKONED in html else [])]


def harm_in_headers(headers: Mapping[str, str], cookies: Iterable[str] = ()) -> list[str]:
    """Give the headers that a text has broken out of."""
    lines = [*headers.items(), *(("set-cookie", cookie) for cookie in cookies)]
    broken = [f"{name}: {value!r}" for name, value in lines if re.search(r"[\r\n\0]", f"{name}{value}")]
    return broken + [name for name in headers if "planted" in name.lower()]


def both(text: str) -> dict[str, str]:
    """Give a text as one of both languages; they must not be the same."""
    return {"zh": f"{text}。", "en": f"{text}."}


def full_of(document: Mapping[str, Any], text: str = TITLE) -> dict[str, Any]:
    """Give a document with this text in place of each that it has in both languages, and a number."""
    number = count()

    def changed(part: Any) -> Any:
        if isinstance(part, Mapping):
            if part.keys() == {"zh", "en"}:
                return both(f"{text}{next(number)}")
            return {key: changed(value) for key, value in part.items()}
        return [changed(each) for each in part] if isinstance(part, list) else part

    return dict(changed(document))
