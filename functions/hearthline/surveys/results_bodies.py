"""The query of results, checked at the border."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from hearthline.surveys.results_scope import By


class ResultsQuery(BaseModel):
    """The query of `GET /api/campaigns/{id}/results`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    by: By | None = None
    question: Annotated[str, Field(min_length=1, max_length=80)] | None = None
