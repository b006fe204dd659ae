"""Lines of a log group that CloudWatch Logs hands to a function, by a subscription filter."""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any
from zlib import MAX_WBITS, decompress

_GZIP = 16 + MAX_WBITS


def is_log_batch(event: Mapping[str, Any]) -> bool:
    """Tell whether an event is a batch of log lines."""
    return "awslogs" in event


def json_lines(event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the lines of a batch that are JSON objects; others are passed over."""
    batch = json.loads(decompress(b64decode(event["awslogs"]["data"]), _GZIP))
    for line in batch.get("logEvents", ()):
        try:
            found = json.loads(line["message"])
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found
