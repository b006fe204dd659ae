"""Forms of what is edited often beside teams: a year of a calendar, words that warn, a saved reply."""

from typing import Any, Final

from hearthline.complaints.model import Kind
from hearthline.pages.form_parts import LANGUAGES, both, listed, part
from hearthline.pages.settings.part_forms import (
    REMOVE,
    TAKEN,
    Content,
    Control,
    Plain,
    beside,
    kept,
    lines_of,
    pointer,
)
from hearthline.pages.settings.shown import is_year
from hearthline.platform.calendar_document import with_year
from hearthline.platform.json_text import NotJson, read_json
from hearthline.platform.official_days import CHINA, OfficialDays
from hearthline.platform.problems import FieldError, Problem

OFF, WORKED = "off", "worked"
CATEGORIES: Final = ("danger", "injury", "legal", "press")
KINDS: Final = tuple(kind.value for kind in Kind)
_DAY: Final = ("date", "kind", "name")


class YearForm:
    """A year's days off, and those worked to make up; they replace what the product knows of the year."""

    def holds(self, _document: Plain, of: str) -> bool:
        """See PartForm."""
        return is_year(of)

    def content(self, document: Plain, of: str) -> Content:
        """See PartForm; a year without a list of its own begins with what the product knows."""
        year = int(of)
        found = next((each for each in document.get("lists", ()) if each["year"] == year), None)
        if found is not None:
            days = [
                {"date": day["date"], "kind": OFF if day["isOffDay"] else WORKED, "name": day.get("name", "")}
                for day in found["days"]
            ]
            return {"days": days, "own": True}
        known = OfficialDays(CHINA if document.get("official") else None, ()).in_year(year)
        days = [
            {"date": day.isoformat(), "kind": OFF if off else WORKED, "name": ""}
            for day, off in known.items()
        ]
        return {"days": days, "own": False}

    def typed(self, form: Plain) -> Content:
        """See PartForm; a row without a date is none."""
        rows = [{name: str(row.get(name, "")) for name in _DAY} for row in listed(form.get("days"))]
        return {"days": [row for row in rows if row["date"] or row["name"]], "own": True}

    def put(self, document: Plain, of: str, content: Content) -> dict[str, Any]:
        """See PartForm."""
        year = int(of)
        before: Plain = next((each for each in document.get("lists", ()) if each["year"] == year), {})
        days = [
            {"name": day["name"], "date": day["date"], "isOffDay": day["kind"] != WORKED}
            for day in sorted(content["days"], key=lambda day: str(day["date"]))
        ]
        return with_year(document, {"year": year, "papers": list(before.get("papers", ())), "days": days})

    def controls(self, document: Plain, of: str, content: Content) -> list[Control]:
        """See PartForm; the document's days are in order, the form's as they were typed."""
        lists = [each["year"] for each in document["lists"]]
        typed = sorted(range(len(content["days"])), key=lambda row: str(content["days"][row]["date"]))
        at = lists.index(int(of))
        return [
            (pointer("lists", at, "days", place, name), f"days.{row}.date")
            for place, row in enumerate(typed)
            for name in ("date", "isOffDay", "name")
        ] + [(pointer("lists", at), "days.0.date")]


class YearFileForm:
    """A year's official list as it is published for programs (the form of the holiday-cn project)."""

    def holds(self, _document: Plain, of: str) -> bool:
        """See PartForm."""
        return not of

    def content(self, _document: Plain, _of: str) -> Content:
        """See PartForm."""
        return {"list": ""}

    def typed(self, form: Plain) -> Content:
        """See PartForm."""
        return {"list": str(form.get("list", ""))}

    def put(self, document: Plain, _of: str, content: Content) -> dict[str, Any]:
        """See PartForm."""
        try:
            year = read_json(content["list"].encode())
        except NotJson as error:
            raise Problem.invalid([FieldError("/list", f"The text is {error}.")]) from None
        if not isinstance(year, dict) or not is_year(str(year.get("year"))) or "days" not in year:
            raise Problem.invalid([FieldError("/list", "It is no list of a year.")])
        return with_year(document, year)

    def controls(self, _document: Plain, _of: str, _content: Content) -> list[Control]:
        """See PartForm."""
        return [("/list", "list"), ("/lists", "list")]


class WordsForm:
    """The words that warn of one thing, and the phrases in which they don't; one a line."""

    def holds(self, _document: Plain, of: str) -> bool:
        """See PartForm."""
        return of in CATEGORIES

    def content(self, document: Plain, of: str) -> Content:
        """See PartForm."""
        found = document["categories"].get(of, {})
        return {
            name: {language: "\n".join(found.get(name, {}).get(language, ())) for language in LANGUAGES}
            for name in ("words", "unless")
        }

    def typed(self, form: Plain) -> Content:
        """See PartForm."""
        return {name: both(form.get(name)) for name in ("words", "unless")}

    def put(self, document: Plain, of: str, content: Content) -> dict[str, Any]:
        """See PartForm."""
        words = {
            name: {language: lines_of(content[name][language]) for language in LANGUAGES}
            for name in ("words", "unless")
        }
        return {**document, "categories": {**document["categories"], of: words}}

    def controls(self, _document: Plain, of: str, _content: Content) -> list[Control]:
        """See PartForm."""
        found = [
            (pointer("categories", of, name, language), f"{name}.{language}")
            for name in ("words", "unless")
            for language in LANGUAGES
        ]
        return [*found, (pointer("categories", of), "words.zh")]


class ReplyForm:
    """A saved reply: what it is called, for which cases it is offered, and its words in both languages."""

    def holds(self, document: Plain, of: str) -> bool:
        """See PartForm."""
        return not of or _place(document, of) is not None

    def content(self, document: Plain, of: str) -> Content:
        """See PartForm."""
        place = _place(document, of)
        reply = document["replies"][place] if place is not None else {}
        return {
            "code": of,
            "names": both(reply.get("names")),
            "texts": both(reply.get("texts")),
            "kinds": list(reply.get("kinds") or ()),
            "categories": list(reply.get("categories") or ()),
        }

    def typed(self, form: Plain) -> Content:
        """See PartForm."""
        return {
            "code": str(form.get("code", "")).strip(),
            "names": both(form.get("names")),
            "texts": both(form.get("texts")),
            "kinds": list(part(form.get("kinds"))),
            "categories": list(part(form.get("categories"))),
            REMOVE: REMOVE in form,
        }

    def put(self, document: Plain, of: str, content: Content) -> dict[str, Any]:
        """See PartForm; a new one is offered last."""
        code, replies = of or content["code"], list(document["replies"])
        place = _place(document, code)
        if not of and place is not None:
            raise Problem.invalid([FieldError("/replies", TAKEN)])
        before = replies[place] if place is not None else {}
        reply = {
            **beside(before, "code", "names", "kinds", "categories", "texts"),
            "code": code,
            "names": content["names"],
            **kept(kinds=content["kinds"], categories=content["categories"]),
            "texts": content["texts"],
        }
        at = slice(place, place + 1) if place is not None else slice(len(replies), len(replies))
        replies[at] = [] if content.get(REMOVE) else [reply]
        return {**document, "replies": replies}

    def controls(self, document: Plain, of: str, content: Content) -> list[Control]:
        """See PartForm."""
        place = _place(document, of or content["code"])
        if place is None:
            return []
        at = ("replies", place)
        found = [
            (pointer(*at, name, language), f"{name}.{language}")
            for name in ("names", "texts")
            for language in LANGUAGES
        ]
        found += [(pointer(*at, name), name) for name in ("kinds", "categories", "code")]
        found += [(pointer(*at, "texts"), "texts.en")]
        return [*found, (pointer("replies"), "names.zh" if of else "code")]


def _place(document: Plain, code: str) -> int | None:
    return next((place for place, reply in enumerate(document["replies"]) if reply["code"] == code), None)
