"""The composition root: builds what a handler needs, once for each environment, when it is asked for.

Handlers ask here and in the modules beside, `root_members` and so on, each of which is about one part of the
product; nothing else knows how things are put together. Tests replace `clock`, `entropy` and `client` to run
the very same wiring on another engine, at another time.
"""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
    from hearthline.complaints.desk_commands import DeskCommands
    from hearthline.complaints.filing import Filing
    from hearthline.complaints.following import Following
    from hearthline.complaints.improvements.improvements import Improvements
    from hearthline.complaints.improvements.store import ImprovementStore
    from hearthline.complaints.incidents.requests import Incidents
    from hearthline.complaints.offer import Offer
    from hearthline.complaints.privacy.readings import Readings
    from hearthline.complaints.rulebook import Rulebook
    from hearthline.complaints.store import ComplaintStore
    from hearthline.platform.documents import Documents
    from hearthline.platform.jobs import JobStore
    from hearthline.platform.secret import Secret
    from hearthline.platform.table import Table


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
def members_table() -> "Table":
    """Give the members table."""
    from hearthline.platform.table import Table

    return Table(client("dynamodb"), settings().members_table)


@cache
def surveys_table() -> "Table":
    """Give the surveys table."""
    from hearthline.platform.table import Table

    return Table(client("dynamodb"), settings().surveys_table)


@cache
def sessions_table() -> "Table":
    """Give the table of the staff's sessions."""
    from hearthline.platform.table import Table

    return Table(client("dynamodb"), settings().sessions_table)


@cache
def insight_table() -> "Table":
    """Give the table of what is counted for reports."""
    from hearthline.platform.table import Table

    return Table(client("dynamodb"), settings().insight_table)


@cache
def store() -> "ComplaintStore":
    """Give the store of complaints."""
    from hearthline.complaints.store import ComplaintStore

    return ComplaintStore(complaints_table(), settings().timer_shards)


@cache
def documents() -> "Documents":
    """Give the saved documents, of all domains: read once a minute for all who ask."""
    from hearthline.platform.documents import Documents

    return Documents(complaints_table())


@cache
def rulebook() -> "Rulebook":
    """Give the documents in force."""
    from hearthline.complaints.rulebook import Rulebook

    return Rulebook(documents())


def cities_at(now: datetime) -> "Collection[str]":
    """Give the codes of the cities that the catalog names at an instant."""
    rulebook().refresh(now)
    return rulebook().catalog().cities.keys()


@cache
def secret() -> "Secret":
    """Give the installation's secret, fetched when something is first derived from it."""
    from hearthline.platform.secret import Secret

    return Secret(lambda: fetch_secret(settings().secret_id), now)


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

    return Following(store(), rulebook(), access_keys(), entropy, settings().public_url)


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

    return Offer(rulebook(), _projects)


def _projects(now: datetime) -> Mapping[str, Sequence[str]]:
    from hearthline import root_homes

    return root_homes.picking().projects(now)


@cache
def desk() -> "Desk":
    """Give what staff see."""
    from hearthline import root_members
    from hearthline.complaints.desk import Desk
    from hearthline.member_complaints import KnownPersons
    from hearthline.platform.cursors import Cursors

    persons = KnownPersons(root_members.persons())
    return Desk(store(), rulebook(), Cursors(secret()), filing(), persons)


@cache
def desk_commands() -> "DeskCommands":
    """Give what staff do with cases."""
    from hearthline.complaints.desk_commands import DeskCommands

    return DeskCommands(store(), rulebook(), access_keys())


@cache
def readings() -> "Readings":
    """Give the record of who read what."""
    from hearthline.complaints.privacy.readings import Readings
    from hearthline.complaints.privacy.store import ReadingStore
    from hearthline.platform.cursors import Cursors

    return Readings(ReadingStore(complaints_table()), rulebook(), Cursors(secret()), entropy)


@cache
def job_store() -> "JobStore":
    """Give the store of long work."""
    from hearthline.platform.jobs import JobStore

    return JobStore(complaints_table(), settings().timer_shards)


@cache
def improvement_store() -> "ImprovementStore":
    """Give the store of improvements."""
    from hearthline.complaints.improvements.store import ImprovementStore

    return ImprovementStore(complaints_table())


@cache
def improvements() -> "Improvements":
    """Give the use cases of improvements."""
    from hearthline.complaints.improvements.improvements import Improvements
    from hearthline.platform.cursors import Cursors

    cursors = Cursors(secret())
    return Improvements(improvement_store(), rulebook(), cursors, access_keys(), entropy, job_store())


@cache
def incidents() -> "Incidents":
    """Give what staff do with incidents."""
    from hearthline.complaints.incidents.requests import Incidents
    from hearthline.complaints.incidents.store import IncidentStore
    from hearthline.platform.cursors import Cursors

    kept = IncidentStore(complaints_table())
    return Incidents(kept, store(), rulebook(), job_store(), Cursors(secret()), access_keys(), entropy)


def send(queue_url: str, bodies: Iterable[Mapping[str, Any]]) -> None:
    """Put messages on a queue; raise when any could not be put there."""
    from hearthline.platform.queues import send_all

    send_all(client("sqs"), queue_url, [json.dumps(body, ensure_ascii=False) for body in bodies])


def reset() -> None:
    """Forget everything that was built here and in the modules beside, so that tests can build it anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith(__name__):
            for built in list(vars(module).values()):
                if hasattr(built, "cache_clear"):
                    built.cache_clear()
