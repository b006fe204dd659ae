"""Answers made smaller on the way, for who takes them so: the gateway itself compresses nothing."""

import gzip
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from hearthline.platform.request import weights

_SMALLEST: Final = 1024
_LEVEL: Final = 6
_GZIP: Final = "gzip"


def compressed(answer: dict[str, Any], headers: Mapping[str, str]) -> dict[str, Any]:
    """Give the gateway's answer compressed with gzip where the request's `headers` take that and it pays.

    The same body gives the same bytes. `headers` have their names in lower case.
    """
    body: str = answer["body"]
    if len(body) < _SMALLEST or not weights(headers.get("accept-encoding", "")).get(_GZIP):
        return answer
    packed = gzip.compress(body.encode(), _LEVEL, mtime=0)
    varying = ", ".join(filter(None, (answer["headers"].get("Vary"), "Accept-Encoding")))
    told = {**answer["headers"], "Content-Encoding": _GZIP, "Vary": varying}
    return {**answer, "headers": told, "body": b64encode(packed).decode(), "isBase64Encoded": True}
