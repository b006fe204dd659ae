"""Requests about exports of a campaign, checked at the border."""

from typing import Annotated, Literal

from pydantic import Field

from hearthline.platform.fields import Body
from hearthline.surveys.exports.model import Format


class ExportBody(Body):
    """`POST /api/campaigns/{id}/export`."""

    format: Annotated[
        Literal["csv", "xlsx"], Field(description="csv with its codebook beside it, or both in a workbook.")
    ] = "csv"

    def wanted(self) -> Format:
        """Give the format."""
        return Format(self.format)
