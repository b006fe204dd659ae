"""The site's pages as answers: a template of one area, with that area's words, styles and script.

Where a template stands says what it gets: `board/list.html` has the words of `words/<language>/board.json` as
`a`, those of all pages as `w`, and the styles of `styles/board.css` beside those of all pages.
"""

from collections.abc import Mapping
from typing import Any, Final

from hearthline.pages import assets
from hearthline.pages.faults import told_of
from hearthline.pages.templating import environment
from hearthline.pages.visits import Visit
from hearthline.pages.words import styles, words
from hearthline.platform.problems import Problem
from hearthline.platform.response import Response

_NOTHING: Final[Mapping[str, str]] = {}
PUBLIC: Final = "site"
DESK: Final = "desk"
_DRAWN_ALIKE: Final[Mapping[str, tuple[str, ...]]] = {
    "members": ("campaigns", "members"),
    "improvements": ("campaigns", "cases", "incidents"),
    "incidents": ("campaigns", "cases", "incidents"),
    "lives": ("campaigns", "cases", "incidents", "lives"),
    "questionnaires": ("campaigns", "questionnaires"),
    "reports": ("campaigns", "cases", "reports"),
    "results": ("campaigns", "results"),
    "trends": ("campaigns", "cases", "trends"),
    "settings": ("campaigns", "settings"),
}
"""The sheets of areas that are drawn with more than their own."""


class SitePages:
    """Writes the pages of one side of the site, the public one or the desk. One serves the whole process.

    `public_url` is the root of the site.
    """

    def __init__(self, side: str, public_url: str) -> None:
        self._side = side
        self._public_url = public_url

    def answer(  # noqa: PLR0913 - what a page may need beside its own values, each by name
        self,
        visit: Visit,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] = _NOTHING,
        cookies: tuple[str, ...] = (),
        typed: Mapping[str, str] = _NOTHING,
        labels: Mapping[str, str] = _NOTHING,
        problem: Problem | None = None,
        files_at: str = "",
        **values: Any,
    ) -> Response:
        """Answer with the page of a template.

        `problem` says why what was `typed` into a form was not taken: its status is the answer's, its errors
        stand at the controls that `labels` names, as fields.html draws them. `files_at` is the origin that
        the page sends files to. `values` are the template's.
        """
        area = template.partition("/")[0]
        sheet = styles("site", self._side, *_DRAWN_ALIKE.get(area, (area,)))
        page = environment().get_template(template)
        text = page.render(
            w=words(visit.language),
            s=words(visit.language, self._side),
            a=words(visit.language, area),
            visit=visit,
            language=visit.language,
            styles=sheet,
            script=assets.address(f"{self._side}.js"),
            asset=assets.address,
            icon=assets.icon(),
            typed=typed,
            **{**told_of(problem, labels, visit.language, desk=self._side == DESK), **values},
        )
        answer = Response.html(
            text,
            problem.status if problem else status,
            {
                "Content-Language": visit.language,
                "Vary": "Accept-Language, Cookie, HX-Request",
                **(problem.headers if problem else {}),
                **headers,
            },
            styles=sheet,
            forms_lead_to=self._public_url,
            scripts=True,
            connects_to=files_at,
        )
        return answer.with_cookies(*visit.cookies, *cookies)

    def problem(self, visit: Visit, problem: Problem, **values: Any) -> Response:
        """Answer with a page that tells a problem, and what to do about it."""
        return self.answer(
            visit,
            f"{self._side}/problem.html",
            status=problem.status,
            headers=problem.headers,
            refused=problem,
            **values,
        )
