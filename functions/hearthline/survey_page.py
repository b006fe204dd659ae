"""A survey as pages for a browser without script: looked at with GET, saved with each press of the button.

After what was saved the browser is sent on to look again, so loading a page anew sends nothing twice. An
anonymous answer is in the form alone until it is sent; its pages are the answers to what was posted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from hearthline.pages.surveys import Sheet
from hearthline.platform.problems import Kind, Language, Problem
from hearthline.surveys.answer_views import Seen
from hearthline.surveys.answering import Saving
from hearthline.surveys.answers import AnswersInvalid, unstored, visible
from hearthline.surveys.form_answers import filled, read_form
from hearthline.surveys.model import Answers, Progress, Questionnaire
from hearthline.surveys.receiving import Answering
from hearthline.surveys.stepping import STEP, Turn, preselected, step, turn

ADDRESS: Final = "/s/"
LANGUAGES: Final[Mapping[object, Language]] = {"zh": "zh", "en": "en"}
LANGUAGE: Final = "_lang"
BEGIN: Final = "_begin"
CHANGE: Final = "_change"
AFTER: Final = "_after"
VERSION: Final = "_version"
SHOWN: Final = "_shown"
_VERSION: Final = re.compile("[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, in which language, and with which status; `anonymous`: its browser is not to be known again."""

    sheet: Sheet
    language: Language
    status: int = 200

    @property
    def anonymous(self) -> bool:
        """Whether nothing may tell this browser from others."""
        return self.sheet.anonymous


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted form: its fields as objects, the language of its page, the mark of its browser."""

    form: Mapping[str, Any]
    language: Language
    device: str | None

    @property
    def seen(self) -> int | None:
        """The version of the answers that the form has shown."""
        text = self.form.get(VERSION)
        return int(text) if isinstance(text, str) and _VERSION.fullmatch(text) else None

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the questions that were on it, in their order."""
        text = self.form.get(SHOWN)
        return tuple(text.split(",")) if isinstance(text, str) else ()

    @property
    def changes(self) -> bool:
        """Whether it changes a final answer."""
        return CHANGE in self.form

    def typed(self) -> dict[str, str]:
        """Give what stood in its controls, by their names."""
        controls: dict[str, str] = {}
        for name, value in self.form.items():
            if isinstance(value, Mapping):
                controls.update({f"{name}.{part}": str(said) for part, said in value.items()})
            elif not name.startswith("_"):
                controls[name] = value
        return controls

    def saving(self, answers: Mapping[str, Any], *, final: bool) -> Saving:
        """Give what is to be saved of it."""
        return Saving(answers, final, device=self.device, language=self.language, seen=self.seen)


class SurveyPage:
    """The page of who was asked."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def look(self, token: str, query: Mapping[str, str], preferred: Language, now: datetime) -> Shown:
        """Give the page as it stands, and change nothing. Raises Problem 404."""
        seen = self._answering.see(token, now)
        language = LANGUAGES.get(query.get(LANGUAGE) or seen.invitation.language, preferred)
        sheet = _sheet(token, seen)
        progress = seen.invitation.progress
        changing = progress is Progress.ANSWERED and CHANGE in query and not sheet.anonymous
        if seen.closed is not None or (progress is Progress.ANSWERED and not changing):
            return Shown(sheet, language)
        asked = seen.questionnaire
        chosen = {} if changing else preselected(asked, query)
        answers = {**chosen, **_kept(seen)}
        if progress is Progress.NONE and not chosen and len(visible(asked, {})) > STEP:
            return Shown(
                replace(sheet, stage="intro", introduced=True, hidden={BEGIN: "1"}, button="begin"), language
            )
        after = query.get(AFTER)
        introduced = sheet.anonymous or (after is None and progress in {Progress.NONE, Progress.OPENED})
        form = _form(sheet, asked, answers, after, changes=changing, version=seen.invitation.answer_version)
        typed = filled(asked, answers)
        return Shown(
            replace(form, introduced=introduced, typed=typed, saved=after is not None and sheet.kept),
            language,
        )

    def post(self, token: str, posted: Posted, now: datetime) -> Shown | str:
        """Save what was posted as far as it goes; give the page, or the address to go on to.

        Raises Problem 404 and 429.
        """
        if BEGIN in posted.form:
            return self._begun(token, posted, now)
        anonymous, asked = self._answering.asked(token, now)
        judged = turn(asked, read_form(asked, posted.form), posted.shown)
        try:
            if judged.finished:
                return self._finished(token, posted, judged, now)
            if not anonymous and not posted.changes:
                return self._saved(token, posted, judged, asked, now)
        except AnswersInvalid as invalid:
            return self._again(token, posted, replace(judged, faults=invalid.faults), now)
        except Problem as problem:
            if problem.kind is not Kind.REFUSED:
                raise
            return self._refused(token, posted, judged, str(problem.extra["reason"]), now)
        return self._again(token, posted, judged, now)

    def _begun(self, token: str, posted: Posted, now: datetime) -> Shown | str:
        saving = Saving({}, final=False, device=posted.device, language=posted.language)
        try:
            self._answering.save(token, saving, now)
        except Problem as problem:
            if problem.kind is not Kind.REFUSED:
                raise
        return _address(token, posted)

    def _finished(self, token: str, posted: Posted, judged: Turn, now: datetime) -> Shown | str:
        received = self._answering.save(token, posted.saving(judged.answers, final=True), now)
        if received.claim is None:
            return _address(token, posted)
        seen = self._answering.see(token, now)
        return Shown(_sheet(token, seen), posted.language)

    def _saved(
        self, token: str, posted: Posted, judged: Turn, asked: Questionnaire, now: datetime
    ) -> Shown | str:
        """Save what is right; on to the next step, or back to what is wrong."""
        received = self._answering.save(token, posted.saving(judged.answers, final=False), now)
        if judged.faults:
            form = {**posted.form, VERSION: str(received.answer_version)}
            return self._again(token, replace(posted, form=form), judged, now)
        after = posted.shown[-1] if posted.shown else None
        ahead = step(asked, judged.answers, after)
        fresh = ahead.questions[-ahead.fresh].id if ahead.fresh else None
        return _address(token, posted, after=after, to=fresh)

    def _refused(self, token: str, posted: Posted, judged: Turn, reason: str, now: datetime) -> Shown:
        seen = self._answering.see(token, now)
        sheet = _sheet(token, seen)
        if seen.closed is not None or sheet.anonymous:
            refusal = None if seen.closed else "anonymous"
            return Shown(replace(sheet, refusal=refusal), posted.language, 409)
        changes = reason == "survey_answered"
        posted = replace(posted, form={**posted.form, CHANGE: "1"} if changes else posted.form)
        shown = self._again(token, posted, replace(judged, faults=()), now)
        return replace(shown, sheet=replace(shown.sheet, refusal=reason), status=409)

    def _again(self, token: str, posted: Posted, judged: Turn, now: datetime) -> Shown:
        """Give the form back with all that was filled in; without faults, with the next questions, too.

        Where something is wrong, no question is added but those that the answers have made visible.
        """
        seen = self._answering.see(token, now)
        sheet, asked = _sheet(token, seen), seen.questionnaire
        answers = {**_kept(seen), **judged.answers}
        typed = {**filled(asked, answers), **posted.typed()}
        after = posted.shown[-1] if posted.shown else None
        form = _form(sheet, asked, answers, after, changes=posted.changes, version=posted.seen or 0)
        if judged.faults and not posted.changes:
            on_it = {*posted.shown, *(fault.question for fault in judged.faults)}
            asked_again = tuple(each for each in form.questions if each.id in on_it)
            more = len(asked_again) < len(form.questions)
            form = _with_questions(form, asked_again, button="next" if more else form.button)
        return Shown(
            replace(form, typed=typed, faults=judged.faults),
            posted.language,
            422 if judged.faults else 200,
        )


def _sheet(token: str, seen: Seen) -> Sheet:
    """Give the page of an answer that is finished, or of a survey that is over."""
    return Sheet(
        stage="closed" if seen.closed else "thanks",
        questionnaire=seen.questionnaire,
        address=f"{ADDRESS}{token}",
        anonymous=seen.campaign.anonymous,
        zone=seen.zone,
        until=seen.open_until,
        kept=bool(seen.invitation.answers) or seen.invitation.progress is Progress.ANSWERED,
        changeable=seen.closed is None and not seen.campaign.anonymous,
        closed=seen.closed,
        points=seen.points,
        claim=seen.claim,
    )


def _form(
    sheet: Sheet,
    asked: Questionnaire,
    answers: Answers,
    after: str | None,
    *,
    changes: bool,
    version: int,
) -> Sheet:
    ahead = step(asked, answers, after, whole=changes)
    button = "save" if changes else "next" if ahead.more else "finish"
    hidden = {VERSION: str(version), **({CHANGE: "1"} if changes else {})}
    return _with_questions(replace(sheet, stage="questions", hidden=hidden), ahead.questions, button=button)


def _with_questions(form: Sheet, questions: Any, *, button: str) -> Sheet:
    shown = ",".join(each.id for each in questions)
    return replace(form, questions=questions, button=button, hidden={**(form.hidden or {}), SHOWN: shown})


def _kept(seen: Seen) -> dict[str, Any]:
    """Give what was said so far to the questions that are asked now."""
    asked = {question.id for question in seen.questionnaire.questions}
    return {name: said for name, said in unstored(seen.invitation.answers).items() if name in asked}


def _address(token: str, posted: Posted, *, after: str | None = None, to: str | None = None) -> str:
    query = {LANGUAGE: posted.language, **({AFTER: after} if after else {})}
    return f"{ADDRESS}{token}?{urlencode(query)}" + (f"#q-{to}" if to else "")
