"""The composition root: builds what a handler needs, once for each environment, when it is asked for.

Handlers ask here; nothing else knows how things are put together. Tests replace `clock`, `entropy` and
`client` to run the very same wiring on another engine, at another time.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hearthline.platform.clients import make_client
from hearthline.platform.ids import Entropy, SystemEntropy
from hearthline.platform.logs import configure
from hearthline.platform.settings import Settings
from hearthline.platform.surroundings import environment, utc_now

# Each function is built of a few of these; it loads those, when they are asked for.
if TYPE_CHECKING:
    from hearthline.complaints.access_keys import AccessKeys
    from hearthline.complaints.board import Board
    from hearthline.complaints.desk import Desk
    from hearthline.complaints.filing import Filing
    from hearthline.complaints.following import Following
    from hearthline.complaints.imports.requests import Imports
    from hearthline.complaints.imports.working import Importing
    from hearthline.complaints.offer import Offer
    from hearthline.complaints.recalculation import Recalculation
    from hearthline.complaints.rulebook import Rulebook
    from hearthline.complaints.store import ComplaintStore
    from hearthline.complaints.sweep import ComplaintTimers
    from hearthline.notices.sending import Sender
    from hearthline.pages import Pages
    from hearthline.platform.objects import Objects
    from hearthline.platform.secret import Secret
    from hearthline.platform.table import Table
    from hearthline.platform.timers import Due
    from hearthline.sweeping import Sweeping


def now() -> datetime:
    """Give the present instant, in whole milliseconds as everything is stored."""
    at = clock()
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


clock: Callable[[], datetime] = utc_now
entropy: Entropy = SystemEntropy()


@cache
def settings() -> Settings:
    """Give the environment's settings, and let the log keep to their level."""
    found = Settings.from_environ(environment())
    configure(found.log_level)
    return found


@cache
def client(service: str) -> Any:
    """Give the one client of an AWS service."""
    return make_client(service)


@cache
def complaints_table() -> "Table":
    """Give the complaints table."""
    from hearthline.platform.table import Table

    return Table(client("dynamodb"), settings().complaints_table)


@cache
def deliveries_table() -> "Table":
    """Give the deliveries table."""
    from hearthline.platform.table import Table

    return Table(client("dynamodb"), settings().deliveries_table)


@cache
def store() -> "ComplaintStore":
    """Give the store of complaints."""
    from hearthline.complaints.store import ComplaintStore

    return ComplaintStore(complaints_table(), settings().timer_shards)


@cache
def rulebook() -> "Rulebook":
    """Give the documents in force."""
    from hearthline.complaints.rulebook import Rulebook
    from hearthline.platform.documents import Documents

    return Rulebook(Documents(complaints_table()))


@cache
def secret() -> "Secret":
    """Give the installation's secret, fetched when something is first derived from it."""
    from hearthline.platform.secret import Secret

    return Secret(lambda: fetch_secret(settings().secret_id))


def fetch_secret(identifier: str) -> str:
    """Read one secret from Secrets Manager."""
    return str(client("secretsmanager").get_secret_value(SecretId=identifier)["SecretString"])


@cache
def access_keys() -> "AccessKeys":
    """Give what derives and checks the secrets around a complaint."""
    from hearthline.complaints.access_keys import AccessKeys

    return AccessKeys(secret())


@cache
def filing() -> "Filing":
    """Give the use case of filing."""
    from hearthline.complaints.filing import Filing, FilingLimits

    limits = FilingLimits.of(settings().rate_per_address, settings().rate_per_contact)
    return Filing(store(), rulebook(), access_keys(), entropy, limits, settings().public_url)


@cache
def following() -> "Following":
    """Give the use cases of the filer's side."""
    from hearthline.complaints.following import Following

    return Following(store(), rulebook(), access_keys(), entropy)


@cache
def board() -> "Board":
    """Give the public board."""
    from hearthline.complaints.board import Board
    from hearthline.platform.cursors import Cursors

    return Board(store(), rulebook(), Cursors(secret()))


@cache
def offer() -> "Offer":
    """Give the public catalog."""
    from hearthline.complaints.offer import Offer

    return Offer(rulebook())


@cache
def pages() -> "Pages":
    """Give the two pages that need no script and no sign-in."""
    from hearthline.pages import Pages

    return Pages()


@cache
def desk() -> "Desk":
    """Give the use cases of the desk."""
    from hearthline.complaints.desk import Desk
    from hearthline.platform.cursors import Cursors

    return Desk(store(), rulebook(), Cursors(secret()), filing(), access_keys())


@cache
def complaint_timers() -> "ComplaintTimers":
    """Give what handles due complaints."""
    from hearthline.complaints.sweep import ComplaintTimers

    return ComplaintTimers(store(), rulebook())


@cache
def recalculation() -> "Recalculation":
    """Give what reckons deadlines again when a calendar has changed."""
    from hearthline.complaints.recalculation import Recalculation

    return Recalculation(complaints_table(), store(), rulebook())


@cache
def sweeping() -> "Sweeping":
    """Give the sweep over all tables."""
    from hearthline.sweeping import Owing, Reminding, Sweeping

    reminding = Reminding(lambda bodies: send(settings().notices_queue_url, bodies), deliveries_table(), now)
    owing = {
        "complaints": Owing(complaints_table(), {"C#": _time_passes, "J#": _recalculate}),
        "deliveries": Owing(deliveries_table(), {"D#": reminding}),
    }
    return Sweeping(owing, reminding, settings().timer_shards)


def _time_passes(due: "Due", now: datetime) -> bool:
    return complaint_timers()(due, now)


def _recalculate(due: "Due", now: datetime) -> bool:
    return recalculation()(due, now)


@cache
def notifier() -> "Sender":
    """Give what tells people about events."""
    from hearthline.channels import channels
    from hearthline.notice_cases import Cases, Staff
    from hearthline.notices.sending import Sender
    from hearthline.notices.store import DeliveryTable
    from hearthline.notices.writing import Writer

    return Sender(
        deliveries=DeliveryTable(deliveries_table(), settings().timer_shards),
        cases=Cases(store(), rulebook(), access_keys(), settings().public_url, now),
        directory=Staff(rulebook(), now),
        channels=channels(settings(), client, fetch_secret),
        writer=Writer(),
    )


@cache
def import_files() -> "Objects":
    """Give the bucket of uploaded files and of rejected rows."""
    from hearthline.platform.objects import Objects

    return Objects(client("s3"), settings().imports_bucket)


@cache
def imports() -> "Imports":
    """Give what staff ask of imports."""
    from hearthline.complaints.imports.requests import Imports
    from hearthline.complaints.imports.store import ImportStore

    return Imports(ImportStore(complaints_table()), rulebook(), import_files(), entropy)


@cache
def importing() -> "Importing":
    """Give what works through uploaded files."""
    from hearthline.complaints.imports.store import ImportStore
    from hearthline.complaints.imports.working import Importing

    jobs = ImportStore(complaints_table())
    return Importing(jobs, store(), rulebook(), access_keys(), import_files())


def continue_import(rest: Mapping[str, Any]) -> None:
    """Let another invocation go on with an import."""
    send(settings().imports_queue_url, [rest])


def continue_sweep(rest: Mapping[str, Any]) -> None:
    """Let another invocation go on with a sweep."""
    send(settings().sweep_queue_url, [rest])


def send(queue_url: str, bodies: Iterable[Mapping[str, Any]]) -> None:
    """Put messages on a queue; raise when any could not be put there."""
    from hearthline.platform.queues import send_all

    send_all(client("sqs"), queue_url, [json.dumps(body, ensure_ascii=False) for body in bodies])


def reset() -> None:
    """Forget everything that was built, so that tests can build it anew."""
    for built in list(globals().values()):
        if hasattr(built, "cache_clear"):
            built.cache_clear()
