"""The composite index as it is edited: components, weights and rules."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, FiniteFloat, StrictInt, model_validator

from hearthline.platform.document_parts import Code, Document, NamedDocument, once
from hearthline.surveys import index

Number = Annotated[FiniteFloat, Field(ge=-1e9, le=1e9)]
Points = Annotated[FiniteFloat, Field(ge=0, le=100)]
Weight = Annotated[FiniteFloat, Field(gt=0, le=100)]

WHOLE = 100
"""What the weights add up to."""


class SurveyFigureDocument(Document):
    """A figure of the campaign's results: shares in per cent, `nps` from -100 to 100.

    Of the company's measures, or, with a question (and the row of a matrix), of that one.
    """

    figure: Literal["satisfaction", "satisfaction_mean", "buy_again", "loyalty", "nps", "csat", "mean", "yes"]
    question: Code | None = None
    row: Code | None = None

    @model_validator(mode="after")
    def of_a_measure_or_a_question(self) -> Self:
        """Refuse a question for what measures make, and none for what is of one question."""
        if self.question is None and (self.figure in {"csat", "mean", "yes"} or self.row is not None):
            raise ValueError("csat, mean, yes and a row are of a question; name it")
        if self.question is not None and self.figure not in {"csat", "mean", "yes", "nps"}:
            raise ValueError("of a question there are csat, mean, yes and nps")
        return self


class PromiseFigureDocument(Document):
    """How the promise was kept in one month: per cent answered in time, or the median minutes to answer."""

    figure: Literal["answered_share", "response_minutes"]


class GivenFigureDocument(Document):
    """A figure that somebody gives; without a value it is missing, and the index says so."""

    value: Number | None = None
    as_of: date | None = None
    source: Annotated[str, Field(min_length=1, max_length=200)] | None = None

    @model_validator(mode="after")
    def told_whence(self) -> Self:
        """Refuse a value without its day and source."""
        if self.value is not None and (self.as_of is None or self.source is None):
            raise ValueError("a value needs as_of and source")
        return self


class FigureDocument(Document):
    """Exactly one of the three."""

    survey: SurveyFigureDocument | None = None
    promise: PromiseFigureDocument | None = None
    given: GivenFigureDocument | None = None

    @model_validator(mode="after")
    def exactly_one(self) -> Self:
        """Refuse none and several."""
        if [self.survey, self.promise, self.given].count(None) != 2:
            raise ValueError("exactly one of survey, promise and given")
        return self


class StepDocument(Document):
    """Points from a bound on: `at_least` it, or `at_most` it."""

    at_least: Number | None = None
    at_most: Number | None = None
    points: Points

    @model_validator(mode="after")
    def one_bound(self) -> Self:
        """Refuse none and both."""
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("exactly one of at_least and at_most")
        return self


class PointDocument(Document):
    """A figure, and the points that it brings."""

    at: Number
    points: Points


class RuleDocument(Document):
    """Steps, the hardest to reach first; or linear between two points."""

    steps: Annotated[list[StepDocument], Field(min_length=1, max_length=20)] | None = None
    linear: Annotated[list[PointDocument], Field(min_length=2, max_length=2)] | None = None

    @model_validator(mode="after")
    def one_kind(self) -> Self:
        """Refuse none and both, and steps that look both ways."""
        if (self.steps is None) == (self.linear is None):
            raise ValueError("exactly one of steps and linear")
        if self.steps and len({step.at_least is None for step in self.steps}) != 1:
            raise ValueError("all steps must have at_least, or all at_most")
        return self


class ComponentDocument(NamedDocument):
    """One part of the index."""

    weight: Weight
    figure: FigureDocument
    rule: RuleDocument

    @model_validator(mode="after")
    def rule_fits(self) -> Self:
        """Refuse a rule that does not lead from nothing to the weight."""
        told: dict[str, Any] = self.model_dump(mode="json", exclude_none=True)
        component = index.from_document({"components": [told]})[0]
        if found := index.flaws(component.rule, component.weight):
            raise ValueError("; ".join(found))
        return self


class CompositeIndexDocument(Document):
    """What the index is made of; the weights of its components add up to 100."""

    version: StrictInt
    components: Annotated[list[ComponentDocument], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def whole(self) -> Self:
        """Refuse a code that stands twice, and weights that are no whole."""
        once([component.code for component in self.components], "components")
        total = round(sum(component.weight for component in self.components), 6)
        if total != WHOLE:
            raise ValueError(f"the weights add up to {total:g}, not to {WHOLE}")
        return self


KINDS: Mapping[str, type[Document]] = {index.COMPOSITE_INDEX: CompositeIndexDocument}
