"""The operations of what leaves a campaign as files, and what they answer."""

from collections.abc import Mapping
from typing import Literal

from hearthline.platform.access import ALLOWED, Action
from hearthline.surveys.exports.bodies import ExportBody
from hearthline.surveys.index_bodies import IndexQuery
from infra.contract.operations import Answer, Operation
from infra.contract.public_operations import OF_THE_STATE
from infra.contract.values import Count, Instant, Shape, Words

NO_SUCH = "No such campaign."


class ExportFile(Shape):
    """A file of an export, to be fetched within a minute."""

    name: str
    url: str


class CampaignExport(Shape):
    """How far an export is."""

    id: str
    format: Literal["csv", "xlsx"]
    status: Literal["running", "done", "failed", "gone"]
    reason: Literal["too_large", "too_few", "given_up"] | None
    """`too_large` for a workbook: ask for csv; `too_few`: under five answers of an anonymous campaign."""
    asked_at: Instant
    ended_at: Instant | None
    rows: Count | None
    files: list[ExportFile]
    files_until: Instant | None
    """Files are kept for 7 days."""


class CampaignSample(Shape):
    """How far a sample for an outside firm is."""

    id: str
    linking: Literal["none", "strata", "person"] | None
    status: Literal["running", "done", "failed", "gone"]
    asked_at: Instant
    ended_at: Instant | None
    rows: Count | None
    file_url: str | None
    """Good for a minute."""
    file_until: Instant | None


CAMPAIGN_FILE_WORDS: Mapping[str, Mapping[str, str]] = {
    "ResultImportBody": {
        "kind": "Results of a campaign that an outside firm asked for.",
        "mapping": "Which column of the file means what.",
        "filename": "The file's name, for the record.",
    },
    "IndexQuery": {"month": "The month whose promise counts; without it the last whole one."},
    "ResultMappingBody": {"delimiter": "What stands between two cells."},
}


class IndexComponent(Shape):
    """What one component came to."""

    code: str
    names: Words
    weight: float
    points: float | None
    """Null without data."""
    source: Literal["survey", "promise", "given"]
    figure: str | None
    question: str | None
    value: float | None
    """Shares in per cent."""
    n: Count | None
    missing: Literal["not_asked", "no_answers", "too_few", "until_ended", "not_given", "no_complaints"] | None
    as_of: str | None
    origin: str | None


class CampaignIndex(Shape):
    """The composite index of a campaign."""

    campaign: str
    version: Count
    """Of the document `composite-index`."""
    month: str
    """Whose promise is looked at."""
    score: float | None
    """From 0 to 100, over the weights that have data."""
    points: float
    counted_weight: float
    """The weights that have data."""
    weight: float
    missing: list[str]
    components: list[IndexComponent]


_READ = f"For {', '.join(sorted(ALLOWED[Action.READ_RESULTS]))}."
_MAY = f"For {', '.join(sorted(ALLOWED[Action.EXPORT_ANSWERS]))}."

CAMPAIGN_FILES: tuple[Operation, ...] = (
    Operation(
        "POST /api/campaigns/{id}/export",
        "exportAnswers",
        "Campaigns",
        "Export the answers of a campaign",
        "One row for each finished answer, under a code, with strata and weight; a codebook beside it. Who "
        f"has some cities is given the answers of these. {_MAY}",
        (Answer(202, "It is begun, or was begun before.", CampaignExport, headers=("Location",)),),
        {404: NO_SUCH, 409: f"Refused by the state: `not_launched`, `until_ended`. {OF_THE_STATE}"},
        body=ExportBody,
        headers=("IdempotencyKey",),
        staff=True,
        examples={"workbook": {"value": {"format": "xlsx"}}},
    ),
    Operation(
        "GET /api/campaigns/{id}/export",
        "readAnswersExport",
        "Campaigns",
        "How far one's newest export of a campaign is, and its files",
        f"Whoever is given the addresses of files is recorded. {_MAY}",
        (Answer(200, "The export.", CampaignExport),),
        {404: "No such campaign, or you have asked for no export of it."},
        staff=True,
    ),
    Operation(
        "POST /api/campaigns/{id}/sample",
        "drawSample",
        "Campaigns",
        "Have the sample for an outside firm made",
        "One pseudonym for each invitation, with strata where the campaign links these; no name and no "
        f"contact (docs/third-party.md). {_MAY}",
        (Answer(202, "It is begun, or was begun before.", CampaignSample, headers=("Location",)),),
        {404: NO_SUCH, 409: f"Refused by the state: `not_third_party`, `not_launched`. {OF_THE_STATE}"},
        headers=("IdempotencyKey",),
        staff=True,
    ),
    Operation(
        "GET /api/campaigns/{id}/sample",
        "readSample",
        "Campaigns",
        "How far one's newest sample of a campaign is, and its file",
        f"For all cities that the campaign asks. {_MAY}",
        (Answer(200, "The sample.", CampaignSample),),
        {404: "No such campaign, or you have asked for no sample of it."},
        staff=True,
    ),
    Operation(
        "GET /api/campaigns/{id}/index",
        "readIndex",
        "Campaigns",
        "The composite index of a campaign",
        "By the document `composite-index`, as far as one's cities go. What has no data is named and takes "
        f"its weight out of the score; it never counts as 0. {_READ}",
        (Answer(200, "The index with its breakdown.", CampaignIndex),),
        {404: NO_SUCH},
        query=IndexQuery,
        staff=True,
    ),
)
