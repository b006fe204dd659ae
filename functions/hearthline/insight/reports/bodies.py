"""The queries of reports, checked at the border."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hearthline.insight.reports.reading import Audience, Than, Wanted
from hearthline.platform.fields import digits_only

Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-10"])]
Code = Annotated[str, Field(min_length=1, max_length=40)]


class OpenQuery(BaseModel):
    """The query of `GET /api/insight/open`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    city: Code | None = None
    of: Audience = "customers"


class ReportQuery(BaseModel):
    """The query of `GET /api/insight/reports/{name}`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, populate_by_name=True)

    first: Annotated[Month | None, Field(alias="from")] = None
    to: Month | None = None
    by: Code | None = None
    city: Code | None = None
    than: Than = "before"
    of: Audience = "customers"
    within: Annotated[str | None, Field(max_length=200)] = None

    def wanted(self) -> Wanted:
        """Give what is asked for."""
        return Wanted(self.first, self.to, self.by, self.city, self.than, self.of, self.within)


class ReportFileQuery(ReportQuery):
    """The query of `GET /api/insight/reports/{name}/export`."""

    format: Literal["csv", "xlsx"] = "csv"


class ReportCasesQuery(ReportQuery):
    """The query of `GET /api/insight/reports/{name}/cases`."""

    column: Code
    group: Annotated[str, Field(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=100), digits_only()] = 25
    cursor: Annotated[str, Field(max_length=2000)] | None = None
