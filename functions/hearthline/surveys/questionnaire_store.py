"""Where questionnaires live: the only place that knows their items. Those that ship are among them.

A questionnaire has a head in the list of all, and its versions in a partition of its own. Every change writes
the head on top of what was read, so that versions of one questionnaire are saved one after the other, each
held against the others. Freezing touches the version alone: `freezing` gives the actions for the transaction
that launches a campaign, and they fail where the version was edited since it was read.
"""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hearthline.platform.codec import dump, load
from hearthline.platform.instants import instant
from hearthline.platform.json_text import write_json
from hearthline.platform.table import ABSENT, Action, ConditionFailed, Guard, Put, Table, Update
from hearthline.surveys import keys
from hearthline.surveys.model import Questionnaire
from hearthline.surveys.questionnaire_editions import (
    Edition,
    QuestionnaireHead,
    shipped_edition,
    shipped_head,
)
from hearthline.surveys.ready_made import READY_MADE

_REMEMBERED: Final = 200


class QuestionnaireExists(Exception):
    """A questionnaire of this id stands there already; `first` is its first version."""

    def __init__(self, first: Edition | None) -> None:
        super().__init__()
        self.first = first


class QuestionnaireMoved(Exception):
    """It was changed since it was read; nothing was written."""


class VersionFrozen(Exception):
    """A campaign that was launched asks this version; nothing was written."""


@dataclass(frozen=True, slots=True)
class QuestionnairePage:
    """A page of questionnaires, by id; `position` is the last one's, None at the end."""

    heads: tuple[QuestionnaireHead, ...]
    position: str | None


class QuestionnaireStore:
    """Questionnaires in the surveys table, and those that ship with the product."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._frozen: dict[tuple[str, int], Questionnaire] = {}

    def page(self, after: str, limit: int) -> QuestionnairePage:
        """Read a page of all questionnaires, by id, after the position `after` ("" for the first)."""
        later = Guard("sk > :after", {}, {":after": after}) if after else None
        found = self._table.query(("pk", keys.QUESTIONNAIRES), later, limit=limit)
        heads = {str(item["sk"]): load(QuestionnaireHead, item) for item in found.items}
        end = str(found.items[-1]["sk"]) if found.last else None
        for identity in READY_MADE:
            head = shipped_head(identity)
            if head and identity > after and (end is None or identity <= end):
                heads.setdefault(identity, head)
        ordered = tuple(heads[identity] for identity in sorted(heads))
        more = end is not None or len(ordered) > limit
        return QuestionnairePage(ordered[:limit], ordered[:limit][-1].id if more else None)

    def load(self, identity: str) -> QuestionnaireHead | None:
        """Read what is known of one questionnaire, consistently."""
        item = self._table.get(keys.QUESTIONNAIRES, identity)
        return load(QuestionnaireHead, item) if item else shipped_head(identity)

    def edition(self, identity: str, version: int) -> Edition | None:
        """Read one version, consistently; no request for one that ships."""
        shipped = shipped_edition(identity)
        if shipped and version == 1:
            return shipped
        item = self._table.get(keys.questionnaire(identity), keys.version(version))
        return _edition(item) if item else None

    def editions(self, identity: str) -> tuple[Edition, ...]:
        """Read every version, consistently, oldest first: a request for each 1 MB."""
        begins = Guard("begins_with(sk, :version)", {}, {":version": keys.VERSION})
        items = self._table.query_all(("pk", keys.questionnaire(identity)), begins, consistent=True)
        saved = tuple(_edition(item) for item in items)
        shipped = shipped_edition(identity)
        return (shipped, *saved) if shipped else saved

    def asked(self, identity: str, version: int) -> Questionnaire | None:
        """Give the questions of a version; once it is frozen it is read once in each process."""
        known = self._frozen.get((identity, version))
        if known is not None:
            return known
        found = self.edition(identity, version)
        if found is None:
            return None
        if found.frozen_at is not None:
            if len(self._frozen) >= _REMEMBERED:
                self._frozen.clear()
            self._frozen[identity, version] = found.questionnaire
        return found.questionnaire

    def create(self, head: QuestionnaireHead, first: Edition) -> None:
        """Write a new questionnaire with its version 1; raise QuestionnaireExists where the id is taken."""
        try:
            self._table.transact([Put(_head(head), ABSENT), Put(_item(first), ABSENT)])
        except ConditionFailed as failed:
            raise QuestionnaireExists(self.edition(head.id, 1)) from failed

    def add(self, before: QuestionnaireHead, new: Edition) -> QuestionnaireHead:
        """Write the next version on top of what was read; raise QuestionnaireMoved if anyone was faster."""
        after = _changed(before, new, latest=new.questionnaire.version)
        try:
            self._table.transact([Put(_head(after), _unchanged(before)), Put(_item(new), ABSENT)])
        except ConditionFailed as failed:
            raise QuestionnaireMoved from failed
        return after

    def edit(self, before: QuestionnaireHead, read: Edition, new: Edition) -> Edition:
        """Write a version anew on top of what was read.

        Raises VersionFrozen where a campaign asks it by now, QuestionnaireMoved if anyone else was faster.
        """
        written = replace(new, revision=read.revision + 1)
        same = Guard("revision = :read AND attribute_not_exists(frozen_at)", {}, {":read": read.revision})
        after = _changed(before, written, latest=before.latest)
        try:
            self._table.transact([Put(_head(after), _unchanged(before)), Put(_item(written), same)])
        except ConditionFailed as failed:
            if failed.item and "frozen_at" in failed.item:
                raise VersionFrozen from failed
            raise QuestionnaireMoved from failed
        return written


def freezing(read: Edition, now: datetime) -> tuple[Action, ...]:
    """Give what freezes a version as it was read, for the transaction that launches what asks it.

    Nothing for one that ships; for one that is frozen the same again, which changes nothing. The guard fails
    where the version was edited since.
    """
    if read.shipped:
        return ()
    questionnaire = read.questionnaire
    return (
        Update(
            keys.questionnaire(questionnaire.id),
            keys.version(questionnaire.version),
            "SET frozen_at = if_not_exists(frozen_at, :now)",
            {},
            {":now": instant(now)},
            Guard("revision = :read", {}, {":read": read.revision}),
        ),
    )


def _changed(before: QuestionnaireHead, by: Edition, *, latest: int) -> QuestionnaireHead:
    written = by.questionnaire
    return replace(
        before,
        title=written.title if written.version == latest else before.title,
        latest=latest,
        changed_at=by.changed_at,
        changed_by=by.changed_by,
        version=before.version + 1,
    )


def _unchanged(head: QuestionnaireHead) -> Guard:
    """Demand that a head is as it was read: absent, where it is that of a questionnaire that ships."""
    if head == shipped_head(head.id):
        return ABSENT
    return Guard("version = :version", {}, {":version": head.version})


def _head(head: QuestionnaireHead) -> dict[str, Any]:
    return {"pk": keys.QUESTIONNAIRES, "sk": head.id, **dump(head)}


def _item(edition: Edition) -> dict[str, Any]:
    questionnaire = edition.questionnaire
    place = {"pk": keys.questionnaire(questionnaire.id), "sk": keys.version(questionnaire.version)}
    return {**place, **dump(edition), "questionnaire": write_json(dump(questionnaire))}


def _edition(item: dict[str, Any]) -> Edition:
    return load(Edition, {**item, "questionnaire": json.loads(item["questionnaire"])})
