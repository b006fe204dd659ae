"""The templates: every value is escaped where it is put in, and a name that nobody gave is an error."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from hearthline.notices.wording import readable, titled


@cache
def environment() -> Environment:
    """Give the one environment of all templates."""
    made = Environment(
        loader=PackageLoader("hearthline.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["fill"] = _fill
    made.filters["readable"] = readable
    made.filters["titled"] = titled
    return made


def _fill(sentence: str, *values: object, **named: object) -> Markup:
    """Put values into a sentence's places, each escaped unless it is markup of ours."""
    return escape(sentence).format(*values, **named)
