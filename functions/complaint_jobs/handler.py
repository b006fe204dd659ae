"""Queue-triggered: goes on with long work, such as a broadcast, an erasure or an export."""

from collections.abc import Mapping
from typing import Any

from hearthline import root, root_work
from hearthline.platform.jobs import JobState
from hearthline.platform.logs import log
from hearthline.platform.metrics import emit
from hearthline.platform.queues import each_record

MARGIN_MS = 20_000
"""Time kept for the step that is running when it is looked at, and for handing over."""


def handle(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Go on with each job that a message names; a message that failed is delivered again.

    A record's body is an entry of the event bus (`job.started`), or `{"job": "<id>"}` from the sweep and from
    here. With `"again": true`, from an operator, a job that was given up goes on where it stopped.
    """
    return each_record(event, lambda body: _go_on(body, context))


def _go_on(body: Mapping[str, Any], context: Any) -> None:
    identity = str(body["job"] if "job" in body else body["detail"]["data"]["job"])
    worked = root_work.jobs().run(
        identity,
        lambda: context.get_remaining_time_in_millis() > MARGIN_MS,
        again=body.get("again") is True,
    )
    if worked is None:
        log("job.nothing_to_do", job=identity)
        return
    if worked.unfinished:
        root_work.continue_job(identity)
    job = worked.job
    failed = job.state is JobState.FAILED
    if failed:
        emit(root.settings().metrics_namespace, {"JobsFailed": (1, "Count")}, {}, at=root.now())
    log(
        "job.worked",
        level="ERROR" if failed else "INFO",
        job=job.id,
        kind=job.kind,
        state=job.state.value,
        tally=dict(job.tally),
    )
