"""`python -m benchmarks.peer.work COMMAND`, on the peer's own Python: what is asked of it, answered as JSON.

`prepare` makes the database with one public queue; `escalate OPEN DUE` fills it with so many open tickets, of
which so many are overdue, runs the peer's own `escalate_tickets` once and says how long it took and what it
asked the database.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

QUEUE = "repairs"
_LOT = 5_000


def _prepare() -> dict[str, Any]:
    from django.contrib.sites.models import Site
    from django.core.management import call_command
    from helpdesk.models import Queue

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    Site.objects.update_or_create(pk=1, defaults={"domain": "127.0.0.1", "name": "peer"})
    queue, _ = Queue.objects.get_or_create(
        slug=QUEUE,
        defaults={
            "title": "Repairs",
            "allow_public_submission": True,
            "escalate_days": 1,
            "email_address": "desk@example.com",
        },
    )
    return {"queue": queue.pk}


def _escalate(stored: int, due: int) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone
    from helpdesk.models import Queue, Ticket

    now = timezone.now()
    queue = Queue.objects.get(slug=QUEUE)
    Ticket.objects.all().delete()

    def ticket(place: int) -> Any:
        return Ticket(
            queue=queue,
            title=f"Leak {place}",
            description="Water drips from the ceiling of the living room.",
            submitter_email=f"owner{place}@example.com",
            status=Ticket.OPEN_STATUS,
            priority=3,
        )

    for first in range(0, stored, _LOT):
        Ticket.objects.bulk_create([ticket(place) for place in range(first, min(first + _LOT, stored))])
    # Its own model writes the time of creation by itself; what is overdue was made three days ago.
    last = Ticket.objects.order_by("pk").values_list("pk", flat=True)[due - 1]
    Ticket.objects.filter(pk__lte=last).update(created=now - timedelta(days=3))
    queries = 0

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*given)

    begun = time.perf_counter()
    with connection.execute_wrapper(count):
        call_command("escalate_tickets", verbosity=0)
    taken = time.perf_counter() - begun
    escalated = Ticket.objects.filter(last_escalation__isnull=False).count()
    return {"ms": round(taken * 1000), "queries": queries, "escalated": escalated}


def main(arguments: list[str]) -> None:
    """Do what is asked for and print it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.peer.settings")
    import django

    django.setup()
    match arguments:
        case ["prepare"]:
            print(json.dumps(_prepare()))
        case ["escalate", stored, due]:
            print(json.dumps(_escalate(int(stored), int(due))))
        case _:
            sys.exit("prepare, or escalate OPEN DUE")


if __name__ == "__main__":
    main(sys.argv[1:])
