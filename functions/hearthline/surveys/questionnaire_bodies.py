"""Requests about questionnaires, as the contract tells them; `questionnaire` checks what they mean.

A questionnaire is not read by these models: what is wrong with it is told by the names of its questions.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

LARGEST = 256 * 1024
"""Bytes of a request with a questionnaire: written in escapes it is larger than it is stored."""


class QuestionnaireDocument(BaseModel):
    """A questionnaire, in the form that docs/questionnaires.md tells."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"properties": {}})


class QuestionnaireChangeBody(BaseModel):
    """What is given of a questionnaire's title, intro, thanks and questions changes."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"properties": {}})


class QuestionnaireCheckQuery(BaseModel):
    """The query of `POST /api/questionnaires/check`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    of: Annotated[str, Field(min_length=1, max_length=40)] | None = None
