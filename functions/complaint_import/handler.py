"""Told of uploaded files by the bucket, and by itself of those that it has not finished."""

from typing import Any
from urllib.parse import unquote_plus

from hearthline import root, root_work
from hearthline.imports.model import import_of_upload
from hearthline.platform.logs import log
from hearthline.platform.queues import each_record

MARGIN_MS = 20_000
"""Time kept for the step that is running when it is looked at, and for handing over."""


def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Go on with each import that a message names; a message that failed is delivered again."""
    return each_record(event, lambda body: _message(body, context))


def _message(body: dict[str, Any], context: Any) -> None:
    named = _named(body)
    for identifier in named:
        _go_on(identifier, context)
    if not named:
        log("import.none_named")


def _named(body: dict[str, Any]) -> list[str]:
    """Give the imports that a message is about; S3's test message is about none."""
    if "import" in body:
        return [body["import"]]
    keys = [unquote_plus(record["s3"]["object"]["key"]) for record in body.get("Records", ())]
    return [identifier for key in keys if (identifier := import_of_upload(key)) is not None]


def _go_on(identifier: str, context: Any) -> None:
    job = root_work.importing().run(
        identifier, root.now(), lambda: context.get_remaining_time_in_millis() > MARGIN_MS
    )
    if job is None:
        log("import.nothing_to_do", import_id=identifier)
        return
    if job.ended_at is None:
        root_work.continue_import({"import": job.id, "offset": job.offset})
    log(
        "import.worked",
        import_id=job.id,
        status=job.status.value,
        failure=job.failure,
        offset=job.offset,
        total=job.total,
        rows=job.tally.rows,
        imported=job.tally.imported,
        duplicates=job.tally.duplicates,
        rejected=job.tally.rejected,
    )
