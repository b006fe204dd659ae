"""The body of a request to import members, checked at the border: above all the mapping."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from hearthline.imports.model import ImportKind, Wanted
from hearthline.imports.rule_bodies import DayBody, FileBody, RuleBody, Source, speaks
from hearthline.members.imports.rows import ANSWERS, EDUCATIONS, LANGUAGES, SEXES
from hearthline.members.model import Kind
from hearthline.platform.fields import Body, Code, Day, FileName

ConsentName = Literal["terms", "survey:email", "survey:sms", "marketing:email", "marketing:sms"]
_ANSWERS = "Its value must be yes, no or empty; `values` translates."


class ImportedConsentsBody(Body):
    """What the persons of a file have declared, by which text and on which day."""

    text_version: Annotated[int, Field(ge=0, le=9999)] = Field(
        description="The version of `consent-texts` that they agreed to; 0 for the source's own text."
    )
    on: Day
    given: Annotated[dict[ConsentName, RuleBody], Field(min_length=1)] = Field(
        description=f"For each consent, where the file says so. {_ANSWERS}"
    )


class MemberMappingBody(FileBody):
    """Which column of a file of members means what."""

    external_id: RuleBody
    name: RuleBody
    phone: RuleBody | None = None
    email: RuleBody | None = None
    customer_id: RuleBody | None = Field(None, description="The number by which the sales system knows them.")
    birth_date: DayBody | None = None
    sex: RuleBody | None = None
    language: RuleBody | None = Field(None, description="zh (the default) or en.")
    city: RuleBody | None = Field(None, description="The import's city by default.")
    kind: RuleBody | None = Field(None, description="customer by default.")
    joined_on: DayBody | None = Field(None, description="Members of the club since that day.")
    employer: RuleBody | None = None
    education: RuleBody | None = None
    tags: RuleBody | None = Field(None, description="Several in a cell, between them , ; or |.")
    points: RuleBody | None = Field(None, description="The balance that they bring along.")
    consents: ImportedConsentsBody | None = None

    @model_validator(mode="after")
    def speaks_our_codes(self) -> "MemberMappingBody":
        """Refuse kinds, sexes, languages, educations and answers that do not exist here."""
        speaks(self.kind, frozenset(kind.value for kind in Kind), "kind")
        speaks(self.sex, SEXES, "sex")
        speaks(self.language, LANGUAGES, "language")
        speaks(self.education, EDUCATIONS, "education")
        for name, rule in (self.consents.given if self.consents else {}).items():
            speaks(rule, frozenset(ANSWERS), f"consents/{name}")
        return self


class MemberImportBody(Body):
    """`POST /api/imports`, of members."""

    kind: Literal["members"]
    city: Code | None = Field(None, description="Whose city it is; without it, of all cities, by hq.")
    source: Source = Field(description="Where they come from; with the id there, it names a person.")
    mapping: MemberMappingBody
    filename: FileName | None = None

    def wanted(self) -> Wanted:
        """Give what is to be imported."""
        mapping: dict[str, Any] = self.mapping.model_dump(mode="json", exclude_none=True)
        return Wanted(ImportKind.MEMBERS, self.city, self.source, self.filename, mapping)
