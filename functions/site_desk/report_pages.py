"""What the pages of reports have in common: names of groups, and months in words."""

from collections.abc import Mapping
from typing import Any

from hearthline import root
from hearthline.pages import reports
from hearthline.pages.directory import Directory
from hearthline.pages.report_groups import Groups
from hearthline.pages.times import month_in_words
from hearthline.pages.visits import Visit
from hearthline.pages.words import words
from hearthline.platform.access import Principal
from hearthline.platform.http import Request, Response
from site_desk import city_pages


def groups_of(language: str) -> Groups:
    """Give what groups are called; the documents in force must have been read."""
    cases, people = words(language, "cases"), words(language, "campaigns")["filter"]["values"]
    listed = {
        "kind": {**people, **cases["kinds"]},
        "filer": cases["filers"],
        "severity": cases["severities"],
        "tier": people,
        "stage": people,
        "recovery": words(language, "results")["recovery"],
    }
    return Groups(Directory(root.rulebook(), language), words(language, "reports"), listed)


def labels(language: str) -> Mapping[str, str]:
    """Give the names of the form's controls."""
    named: Mapping[str, str] = words(language, "reports")["asked"]
    return named


def shown(request: Request, staff: Principal, template: str, **values: Any) -> Response:
    """Answer with a page of reports."""
    language = Visit.of(request).language
    return city_pages.shown(
        request,
        staff,
        template,
        address=reports.address,
        month=lambda code: month_in_words(code, language),
        **values,
    )
