"""Messages in words, from the templates.

Each purpose has one file of words in each language, in plain text; `layout` makes the message of it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from hearthline.notices import wording
from hearthline.notices.audience import ESCALATION
from hearthline.notices.ladder import gravest, steps_of, words_for
from hearthline.notices.layout import Link, rendered
from hearthline.notices.model import Message, Rendered
from hearthline.notices.ports import (
    NoticeCase,
    NoticeCode,
    NoticeIncident,
    NoticePerson,
    NoticeStep,
    NoticeSurvey,
)
from hearthline.platform.instants import read_instant
from hearthline.platform.outbox import Event

MOST_LINKS = 10


class Writer:
    """Writes messages. It holds nothing but the templates, so one serves the whole process."""

    def to_customer(self, message: Message, case: NoticeCase) -> Rendered:
        """Write to whoever filed the case what happened, in the language it was filed in, with its link."""
        language = wording.supported(case.language)
        data = message.event.data
        facts = {
            "name": wording.unlinked(case.name) if case.name else None,
            "quote": wording.readable(case.entries.get(data.get("answer") or data.get("entry", ""), "")),
            "extended": _extension(data, case) if message.purpose == "extended" else None,
            "by": data.get("by"),
            "first": data.get("first", False),
            "told": data,
        }
        links = [Link(case.number, case.merged_url)] if case.merged_url else _links_of([case])
        return self._write(message.id, message.purpose, language, case, facts, links)

    def to_contact(self, message: Message, cases: Sequence[NoticeCase]) -> Rendered:
        """Write the follow links of all cases of one contact, newest first, in the language of the newest."""
        newest = cases[0]
        language = wording.supported(newest.language)
        facts = {"name": wording.unlinked(newest.name) if newest.name else None, "cases": [*cases]}
        return self._write(message.id, message.purpose, language, newest, facts, _links_of(cases))

    def to_staff(self, message: Message, case: NoticeCase, language: str) -> Rendered:
        """Write to one member of staff what happened to a case, without a word about the customer."""
        language = wording.supported(language)
        if message.purpose == ESCALATION:
            words_name = gravest(steps_of(message.event), message.event.at)
            facts = _escalation(message.event)
        else:
            words_name, facts = message.purpose, {"steps": [], "acknowledge_by": None}
        facts |= {"name": None, "event_at": message.event.at, "told": message.event.data}
        return self._write(message.id, words_name, language, case, facts, [])

    def to_colleague(self, message: Message, language: str) -> Rendered:
        """Write to one member of staff what happened to something that is no case; `id` says to which."""
        language = wording.supported(language)
        id_ = message.event.subject.rpartition("/")[2]
        facts: dict[str, Any] = {"name": None, "quote": "", "id": id_, "told": message.event.data}
        return rendered(message.id, message.purpose, language, facts, [])

    def of_incident(self, message: Message, incident: NoticeIncident, language: str) -> Rendered:
        """Write to one member of staff what happened to an incident."""
        language = wording.supported(language)
        facts = {
            "name": None,
            "incident": incident,
            "told": message.event.data,
            "city": incident.cities.get(language, message.event.data["city"]),
            "category": incident.categories.get(language),
        }
        return self._write(message.id, message.purpose, language, incident, facts, [])

    def to_person(self, message: Message, person: NoticePerson, leaving: Mapping[str, str]) -> Rendered:
        """Write to a person what happened, in their language and by their city's clock.

        `leaving` holds by channel where they can end messages of this class; empty for service.
        """
        language = wording.supported(person.language)
        return rendered(
            message.id, message.purpose, language, _of_person(message, person, language), [], leaving
        )

    def to_asked(
        self, message: Message, person: NoticePerson, survey: NoticeSurvey, leaving: Mapping[str, str]
    ) -> Rendered:
        """Write to a person what they are asked, with their link, and how to get no more of it.

        Only the HTML mail offers the values of the first question: there they are a row to click.
        """
        language = wording.supported(person.language)
        choices = [Link(label, url) for label, url in survey.choices]
        facts = {
            **_of_person(message, person, language),
            "survey": survey,
            "survey_title": wording.one_line(_spoken(survey.title, language)),
            "words": wording.readable(_spoken(survey.text or survey.intro, language)),
            "question": wording.readable(_spoken(survey.question, language)) if choices else "",
            "choices": choices,
        }
        links = [Link("", survey.url)]
        return rendered(message.id, message.purpose, language, facts, links, leaving)

    def to_owner(
        self, message: Message, person: NoticePerson, step: NoticeStep, leaving: Mapping[str, str]
    ) -> Rendered:
        """Write to an owner what a step of their home's life has to say."""
        language = wording.supported(person.language)
        facts = {
            **_of_person(message, person, language),
            "step_title": _spoken(step.title, language),
            "words": wording.readable(_spoken(step.text, language)),
            "in_short": _spoken(step.short, language),
            "place": step.place,
        }
        return rendered(message.id, message.purpose, language, facts, [], leaving)

    def to_code(self, message: Message, asked: NoticeCode) -> Rendered:
        """Write a one-time code to who asked for it; nothing says whether that is anybody whom we know."""
        language = wording.supported(asked.language)
        facts = {"name": None, "quote": "", "code": asked.code}
        return rendered(message.id, message.purpose, language, facts, [])

    def _write(
        self,
        id_: str,
        words_name: str,
        language: str,
        about: NoticeCase | NoticeIncident,
        facts: Mapping[str, Any],
        links: Sequence[Link],
    ) -> Rendered:
        values: dict[str, Any] = {
            "title": wording.unlinked(about.title),
            **(_of_case(about, language) if isinstance(about, NoticeCase) else {}),
            "when": _clock_face(wording.long_time, about.zone, language),
            "soon": _clock_face(wording.short_time, about.zone, language),
            "at": read_instant,
            "yuan": wording.yuan,
            "remedy_name": wording.REMEDIES[language].__getitem__,
            "clock_name": wording.CLOCKS[language].__getitem__,
            "plain": wording.unlinked,
            "level_names": lambda levels: wording.level_names(levels, language),
            "flag_names": lambda codes: wording.flag_names(codes, language),
            "status_name": lambda status: wording.STATUSES[language].get(status, status),
            "quote": "",
            **facts,
        }
        return rendered(id_, words_name, language, values, links)


def _of_person(message: Message, person: NoticePerson, language: str) -> dict[str, Any]:
    return {
        "name": wording.unlinked(person.name) if person.name else None,
        "person": person,
        "quote": "",
        "told": message.event.data,
        "at": read_instant,
        "when": _clock_face(wording.long_time, person.zone, language),
        "soon": _clock_face(wording.short_time, person.zone, language),
    }


def _spoken(words: Mapping[str, str], language: str) -> str:
    """Give a text in a language, or in the one that there is."""
    return words.get(language) or next(iter(words.values()), "")


def _of_case(case: NoticeCase, language: str) -> dict[str, Any]:
    return {
        "case": case,
        "kind": wording.KINDS[language].get(case.kind, case.kind),
        "severity": wording.SEVERITIES[language].get(case.severity, case.severity),
    }


def _clock_face(
    show: Callable[[datetime, str, str], str], zone: str, language: str
) -> Callable[[datetime], str]:
    return lambda at: show(at, zone, language)


def _escalation(event: Event) -> dict[str, Any]:
    """Give all steps of one escalation, and until when somebody should acknowledge."""
    steps = steps_of(event)
    by = event.data.get("acknowledge_by")
    return {
        "steps": [{"step": step, "tone": words_for(step, event.at)} for step in steps],
        "first_due": min(step.due for step in steps),
        "acknowledge_by": read_instant(by) if by else None,
    }


def _extension(data: Mapping[str, Any], case: NoticeCase) -> dict[str, Any]:
    clock = data["clock"]
    return {"clock": clock, "until": read_instant(data["until"]), "original": case.original_due[clock]}


def _links_of(cases: Sequence[NoticeCase]) -> list[Link]:
    return [Link(case.number, case.follow_url) for case in cases if case.follow_url][:MOST_LINKS]
