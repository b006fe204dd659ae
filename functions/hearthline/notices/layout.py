"""From words to a message: a purpose's one file of words, laid out as text mail, HTML mail and in short.

The layouts turn the same words into all three, so that these cannot say different things.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from hearthline.notices import wording
from hearthline.notices.model import Rendered
from hearthline.platform.ids import display

LONGEST_SUBJECT = 120
_NOTHING: Mapping[str, str] = {}
_HTML_LANGUAGE = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Link:
    """One address to go to, and what it is called."""

    label: str
    url: str


@cache
def environment() -> Environment:
    """Build the templates' environment, once for each process."""
    made = Environment(
        loader=PackageLoader("hearthline.notices", "templates"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        bytecode_cache=None,
    )
    made.filters["paragraphs"] = _paragraphs
    made.filters["lines"] = str.splitlines
    made.filters["number"] = display
    return made


def rendered(
    id_: str,
    words_name: str,
    language: str,
    values: dict[str, Any],
    links: Sequence[Link],
    leaving: Mapping[str, str] = _NOTHING,
) -> Rendered:
    """Give a message in all its forms: the words of one file, laid out as text, as HTML and in short.

    `values` are what the words may use. Of these `sections` are figures with bars, `items` lines with links.
    """
    templates = environment()
    words: Any = templates.get_template(f"{language}/{words_name}.txt").make_module(values)
    frame: Any = templates.get_template(f"{language}/frame.txt").make_module(values)
    subject = wording.one_line(words.subject())[:LONGEST_SUBJECT]
    page = {
        "choices": (),
        "sections": (),
        "items": (),
        **values,
        "language": _HTML_LANGUAGE[language],
        "subject": subject,
        "greeting": _said(frame, "greeting"),
        "opening": _said(words, "opening"),
        "facts": _said(words, "facts"),
        "closing": _said(words, "closing"),
        "footer": _said(frame, "footer"),
        "links": _named(links, _said(words, "action")),
        "leaving": frame.leaving() if leaving else "",
        "leave_url": leaving.get("email"),
    }
    short = words.short() + (frame.leaving_short(leaving["sms"]) if leaving else "")
    return Rendered(
        id=id_,
        language=language,
        subject=subject,
        text=templates.get_template("layout.txt").render(page).strip() + "\n",
        html=templates.get_template("layout.html").render(page).strip() + "\n",
        short=wording.one_line(short),
        leave_url=leaving.get("email"),
    )


def _named(links: Sequence[Link], action: str) -> list[Link]:
    """One link is called what it is for; of several, each is called by its case."""
    return [Link(action, link.url) for link in links] if len(links) == 1 else [*links]


def _said(words: Any, part: str) -> str:
    macro = getattr(words, part, None)
    return _tidy(macro()) if macro else ""


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]
