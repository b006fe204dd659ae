"""A survey as pages for a browser without script: looked at with GET, saved with each press of the button.

After what was saved the browser is sent on to look again, so loading a page anew sends nothing twice. An
anonymous answer is in the form alone until it is sent; its pages are the answers to what was posted.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from hearthline.pages.surveys import Sheet
from hearthline.pages.typed import typed_in
from hearthline.platform.problems import Kind, Language, Problem
from hearthline.survey_sheets import (
    ADDRESS,
    CHANGE,
    ONE,
    SHOWN,
    VERSION,
    folded,
    following,
    form_of,
    kept_of,
    sheet_of,
    with_questions,
)
from hearthline.surveys.answer_views import Received, Seen
from hearthline.surveys.answering import Saving
from hearthline.surveys.answers import AnswersInvalid, visible
from hearthline.surveys.form_answers import filled, read_form
from hearthline.surveys.model import Progress, Questionnaire
from hearthline.surveys.stepping import STEP, Turn, preselected, step, turn

LANGUAGES: Final[Mapping[object, Language]] = {"zh": "zh", "en": "en"}
LANGUAGE: Final = "_lang"
BEGIN: Final = "_begin"
AFTER: Final = "_after"
DRAWN: Final = "_drawn"
BACK: Final = "_back"
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
    """A posted form: its fields as objects, the language of its page, the mark of its browser.

    `at_once` is how many questions its browser is shown at a time.
    """

    form: Mapping[str, Any]
    language: Language
    device: str | None
    at_once: int = STEP

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
        return {name: said for name, said in typed_in(self.form).items() if not name.startswith("_")}

    def saving(self, answers: Mapping[str, Any], *, final: bool) -> Saving:
        """Give what is to be saved of it."""
        return Saving(answers, final, device=self.device, language=self.language, seen=self.seen)


class Asking(Protocol):
    """Who shows what is asked, and takes answers."""

    def see(self, token: str, now: datetime, /) -> Seen:
        """Give what a token shows."""
        ...

    def asked(self, token: str, now: datetime, /) -> tuple[bool, Questionnaire]:
        """Say whether answers are anonymous, and give what is asked."""
        ...

    def save(self, token: str, saving: Saving, now: datetime, /) -> Received:
        """Take answers."""
        ...


class SurveyPage:
    """The page of who was asked."""

    def __init__(self, answering: Asking) -> None:
        self._answering = answering

    def look(
        self, token: str, query: Mapping[str, str], preferred: Language, now: datetime, at_once: int = STEP
    ) -> Shown:
        """Give the page as it stands, and change nothing. Raises Problem 404."""
        seen = self._answering.see(token, now)
        language = LANGUAGES.get(query.get(LANGUAGE) or seen.invitation.language, preferred)
        sheet = sheet_of(token, seen)
        progress = seen.invitation.progress
        changing = progress is Progress.ANSWERED and CHANGE in query and not sheet.anonymous
        if seen.closed is not None or (progress is Progress.ANSWERED and not changing):
            return Shown(sheet, language)
        asked = seen.questionnaire
        chosen = {} if changing else preselected(asked, query)
        answers = {**chosen, **kept_of(seen)}
        begun_first = not chosen and len(visible(asked, {})) > STEP
        if progress is Progress.NONE and begun_first:
            return Shown(
                replace(sheet, stage="intro", introduced=True, hidden={BEGIN: "1"}, button="begin"), language
            )
        after = query.get(AFTER)
        first = after is None and progress in {Progress.NONE, Progress.OPENED}
        introduced = sheet.anonymous or (first and not begun_first)
        version = seen.invitation.answer_version
        form = form_of(sheet, asked, answers, after, changes=changing, version=version, at_once=at_once)
        form = form if changing else folded(form, at_once, query.get(DRAWN, "").split(","))
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
        if BACK in posted.form:
            return self._before(token, posted, judged, now)
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

    def _before(self, token: str, posted: Posted, judged: Turn, now: datetime) -> Shown:
        """Give the form as it was filled in, at the question before the one that asks to go back."""
        shown = self._again(token, posted, replace(judged, faults=()), now)
        there = [each.id for each in shown.sheet.questions]
        back = posted.form[BACK]
        place = there.index(back) - 1 if back in there else 0
        return replace(shown, sheet=folded(shown.sheet, posted.at_once, there[max(place, 0) :][:ONE]))

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
        return Shown(sheet_of(token, seen), posted.language)

    def _saved(
        self, token: str, posted: Posted, judged: Turn, asked: Questionnaire, now: datetime
    ) -> Shown | str:
        """Save what is right; on to the next step, or back to what is wrong."""
        received = self._answering.save(token, posted.saving(judged.answers, final=False), now)
        if judged.faults:
            form = {**posted.form, VERSION: str(received.answer_version)}
            return self._again(token, replace(posted, form=form), judged, now)
        after = posted.shown[-1] if posted.shown else None
        ahead = step(asked, judged.answers, after, at_once=posted.at_once)
        fresh = ahead.questions[-ahead.fresh].id if ahead.fresh else None
        new = following(ahead.questions, posted.shown)[:ONE] if posted.at_once == ONE else ()
        return _address(token, posted, after=after, to=fresh, drawn=new)

    def _refused(self, token: str, posted: Posted, judged: Turn, reason: str, now: datetime) -> Shown:
        seen = self._answering.see(token, now)
        sheet = sheet_of(token, seen)
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
        sheet, asked = sheet_of(token, seen), seen.questionnaire
        answers = {**kept_of(seen), **judged.answers}
        typed = {**filled(asked, answers), **posted.typed()}
        after = posted.shown[-1] if posted.shown else None
        form = form_of(
            sheet,
            asked,
            answers,
            after,
            changes=posted.changes,
            version=posted.seen or 0,
            at_once=posted.at_once,
        )
        if judged.faults and not posted.changes:
            on_it = {*posted.shown, *(fault.question for fault in judged.faults)}
            asked_again = tuple(each for each in form.questions if each.id in on_it)
            more = len(asked_again) < len(form.questions)
            form = with_questions(form, asked_again, button="next" if more else form.button)
        if not posted.changes:
            faulty = [fault.question for fault in judged.faults]
            new = following(form.questions, posted.shown)
            form = folded(form, posted.at_once, faulty or new)
        return Shown(
            replace(form, typed=typed, faults=judged.faults),
            posted.language,
            422 if judged.faults else 200,
        )


def _address(
    token: str,
    posted: Posted,
    *,
    after: str | None = None,
    to: str | None = None,
    drawn: Collection[str] = (),
) -> str:
    named = {AFTER: after or "", DRAWN: ",".join(drawn)}
    query = {LANGUAGE: posted.language, **{name: value for name, value in named.items() if value}}
    return f"{ADDRESS}{token}?{urlencode(query)}" + (f"#q-{to}" if to else "")
