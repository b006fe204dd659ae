"""For schemathesis: now and then the number, key or code of something that is there, to get past the 404.

Only in place of what fits the contract: what was made not to fit must arrive as it is.
"""

import json
import os
import re
from typing import Any
from zlib import crc32

import schemathesis

THERE: dict[str, list[str]] = json.loads(os.environ.get("HEARTHLINE_FUZZ_THERE", "{}"))
"""Values of things that exist, by the name under which they are sent."""

_CODE = r"[a-z0-9][a-z0-9_-]{0,39}"
_FITS = {
    "number": r".+",
    "id": r".+",
    "key": r".{1,64}",
    "to": r".{1,128}",
    "city": _CODE,
    "cause": _CODE,
    "department": _CODE,
    "phone": r"[+＋]?[0-9０-９ ().-]{3,39}",
    "email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
}


def _often(name: str, drawn: Any) -> Any:
    """Give something that is there for two of three values, the same for the same value."""
    if isinstance(drawn, dict):
        return {inner: _often(inner, value) for inner, value in drawn.items()}
    known = THERE.get(name)
    if not known or not isinstance(drawn, str) or not re.fullmatch(_FITS[name], drawn, re.DOTALL):
        return drawn
    lot = crc32(drawn.encode("utf-8", "replace"))
    return known[lot // 3 % len(known)] if lot % 3 else drawn


@schemathesis.hook
def map_path_parameters(_: schemathesis.HookContext, drawn: dict[str, Any] | None) -> Any:
    """Name complaints and imports that exist."""
    return _often("", drawn)


@schemathesis.hook
def map_query(_: schemathesis.HookContext, drawn: dict[str, Any] | None) -> Any:
    """Send keys that open something."""
    return _often("", drawn)


@schemathesis.hook
def map_body(_: schemathesis.HookContext, drawn: Any) -> Any:
    """Send keys that open something, contacts that can be reached, codes of the catalog."""
    return _often("", drawn)
