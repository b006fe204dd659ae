"""Requests about the composite index, checked at the border."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class IndexQuery(BaseModel):
    """The query of `GET /api/campaigns/{id}/index`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    month: Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-10"])] | None = None
