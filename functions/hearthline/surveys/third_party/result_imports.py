"""Results of an outside firm as the machine of imports takes them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.imports.csv_records import Dialect, Record
from hearthline.imports.kinds import Recorded, Unusable
from hearthline.imports.model import Import
from hearthline.surveys.exports.columns import Column, columns
from hearthline.surveys.model import Campaign, CampaignState, Linking, Questionnaire
from hearthline.surveys.third_party.mapping import ResultMapping
from hearthline.surveys.third_party.pseudonyms import rule_of
from hearthline.surveys.third_party.recording import Recorder
from hearthline.surveys.third_party.result_rows import ResultCheck


class ResultImports:
    """What becomes of files of results. `recorder` gives what takes the rows of a campaign in."""

    def __init__(
        self,
        campaigns: Callable[[str], Campaign | None],
        questionnaires: Callable[[str, int], Questionnaire | None],
        recorder: Callable[[Campaign, Linking], Recorder],
    ) -> None:
        self._campaigns = campaigns
        self._questionnaires = questionnaires
        self._recorder = recorder

    def rows(self, job: Import, mapping: Mapping[str, Any], now: datetime) -> "ResultRows":  # noqa: ARG002 - of the machine
        """Give the rows of one file; raise Unusable where the campaign takes no results, or not like this."""
        read = ResultMapping.from_document(mapping)
        campaign = self._campaigns(read.campaign)
        asked = campaign and self._questionnaires(campaign.questionnaire, campaign.questionnaire_version)
        if not campaign or not asked:
            raise Unusable("campaign_missing")
        rule = rule_of(campaign)
        if rule is None:
            raise Unusable("campaign_not_third_party")
        if campaign.launched_at is None or campaign.state is CampaignState.CANCELLED:
            raise Unusable("campaign_takes_none")
        needed = read.row_id if rule is Linking.NONE else read.pseudonym
        if needed is None:
            raise Unusable("mapping_lacks_id")
        if rule is Linking.NONE and read.pseudonym is not None:
            raise Unusable("pseudonym_not_allowed")
        known = columns(asked.questions)
        if unknown := tuple(sorted(set(read.answers or ()) - {column.name for column in known})):
            raise Unusable("questions_unknown", unknown)
        return ResultRows(read, rule, asked, known, self._recorder(campaign, rule))


class ResultRows:
    """The rows of one file of results."""

    def __init__(
        self,
        mapping: ResultMapping,
        rule: Linking,
        asked: Questionnaire,
        known: Sequence[Column],
        recorder: Recorder,
    ) -> None:
        self._mapping = mapping
        self._rule = rule
        self._asked = asked
        self._known = known
        self._recorder = recorder

    @property
    def dialect(self) -> Dialect:
        """How the file is written."""
        return self._mapping.dialect

    def columns(self) -> tuple[str, ...]:
        """Give every column that is read, each once."""
        mapping = self._mapping
        identity = mapping.row_id if self._rule is Linking.NONE else mapping.pseudonym
        rules = [identity, mapping.language, *mapping.rules([one.name for one in self._known]).values()]
        found = [name for rule in rules if rule is not None for name in rule.columns()]
        return tuple(dict.fromkeys(found))

    def record(self, job: Import, records: Sequence[Record]) -> Recorded:
        """Check and write the rows of a stretch; doing it again comes to the same."""
        started = job.started_at
        assert started is not None  # noqa: S101 - an import that runs was started
        check = ResultCheck(self._mapping, self._rule, self._asked, self._known, job.header)
        return self._recorder.record(job, started, records, check)
