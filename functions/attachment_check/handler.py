"""Told of uploaded files by the bucket: looks through each before anybody can read it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

from hearthline import root, root_work
from hearthline.complaints.attachments.model import incoming
from hearthline.platform.logs import log
from hearthline.platform.queues import each_record


def handle(event: dict[str, Any], _: Any) -> dict[str, Any]:
    """Check each file that a message names; a message that failed is delivered again."""
    return each_record(event, _message)


def _message(body: dict[str, Any]) -> None:
    named = list(_named(body))
    for number, identifier in named:
        outcome = root_work.attachment_check().check(number, identifier, root.now())
        log("attachment.checked", number=number, attachment=identifier, outcome=outcome)
    if not named:
        log("attachment.none_named")


def _named(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the files that a message is about; S3's test message is about none."""
    for record in body.get("Records", ()):
        found = incoming(unquote_plus(record["s3"]["object"]["key"]))
        if found:
            yield found
