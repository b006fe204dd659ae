"""Taking in an outside firm's results, linked as far as the campaign's rule allows; again adds nothing.

- `none`: an answer stands apart, under a keyed hash of the firm's own id; nothing leads to an invitation.
- `strata`: the pseudonym finds the invitation, whose strata go with the answer; the invitation is noted as
  answered in the same transaction, and neither names the other.
- `person`: the answers stand on the invitation, as if they had been given by its link.

What a rejected row said is kept for persons' results alone: beside the pseudonym it would be a link.
A row that an earlier import took is a duplicate. `device` of an invitation, which no browser has, says which
row of which import it was, so a step that is done again knows its own.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Final

from hearthline.imports.csv_records import Record
from hearthline.imports.kinds import Recorded
from hearthline.imports.model import Import, Tally
from hearthline.imports.rejected_rows import Rejected, repeated
from hearthline.imports.row_reading import RowInvalid
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import Entropy, identifier
from hearthline.platform.table import Action
from hearthline.surveys.invitation_store import InvitationMoved, InvitationStore
from hearthline.surveys.model import (
    AnonymousAnswer,
    Campaign,
    Invitation,
    Linking,
    Progress,
    Reach,
    Strata,
)
from hearthline.surveys.third_party.result_rows import Result, ResultCheck
from hearthline.surveys.third_party.store import PseudonymStore, StandsAlready, answer_put

WRITERS: Final = 8
_OTHERS: Final = "other answers were taken for it before"

Verdict = bool | Rejected
Told = Callable[[Campaign, Invitation, datetime], Sequence[Action]]
"""Gives what is written along with a person's answer, so that others hear of it."""


class Recorder:
    """Takes in the rows of one file of results; `now` is the instant at which the import was begun."""

    def __init__(
        self,
        campaign: Campaign,
        rule: Linking,
        invitations: InvitationStore,
        pseudonyms: PseudonymStore,
        prints: Fingerprints,
        entropy: Entropy,
        told: Told,
    ) -> None:
        self._campaign = campaign
        self._rule = rule
        self._invitations = invitations
        self._pseudonyms = pseudonyms
        self._prints = prints
        self._entropy = entropy
        self._told = told

    def record(self, job: Import, now: datetime, records: Sequence[Record], check: ResultCheck) -> Recorded:
        """Check and write the rows of a stretch. It may be done again after whatever storage raises."""
        good, rejected = self._checked(records, check)
        known = self._known([each.known_as for each in good])
        with ThreadPoolExecutor(WRITERS) as pool:
            verdicts = list(pool.map(lambda each: self._verdict(job, now, each, known), good))
        rejected += [verdict for verdict in verdicts if isinstance(verdict, Rejected)]
        rejected.sort(key=lambda each: each.line)
        tally = Tally(
            rows=len(records),
            imported=sum(verdict is True for verdict in verdicts),
            duplicates=sum(verdict is False for verdict in verdicts),
            rejected=len(rejected),
        )
        return Recorded(tally, tuple(self._kept(each) for each in rejected))

    def _kept(self, rejected: Rejected) -> Rejected:
        """Give a rejected row as it may be kept: where no person is linked, without what stood in it."""
        return rejected if self._rule is Linking.PERSON else replace(rejected, cells=())

    def _checked(self, records: Sequence[Record], check: ResultCheck) -> tuple[list[Result], list[Rejected]]:
        good: dict[str, Result] = {}
        rejected: list[Rejected] = []
        for record in records:
            try:
                result = check.result(record)
            except RowInvalid as invalid:
                rejected.append(Rejected(record.line, invalid.reasons, record.cells))
                continue
            first = good.setdefault(result.known_as, result)
            if first is not result:
                rejected.append(self._repeated(record, first.record.line))
        return list(good.values()), rejected

    def _known(self, names: Sequence[str]) -> Mapping[str, Invitation]:
        if self._rule is Linking.NONE:
            return {}
        hashes = self._pseudonyms.invitations(self._campaign.id, names)
        found = self._invitations.load_many(self._campaign.id, list(hashes.values()))
        return {name: found[hash_] for name, hash_ in hashes.items() if hash_ in found}

    def _verdict(
        self, job: Import, now: datetime, result: Result, known: Mapping[str, Invitation]
    ) -> Verdict:
        if self._rule is Linking.NONE:
            return self._apart(job, result)
        invitation = known.get(result.known_as)
        while True:
            if invitation is None:
                return _against(result, "pseudonym: is of nobody whom this campaign asks")
            if invitation.reach is Reach.CANCELLED:
                return _against(result, "pseudonym: no answer is taken for it any more")
            if invitation.progress is Progress.ANSWERED:
                return self._again(job, result, invitation)
            try:
                self._save(job, now, result, invitation)
            except InvitationMoved as moved:
                invitation = moved.invitation
            else:
                return True

    def _apart(self, job: Import, result: Result) -> Verdict:
        owner = f"{self._campaign.id}\n{job.source}"
        id_ = self._prints.identifier_for("survey result", owner, result.known_as)
        came = {"import": job.id, "line": result.record.line}
        try:
            self._pseudonyms.add(self._answer(id_, result, Strata(kind="")), came)
        except StandsAlready as already:
            item = already.item
            if item.get("import") == job.id:
                line = int(item["line"])
                return True if line == result.record.line else self._repeated(result.record, line)
            same = item.get("answers", {}) == result.answers
            return False if same else _against(result, f"external_id: {_OTHERS}")
        return True

    def _again(self, job: Import, result: Result, invitation: Invitation) -> Verdict:
        """Give the verdict on a row of which the invitation has an answer."""
        import_, _, line = (invitation.device or "").partition("/")
        if import_ == job.id:
            ours = line == str(result.record.line)
            return True if ours else self._repeated(result.record, int(line))
        if self._rule is Linking.PERSON and invitation.answers != result.answers:
            return _against(result, f"pseudonym: {_OTHERS}")
        return False

    def _save(self, job: Import, now: datetime, result: Result, before: Invitation) -> None:
        answered = replace(
            before,
            progress=Progress.ANSWERED,
            answered_at=now,
            changed_at=now,
            answer_version=before.answer_version + 1,
            device=f"{job.id}/{result.record.line}",
        )
        if self._rule is Linking.STRATA:
            put = answer_put(self._answer(identifier(self._entropy), result, before.strata))
            self._invitations.save(before, replace(answered, answers={}), put)
            return
        after = replace(
            answered,
            answers=result.answers,
            language=result.language,
            questionnaire_version=self._campaign.questionnaire_version,
        )
        self._invitations.save(before, after, *self._told(self._campaign, after, now))

    def _answer(self, id_: str, result: Result, strata: Strata) -> AnonymousAnswer:
        """Give an answer that stands apart; all of a campaign's are of the day on which it began."""
        began = self._campaign.launched_at or self._campaign.created_at
        return AnonymousAnswer(
            self._campaign.id,
            id_,
            began.date().isoformat(),
            strata,
            result.answers,
            self._campaign.questionnaire_version,
            result.language,
        )

    def _repeated(self, record: Record, line: int) -> Rejected:
        if self._rule is Linking.NONE:
            return repeated(record, line)
        return Rejected(record.line, (f"pseudonym: stands already in line {line}",), record.cells)


def _against(result: Result, reason: str) -> Rejected:
    return Rejected(result.record.line, (reason,), result.record.cells)
