"""The operation of results, and what it answers."""

from collections.abc import Mapping

from hearthline.platform.access import ALLOWED, Action
from hearthline.surveys.results_bodies import ResultsQuery
from infra.contract.operations import Answer, Operation
from infra.contract.values import Count, Instant, Shape, Words


class IntervalView(Shape):
    """A value with its 95 % interval; null where nobody validly answered."""

    value: float | None
    low: float | None
    high: float | None


class FigureView(IntervalView):
    """A figure by its name in `definitions`. Shares are 0 to 1, `nps` is -100 to 100."""

    figure: str
    n: Count | None
    """Valid answers in it; null where they are fewer than five, or would give such a group away."""
    suppressed: bool


class WeightedView(IntervalView):
    """A measure with each cell of city and stage as heavy as in the population."""

    figure: str
    n: Count
    effective_n: float
    """As many answers of equal weight would leave as much open (Kish)."""
    covered: float
    """The share of the population in cells from which somebody answered."""


class ResponseView(Shape):
    """How many were reached and answered."""

    reachable: Count
    unreachable: Count
    answered: Count
    partial: Count
    response_rate: float | None


class ChoiceView(Shape):
    """One thing that could be said, and how many said it."""

    value: str
    label: Words | None
    count: Count
    share: float | None
    low: float | None
    high: float | None


class QuestionResults(Shape):
    """What was said to a question, or to a row of a matrix."""

    question: str
    row: str | None
    type: str
    measure: str | None
    text: Words
    row_label: Words | None
    n: Count | None
    na: Count | None
    skipped: Count | None
    suppressed: bool
    figures: list[FigureView]
    distribution: list[ChoiceView]
    mean_date: str | None


class OverallResults(Shape):
    """All answers that the reader may see; no `response` of a campaign in which an outside firm asks."""

    response: ResponseView | None
    figures: list[FigureView]
    weighted: list[WeightedView]
    questions: list[QuestionResults]


class GroupResults(Shape):
    """A group: `group` is its value (`sz`, `sz/海岸花园`), null for who has none."""

    group: str | None
    response: ResponseView | None
    figures: list[FigureView]
    questions: list[QuestionResults]


class ChangeView(IntervalView):
    """How a figure moved since the wave before: `p` is how often chance alone moves it so far."""

    p: float
    significant: bool


class WaveFigure(FigureView):
    """A figure of a wave."""

    change: ChangeView | None


class WaveResults(Shape):
    """One campaign of the series."""

    campaign: str
    name: str
    begun_at: Instant
    withheld: str | None
    response: ResponseView | None
    figures: list[WaveFigure]


class MeasuredCampaign(Shape):
    """The campaign whose results these are."""

    id: str
    name: str
    state: str
    anonymous: bool
    series: str | None
    questionnaire: str
    questionnaire_version: Count
    population: Count | None


class CampaignResults(Shape):
    """The results of a campaign, as far as the reader's cities go."""

    campaign: MeasuredCampaign
    by: str | None
    withheld: str | None
    """`until_ended`: an anonymous campaign shows what was answered once it has ended."""
    overall: OverallResults
    groups: list[GroupResults]
    waves: list[WaveResults]
    definitions: Words


RESULTS: tuple[Operation, ...] = (
    Operation(
        "GET /api/campaigns/{id}/results",
        "readResults",
        "Results",
        "What the answers of a campaign add up to",
        "Every figure with its interval and n, whose definitions stand beside them; docs/results.md. Groups "
        "show the company's measures, or with `question` that question. Who has some cities sees the answers "
        "of these, and not by tier, kind or recovery, which are of all. "
        f"For {', '.join(sorted(ALLOWED[Action.READ_RESULTS]))}.",
        (Answer(200, "The results.", CampaignResults),),
        {404: "No such campaign."},
        query=ResultsQuery,
        staff=True,
    ),
)

RESULTS_WORDS: Mapping[str, Mapping[str, str]] = {
    "ResultsQuery": {
        "by": "What they are broken down by; `wave` compares the campaigns of the same series.",
        "question": "The id of one question that the campaign asks.",
    },
}
