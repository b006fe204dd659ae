"""The queries of early trends, checked at the border."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from hearthline.insight.reports.bodies import Code
from hearthline.insight.reports.reading import Audience
from hearthline.insight.trends.reading import Asking
from hearthline.platform.fields import digits_only

Value = Annotated[str, Field(min_length=1, max_length=200)]


class TrendsQuery(BaseModel):
    """The query of `GET /api/insight/trends`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    until: Annotated[date | None, Field(examples=["2026-11-22"])] = None
    city: Code | None = None
    of: Audience = "customers"

    def asking(self) -> Asking:
        """Give what is asked for."""
        return Asking(self.until, self.city, self.of)


class TrendCasesQuery(TrendsQuery):
    """The query of `GET /api/insight/trends/cases`."""

    project: Value | None = None
    category: Value | None = None
    cause: Value | None = None
    contractor: Value | None = None
    limit: Annotated[int, Field(ge=1, le=100), digits_only()] = 25
    cursor: Annotated[str, Field(max_length=2000)] | None = None

    def group(self) -> dict[str, str]:
        """Give the values that the complaints have in common."""
        named = ((name, getattr(self, name)) for name in ("project", "category", "cause", "contractor"))
        return {name: value for name, value in named if value is not None}
