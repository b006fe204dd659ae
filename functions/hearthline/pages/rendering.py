"""The pages that need no script and no sign-in: the first one, a case's own, and a problem's.

Every value is escaped where it is put in. A page loads nothing: its styles stand in it, in one element.
"""

from collections.abc import Mapping
from typing import Any

from hearthline.notices.wording import supported
from hearthline.pages.faults import told_of
from hearthline.pages.templating import environment
from hearthline.pages.words import styles, words
from hearthline.platform.problems import Language, Problem

_FILING = (
    "kind",
    "title",
    "text",
    "category",
    "occurred_on",
    "city",
    "home.project",
    "home.building",
    "home.unit",
    "contact.name",
    "contact.phone",
    "contact.email",
    "public",
)

MOST_PROJECTS = 150
"""Projects that are suggested at most: more of them would weigh more than the rest of the page."""

_NOTHING: Mapping[str, str] = {}


class Pages:
    """Writes the pages in Chinese and English. One serves the whole process."""

    @property
    def styles(self) -> str:
        """The style sheet that stands in every page, for the policy that allows it and no other."""
        return styles()

    @property
    def controls(self) -> tuple[str, ...]:
        """The names of all controls whose content is kept when a form comes back."""
        return _FILING

    def home(
        self,
        catalog: Mapping[str, Any],
        language: str,
        *,
        repeat_key: str = "",
        typed: Mapping[str, str] = _NOTHING,
        problem: Problem | None = None,
    ) -> str:
        """Write the first page: what this is, and the form.

        `repeat_key` makes pressing the button twice file once; the form goes without it where it is empty.
        `problem` says why what was `typed` was not taken.
        """
        text = words(language)
        labels = {name: text["form"][name.rpartition(".")[2]] for name in _FILING}
        projects = sorted({project for city in catalog["cities"] for project in city["projects"]})
        return self._page(
            "home.html",
            language,
            catalog=catalog,
            projects=projects if len(projects) <= MOST_PROJECTS else [],
            repeat_key=repeat_key,
            typed=typed,
            **told_of(problem, labels, language),
        )

    def problem(self, problem: Problem, language: Language) -> str:
        """Write what a program is told as problem+json, as a page with the same words."""
        return self._page("problem.html", language, problem=problem, title=problem.kind.title(language))

    def _page(self, template: str, language: str, **values: Any) -> str:
        page = environment().get_template(template)
        given = {"styles": self.styles, **values}
        return page.render(w=words(language), language=supported(language), **given)
