"""Reading one question of a document: the question that it means, and everything that is wrong with it."""

from collections.abc import Mapping
from typing import Any, Final

from hearthline.surveys import question_rules as rules
from hearthline.surveys.answer_reading import day, number, whole
from hearthline.surveys.faults import Faults, Object, known_members, read_code, read_flag, read_words
from hearthline.surveys.model import Measure, Option, Question, QuestionType

MEMBERS: Final = (
    "id",
    "type",
    "text",
    "hint",
    "required",
    "not_applicable",
    "options",
    "rows",
    "least",
    "most",
    "show_if",
    "measure",
)


def read_question(faults: Faults, given: object, at: str) -> Question | None:
    """Give a question without its condition, which is read with those before it; None where it is none."""
    before = faults.count
    if not isinstance(given, Mapping):
        faults.add(at, "It must be an object.")
        return None
    known_members(faults, given, at, MEMBERS)
    identity = read_code(faults, given.get("id"), f"{at}/id")
    text = read_words(faults, given.get("text"), f"{at}/text", "text", rules.LONGEST_QUESTION)
    hint = given.get("hint")
    if hint is not None:
        hint = read_words(faults, hint, f"{at}/hint", "hint", rules.LONGEST_QUESTION)
    required, not_applicable = (read_flag(faults, given, name, at) for name in ("required", "not_applicable"))
    kind = _type(faults, given, at)
    if kind is None:
        return None
    options = _choices(faults, given, at, "options", 2, rules.MOST_OPTIONS, kind in rules.HAS_OPTIONS)
    rows = _choices(faults, given, at, "rows", 1, rules.MOST_ROWS, kind is QuestionType.MATRIX)
    measure = _measure(faults, given, at, kind)
    limits = _limits(faults, given, at, kind, len(options))
    if identity is None or faults.count > before:
        return None
    return Question(
        identity,
        kind,
        text,
        required=required,
        hint=hint,
        options=options,
        rows=rows,
        not_applicable=not_applicable,
        measure=measure,
        **limits,
    )


def _type(faults: Faults, given: Object, at: str) -> QuestionType | None:
    try:
        return QuestionType(given["type"])
    except (KeyError, ValueError):
        faults.add(f"{at}/type", f"Its type must be one of {', '.join(QuestionType)}.")
        return None


def _measure(faults: Faults, given: Object, at: str, kind: QuestionType) -> Measure | None:
    if given.get("measure") is None:
        return None
    try:
        measure = Measure(given["measure"])
    except ValueError:
        faults.add(f"{at}/measure", f"Its measure must be one of {', '.join(Measure)}.")
        return None
    types = rules.MEASURED_BY[measure]
    if kind not in types:
        faults.add(f"{at}/measure", f"{measure} is measured by {' or '.join(sorted(types))}, not by {kind}.")
    return measure


def _choices(
    faults: Faults, given: Object, at: str, name: str, least: int, most: int, has: bool
) -> tuple[Option, ...]:
    found, at = given.get(name), f"{at}/{name}"
    if not has:
        if name in given:
            faults.add(at, f"A question of this type has no {name}.")
        return ()
    if not isinstance(found, list) or not least <= len(found) <= most:
        faults.add(at, f"It needs {least} to {most} {name}.")
        return ()
    read = [_choice(faults, each, f"{at}/{place}", name[:-1]) for place, each in enumerate(found)]
    options = tuple(each for each in read if each)
    _once(faults, at, name, [option.code for option in options], "have the same code")
    for language in ("zh", "en"):
        labels = [option.label[language] for option in options if language in option.label]
        _once(faults, at, name, labels, f"read alike in {language}")
    return options


def _choice(faults: Faults, given: object, at: str, what: str) -> Option | None:
    if not isinstance(given, Mapping):
        faults.add(at, f"Each {what} must be an object with code and label.")
        return None
    known_members(faults, given, at, ("code", "label"))
    code = read_code(faults, given.get("code"), f"{at}/code")
    named = f'label of {what} "{code}"' if code else f"label of this {what}"
    label = read_words(faults, given.get("label"), f"{at}/label", named, rules.LONGEST_LABEL)
    return Option(code, label) if code else None


def _once(faults: Faults, at: str, name: str, found: list[str], how: str) -> None:
    if len(set(found)) < len(found):
        faults.add(at, f"Two of its {name} {how}.")


def _limits(faults: Faults, given: Object, at: str, kind: QuestionType, options: int) -> dict[str, Any]:
    """Give `least` and `most`, and note limits that no answer can keep."""
    found = {name: given[name] for name in ("least", "most") if given.get(name) is not None}
    if kind not in rules.HAS_LIMITS:
        for name in found:
            faults.add(f"{at}/{name}", f"A question of this type has no limit {name}.")
        return {}
    before = faults.count
    for name, limit in found.items():
        _limit(faults, limit, f"{at}/{name}", name, kind)
    if faults.count > before:
        return {}
    ends = _ends(found, kind, options)
    if ends[0] > ends[1]:
        faults.add(at, f"No answer can be at least {ends[0]} and at most {ends[1]}.")
    return found


def _limit(faults: Faults, limit: object, at: str, name: str, kind: QuestionType) -> None:
    match kind:
        case QuestionType.NUMBER:
            right, what = number(limit), "a number"
        case QuestionType.DATE:
            right, what = day(limit), "a date that exists, as 2026-11-22"
        case QuestionType.MULTIPLE:
            right, what = whole(limit) and 1 <= limit <= rules.MOST_OPTIONS, "a whole number of options"
        case _:
            right = whole(limit) and 1 <= limit <= rules.LONGEST_TEXT
            what = f"a number of characters from 1 to {rules.LONGEST_TEXT}"
    if not right:
        faults.add(at, f"Its {name} must be {what}.")


def _ends(found: dict[str, Any], kind: QuestionType, options: int) -> tuple[Any, Any]:
    if kind is QuestionType.DATE:
        return found.get("least", "1900-01-01"), found.get("most", "2199-12-31")
    if kind is QuestionType.NUMBER:
        return found.get("least", -rules.FARTHEST), found.get("most", rules.FARTHEST)
    most = options if kind is QuestionType.MULTIPLE else rules.LONGEST_TEXT
    return found.get("least", 1), min(found.get("most", most), most)
