"""How far each part of a campaign's audience has come: the only place that knows these items.

A chunk of invitations and its part's continuation are one transaction, guarded by the part's version: what
was done is noted with it, and of two who do the same one does it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from hearthline.platform.codec import dump, load
from hearthline.platform.table import ABSENT, MAX_TRANSACTION, ConditionFailed, Guard, Put, Table
from hearthline.surveys import keys
from hearthline.surveys.invitation_store import InvitationStore
from hearthline.surveys.model import Invitation

CHUNK: Final = MAX_TRANSACTION - 2
"""Most invitations that are made in one transaction, with their part."""


class PartMoved(Exception):
    """Somebody else has gone on with this part, or closed it; nothing was written."""


@dataclass(frozen=True, slots=True)
class Part:
    """How far one part of the audience is: `next` is the scan's key behind the last person who was looked at.

    `made` counts the invitations, `scanned` who was looked at, `population` those meant by `<city>/<stage>`.
    """

    number: int
    version: int = 0
    next: Mapping[str, str] | None = None
    done: bool = False
    made: int = 0
    scanned: int = 0
    pages: int = 0
    population: Mapping[str, int] = field(default_factory=dict)


class PartStore:
    """Parts in the surveys table."""

    def __init__(self, table: Table, invitations: InvitationStore) -> None:
        self._table = table
        self._invitations = invitations

    def parts(self, campaign: str, count: int) -> tuple[Part, ...]:
        """Read all parts, consistently, in one request; one that was not begun is at its beginning."""
        begins = Guard("begins_with(sk, :part)", {}, {":part": keys.PART})
        found = self._table.query(("pk", keys.campaign(campaign)), begins, consistent=True)
        known = {part.number: part for part in (load(Part, item) for item in found.items)}
        return tuple(known.get(number, Part(number)) for number in range(count))

    def write(self, campaign: str, before: Part, after: Part, invitations: Sequence[Invitation] = ()) -> Part:
        """Make invitations and note how far the part then is, in one request; give the part as it then is.

        Somebody who has an invitation keeps it as it stands: `made` then counts them no second time, and the
        rest is tried again. Raises PartMoved.
        """
        wanted, after = list(invitations), replace(after, version=before.version + 1)
        guard = Guard("version = :read", {}, {":read": before.version}) if before.version else ABSENT
        while True:
            pk, sk = keys.campaign(campaign), keys.part(before.number)
            noted = Put({"pk": pk, "sk": sk, **dump(after)}, guard)
            try:
                self._table.transact([noted, *map(self._invitations.create_action, wanted)])
            except ConditionFailed as failed:
                if failed.index == 0:
                    raise PartMoved from failed
                there = wanted.pop(failed.index - 1)
                after = _without(after, there)
            else:
                return after


def cell(invitation: Invitation) -> str:
    """Give the cell of the population in which somebody counts: city and stage."""
    return f"{invitation.strata.city or ''}/{invitation.strata.stage or ''}"


def _without(part: Part, invitation: Invitation) -> Part:
    where = cell(invitation)
    left = {**part.population, where: part.population.get(where, 1) - 1}
    return replace(part, made=part.made - 1, population={key: count for key, count in left.items() if count})
