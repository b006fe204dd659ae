"""What is wrong with a posted form, in the words of its page.

A problem's errors say what and where in English, for programs. Here each becomes the control that it is about
and a sentence for whoever filled it in; of several about one control the first is told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hearthline.pages.words import words as words_of
from hearthline.platform.problems import FieldError, Kind, Problem

REPEATED = "#Idempotency-Key"
"""The pointer of the error that says: this form was sent before, with another content."""

TOLD_IN_PLACE: Final = frozenset({Kind.INVALID, Kind.REFUSED, Kind.STALE, Kind.TOO_MANY})
"""What a form that comes back tells by itself; any other problem has a page of its own."""

_REFUSALS: Final = "refusals"
_SOMEBODY_ELSE: Final = {
    "The escalation was told to a level above yours.": "told_above",
    "Somebody else must consent to what you have offered.": "own_offer",
    "The amount is above your limit.": "above_limit",
}
_BY_URN: Final = {
    kind.urn: kind.name.lower() for kind in (Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.INVALID, Kind.UNAVAILABLE)
}

_BY_DETAIL: Final = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"Must be given\.|Must not be empty\.", "required"),
        (r"Must have at most (\d+) characters; it has (\d+)\.", "too_long"),
        (r"String should have at most (\d+) characters\.", "long"),
        (r"Contains .*", "characters"),
        (r"Must be a single line without tabs\.", "one_line"),
        (r"Give a phone number or an e-mail address.*", "reachable"),
        (r"This day is still to come\.", "future"),
        (r"Members are \d+ or older\.", "too_young"),
        (r"Nobody has this referral code\.", "referral_code"),
        (r"Must be later than now\.", "past"),
        (r"Must be an instant.*", "instant"),
        (r"String should match pattern '\^20\[0-9\]\{2\}-\(.*", "month"),
        (r"One to twelve months, .*", "months"),
        (r"One to twelve years, .*", "years"),
        (r"This report can't be broken down by it\.|Input should be 'before' or .*", "choose"),
        (r"Input should be greater than or equal to (\d+)\.?", "at_least"),
        (r"Input should be less than or equal to (\d+)\.?", "at_most"),
        (r"List should have at most (\d+) items.*", "most_items"),
        (r"List should have at least 1 item.*", "choose"),
        (r"Give each once\.|Stands more than once\.", "once"),
        (r"Give a segment or a filter\.|No such (?:segment|questionnaire|city).*", "choose"),
        (r"It has no such version\.", "no_version"),
        (r"Nobody of that name handles cases of this city\.|No such (?!field)\w+( \w+)?(; .*|\.)", "choose"),
        (r"Give an amount for compensation, and for nothing else\.", "amount_alone"),
        (r"Name the works for more_work, and for nothing else\.", "works_alone"),
        (r"Give at least one of severity, .*", "assess"),
        (r"`until` must be later than `since`\.", "later"),
        (r"This reply does not fit the case\.", "unfit"),
        (r"Must not be 0\.", "whole"),
        (r"No such complaint in (?:this city|your cities)\.|Must be the number of a complaint.*", "no_case"),
        (r"No such incident in the city of this case\.", "no_incident"),
        (r"Either decide .*", "nothing_changed"),
        (r"The latest day that is over, or one before it\.", "day_over"),
        (r"Must be to come, within a year\.", "within_year"),
        (r"This owner has no name or no contact\.", "no_contact"),
        (r"Must be plain text, without HTML\.", "plain"),
        (r"Nobody of this id is on the reporting line\.|No owner of this home\.", "choose"),
        (r"Must be this month or the last\.", "choose"),
        (r"No such field\.|Not a name of a field\.", "unknown"),
    )
)
_BY_NAME: Final = {
    "accepted": "choose",
    "address": "address",
    "amount": "whole",
    "birth_date": "day",
    "category": "choose",
    "city": "choose",
    "claim": "claim",
    "code": "code",
    "consents.terms": "terms",
    "contact.email": "email",
    "contact.phone": "phone",
    "education": "choose",
    "email": "email",
    "kind": "choose",
    "occurred_on": "day",
    "phone": "phone",
    "rating": "rating",
    "referral_code": "referral_code",
    "sex": "choose",
    "sought": "sought",
    "source": "source",
    "sure": "sure",
    "tags": "tags",
}
_LEFT_OUT: Final = {
    "accepted": "choose",
    "city": "choose",
    "code": "code",
    "consents": "choose",
    "consents.terms": "terms",
    "contact.phone": "reachable",
    "kind": "choose",
    "rating": "rating",
    "sought": "sought",
    "sure": "sure",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence; `name` is the control it is about, None where it is about the whole form."""

    name: str | None
    label: str
    sentence: str


def told_of(
    problem: Problem | None, labels: Mapping[str, str], language: str, *, desk: bool = False
) -> dict[str, Any]:
    """Give what a form's page says of why it came back: as a whole, in a list, and at each control.

    On the `desk` a refusal is told in the words for staff.
    """
    text = words_of(language)["fault"]
    told = in_words(problem.errors, labels, text) if problem else []
    return {
        "refusal": _refusal(problem, text, language, desk=desk) if problem else None,
        "told": told,
        "faults": {fault.name: fault.sentence for fault in told if fault.name},
    }


def _refusal(problem: Problem, text: Mapping[str, Any], language: str, *, desk: bool) -> str | None:
    if problem.kind is Kind.TOO_MANY:
        return f"{text['too_many']}{_waiting(problem.headers.get('Retry-After', ''), text['again_after'])}"
    if problem.kind is Kind.STALE:
        return str(text["stale"])
    if desk and problem.kind is not Kind.INVALID:
        return refusal_of(problem.body(), language)
    if problem.kind is Kind.REFUSED:
        reasons = {**words_of(language, _REFUSALS), **text["refused"]}
        return str(reasons.get(problem.extra.get("reason"), text["refused"]["other"]))
    return None


def refusal_of(problem: Mapping[str, Any], language: str) -> str:
    """Give the sentence that tells staff why something was not done; `problem` is the document of one."""
    told = words_of(language, _REFUSALS)
    code = problem.get("reason") or _SOMEBODY_ELSE.get(str(problem.get("detail")))
    return str(told.get(str(code)) or told.get(_BY_URN.get(str(problem["type"]), "")) or told["other"])


def _waiting(seconds: str, text: Mapping[str, str]) -> str:
    """Say how long to wait, rounded up to minutes or hours; nothing where nobody knows, or for a moment."""
    minutes = -(-int(seconds) // 60) if seconds.isdecimal() else 0
    if minutes < 2:
        return ""
    return text["minutes"].format(minutes) if minutes < 60 else text["hours"].format(-(-minutes // 60))


def in_words(
    errors: Iterable[FieldError], labels: Mapping[str, str], words: Mapping[str, Any]
) -> list[Fault]:
    """Give what is wrong, once for each control; `labels` holds the form's controls by name."""
    told: dict[str, Fault] = {}
    for error in errors:
        for place in _places(error):
            control = _control(place, labels)
            told.setdefault(control, _fault(control, error, labels, words))
    return list(told.values())


def _places(error: FieldError) -> list[str]:
    """Give the controls of an error; a contact that was left out as a whole is missing in all its parts."""
    if error.pointer == REPEATED:
        return [REPEATED]
    name = error.pointer.lstrip("/?#").replace("/", ".")
    if name == "contact":
        return ["contact.name", "contact.phone"] if error.detail == "Must be given." else ["contact.phone"]
    return [name]


def _control(place: str, labels: Mapping[str, str]) -> str:
    """Give the control that an error is in: its own, or the one whose content has a part that is wrong."""
    control = place
    while control and control not in labels:
        control = control.rpartition(".")[0]
    return control or place


def _fault(place: str, error: FieldError, labels: Mapping[str, str], words: Mapping[str, Any]) -> Fault:
    if place == REPEATED:
        return Fault(None, "", words["repeated"])
    sentence = _sentence(place, error.detail, words)
    return Fault(place, labels[place], sentence) if place in labels else Fault(None, place, sentence)


def _sentence(name: str, detail: str, words: Mapping[str, Any]) -> str:
    for pattern, word in _BY_DETAIL:
        found = pattern.fullmatch(detail)
        if found:
            told = _LEFT_OUT.get(name, word) if word == "required" else word
            return str(words[told]).format(*found.groups())
    return str(words[_BY_NAME.get(name, "invalid")])
