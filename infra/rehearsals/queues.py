"""Queues and streams that don't move, and messages that were given up."""

import json
from datetime import datetime
from functools import partial
from time import time
from typing import Any, Final

from hearthline.platform.instants import instant
from hearthline.platform.surroundings import utc_now
from infra import rebuild_insight, redrive
from infra.rehearsals.book import BY_HAND, LATER, Book
from infra.rehearsals.stage import Stage, eventually, expect

NO_JSON: Final = "no JSON"
BROKEN: Final = {"notices": "notification", "reactions": "complaint-watch", "insight": "insight"}
"""The queues that a new complaint reaches, and their functions."""


def stuck(stage: Stage, book: Book) -> str:
    """Nothing takes from any queue for a while; then all do again."""
    urls = {name: stage.outputs[output] for name, output in redrive.QUEUES.items()}
    with stage.halted(":sqs:"):
        stage.file("stuck@rehearsal.example")
        for name in urls.keys() - BROKEN.keys():
            stage.sqs.send_message(QueueUrl=urls[name], MessageBody=NO_JSON)
        for name, url in urls.items():
            eventually(partial(stage.waiting, url), f"a message waits in {name}")
            alarm = stage.alarms[f"{name.capitalize()}Age"]
            age = _age(stage, url)
            book.is_quiet(alarm, [age])
            book.rings(alarm, [age + alarm.threshold], LATER)
        for name in urls.keys() - BROKEN.keys():
            _take_out(stage, urls[name])
    eventually(lambda: stage.mails("stuck@rehearsal.example"), "the mail arrives once the queue moves")
    eventually(lambda: not any(map(stage.waiting, urls.values())), "every queue is empty again")
    expect(len(stage.mails("stuck@rehearsal.example")) == 1, "one mail arrives, not more")
    return f"{len(urls)} queues stood still; nothing was lost, one mail came of one complaint"


def streams(stage: Stage, book: Book) -> str:
    """Neither relay nor counting takes from the streams for a while; then they do again."""
    begun = time()
    with stage.halted("/stream/"):
        stage.file("stream@rehearsal.example")
        late = 1000 * (time() - begun)
        for name in ("RelayIteratorAge", "ResultsIteratorAge"):
            book.is_quiet(stage.alarms[name], [late])
            book.rings(stage.alarms[name], [late + stage.alarms[name].threshold], LATER)
        expect(not stage.mails("stream@rehearsal.example"), "nothing is told while the stream stands")
    eventually(lambda: stage.mails("stream@rehearsal.example"), "the event is told once the stream moves")
    return "an event waited in the stream and was told afterwards"


def dead_letters(stage: Stage, book: Book) -> str:
    """Three functions are broken and ten queues get what nobody can read; the functions are mended."""
    since = utc_now()
    urls = {name: stage.outputs[output] for name, output in redrive.QUEUES.items()}
    dead = {name: stage.dead_of(url) for name, url in urls.items()}
    # Emptied and tried for good, so that what dies here is ours.
    expect(not any(map(stage.waiting, dead.values())), "no queue holds dead letters beforehand")
    with stage.impatient(list(urls.values())):
        with stage.broken([f"{stage.prefix}{function}" for function in BROKEN.values()]):
            stage.file("dead@rehearsal.example")
            for name in urls.keys() - BROKEN.keys():
                stage.sqs.send_message(QueueUrl=urls[name], MessageBody=NO_JSON)
            for name, url in dead.items():
                eventually(partial(stage.waiting, url), f"{name} gives its message up")
                book.rings(stage.alarms[f"{name.capitalize()}Dead"], [stage.waiting(url)])
        expect(not stage.mails("dead@rehearsal.example"), "nobody is told by a function that is broken")
    for name in urls.keys() - BROKEN.keys():
        expect(_take_out(stage, dead[name]), f"the dead letter of {name} can be looked at")
    for name in BROKEN:
        expect(redrive.main(["queue", name]) == 0, f"make redrive QUEUE={name} ends well")
    eventually(lambda: stage.mails("dead@rehearsal.example"), "the mail arrives after the redrive")
    for name, url in dead.items():
        eventually(partial(stage.is_empty, url), f"no dead letter is left of {name}")
        book.is_quiet(stage.alarms[f"{name.capitalize()}Dead"], [stage.waiting(url)])
    eventually(lambda: rebuild_insight.main([]) == 0, "the roll-ups equal a recount")
    _relayed_again(stage, book, since)
    expect(len(stage.mails("dead@rehearsal.example")) == 1, "one mail arrives, not more")
    return f"{len(urls)} queues gave messages up; redriven, one mail came, and the roll-ups equal a recount"


def _relayed_again(stage: Stage, book: Book, since: datetime) -> None:
    """What the relay gave up is sent again from the tables, and changes nothing that was done already."""
    for name in ("RelayDead", "ResultsDead"):
        alarm = stage.alarms[name]
        url = stage.queue(alarm.source[2])
        stage.sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"laid": "by hand"}))
        book.rings(alarm, [stage.waiting(url)], BY_HAND)
        _take_out(stage, url)
    expect(redrive.main(["relay", instant(since)]) == 0, "make relay SINCE= ends well")
    queue = stage.outputs[redrive.QUEUES["notices"]]
    eventually(lambda: not stage.waiting(queue), "the events are taken a second time")


def _age(stage: Stage, url: str) -> float:
    received = eventually(lambda: _look(stage, url), "the oldest message can be looked at")
    return max(time() - int(one["Attributes"]["SentTimestamp"]) / 1000 for one in received)


def _look(stage: Stage, url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stage.sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0, AttributeNames=["SentTimestamp"]
    ).get("Messages", [])
    return found


def _take_out(stage: Stage, url: str) -> int:
    """Take what was laid there by hand out again; give the number."""
    taken = 0
    for message in _look(stage, url):
        if message["Body"] == NO_JSON or "by hand" in message["Body"]:
            stage.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            taken += 1
    return taken
