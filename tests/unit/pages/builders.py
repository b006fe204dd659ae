"""Pages to look at: the shipped catalog, and the page of a story (tests/unit/complaints/builders.py)."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hearthline.complaints.attachments.bodies import TAKEN
from hearthline.complaints.offer import KIND_NAMES, LIMITS
from hearthline.complaints.views import for_filer
from hearthline.pages import filing, following
from hearthline.pages.site_pages import SitePages
from hearthline.pages.visits import Visit
from hearthline.platform.problems import Language, Problem
from tests.unit.complaints.builders import DEFAULTS, Story, after
from tests.unit.pages.html_page import HtmlPage

SITE = SitePages("site", "https://care.example")
LANGUAGES = ("zh", "en")


def a_catalog(projects: tuple[str, ...] = ()) -> dict[str, Any]:
    """The catalog that ships with the product, as callers get it; its first city has these projects."""
    shipped = json.loads((DEFAULTS / "catalog-1.json").read_text("utf-8"))
    cities = [{**city, "projects": []} for city in shipped["cities"]]
    cities[0]["projects"] = list(projects)
    kinds = [{"code": kind.value, "names": names} for kind, names in KIND_NAMES.items()]
    return {**shipped, "kinds": kinds, "cities": cities, "languages": ["zh", "en"], "limits": LIMITS}


def a_view(story: Story, language: str = "en", **changes: Any) -> dict[str, Any]:
    """What the filer is shown of a story that happened in Shenzhen."""
    return {
        **for_filer(story.complaint, story.entries, after(hours=3)),
        "language": language,
        "city": "sz",
        **changes,
    }


def the_text(
    view: Mapping[str, Any],
    *,
    now: datetime | None = None,
    typed: Mapping[str, str] | None = None,
    problem: Problem | None = None,
    chosen: str = "true",
) -> str:
    """The page of a case as it is sent; on Monday at noon, with a verdict begun, unless a test says so."""
    language: Language = "zh" if view["language"] == "zh" else "en"
    return SITE.answer(
        Visit(language, f"/follow/{view['number']}"),
        "follow/page.html",
        files_at="https://files.example",
        typed=typed or {},
        labels=following.labels(language, typed or {}),
        problem=problem,
        chosen=chosen,
        fresh=False,
        taken=TAKEN,
        **following.followed(view, a_catalog(), now or after(hours=3), language),
    ).body


def the_page(view: Mapping[str, Any], **rest: Any) -> HtmlPage:
    """The page of a case, read."""
    return HtmlPage(the_text(view, **rest))


def the_form(
    catalog: Mapping[str, Any],
    language: Language = "en",
    *,
    typed: Mapping[str, str] | None = None,
    problem: Problem | None = None,
    repeat_key: str = "k" * 26,
) -> str:
    """The whole form on one page, as the intake gives it back."""
    return SITE.answer(
        Visit(language, filing.ADDRESS),
        "filing/whole.html",
        typed=typed or {},
        problem=problem,
        labels=filing.labels(language),
        repeat_key=repeat_key,
        **filing.offered(catalog),
    ).body


def the_problem(problem: Problem, language: Language) -> str:
    """The page of a problem."""
    return SITE.problem(Visit(language, "/"), problem).body
