"""The body of a request to import an outside firm's results, checked at the border: above all the mapping."""

from typing import Annotated, Any, Literal

from pydantic import Field

from hearthline.imports.model import ImportKind, Wanted
from hearthline.imports.rule_bodies import FileBody, RuleBody, Source
from hearthline.platform.fields import Body, FileName

AnswerColumn = Annotated[str, Field(pattern=r"^q\.[a-z0-9][a-z0-9_-]{0,39}(\.[a-z0-9][a-z0-9_-]{0,39})?$")]


class ResultMappingBody(FileBody):
    """Which column of a file of results means what."""

    external_id: RuleBody | None = Field(
        None, description="The firm's own id of an interview; needed where the campaign links nothing."
    )
    pseudonym: RuleBody | None = Field(
        None, description="As the sample gave it; needed where strata or persons are linked."
    )
    language: RuleBody | None = Field(None, description="zh (the default) or en.")
    answers: Annotated[dict[AnswerColumn, RuleBody], Field(min_length=1, max_length=1000)] | None = Field(
        None,
        description="For each column of an export (`q.overall`, `q.parts.garden`) where its value stands; "
        "without it, columns are named as an export's.",
    )


class ResultImportBody(Body):
    """`POST /api/imports`, of an outside firm's results."""

    kind: Literal["survey_results"]
    campaign: Annotated[str, Field(min_length=1, max_length=40, description="Whose results they are.")]
    source: Source = Field(description="The firm; with its own id, it names an interview.")
    mapping: ResultMappingBody
    filename: FileName | None = None

    def wanted(self) -> Wanted:
        """Give what is to be imported: of all cities."""
        mapping: dict[str, Any] = self.mapping.model_dump(mode="json", exclude_none=True)
        document = {**mapping, "campaign": self.campaign}
        return Wanted(ImportKind.SURVEY_RESULTS, None, self.source, self.filename, document)
