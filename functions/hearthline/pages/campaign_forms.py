"""The forms about campaigns: what is typed into them, as the bodies of the API are written, and back.

Instants are typed by the club's clock (`2026-12-31T23:59`), days of reminders in one line. What can't be read
is handed on as it was typed, for the body to refuse by its name.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from hearthline.pages.typed import typed_in
from hearthline.platform.instants import instant, read_instant
from hearthline.surveys.campaign_bodies import CLEARED
from hearthline.surveys.readiness import LATER, LATER_TRIGGERED

WORDS: Final = ("title", "text")
INSTANTS: Final = ("starts_at", "latest_start", "expires_at")
NUMBERS: Final = ("rate", "questionnaire_version", "delay_hours", "days_open")
PLAIN: Final = ("name", "questionnaire", "series", "third_party")
MADE_OF: Final = (
    *PLAIN,
    "questionnaire_version",
    *WORDS,
    "cities",
    "channels",
    "anonymous",
    *INSTANTS,
    "rate",
    "reminders",
)
CONTROLS: Final = (
    *(name for name in MADE_OF if name not in WORDS),
    "delay_hours",
    "days_open",
    *(f"{name}.{language}" for name in WORDS for language in ("zh", "en")),
)
AUDIENCE: Final = (
    "who",
    "segment",
    "filter",
    "project",
    "handed_over",
    "excluded",
    "excluded_days",
    "cities",
    "save_as",
)
_TRIGGERED: Final = frozenset({"delay_hours", "days_open"})
_OPEN: Final = frozenset({"draft", "scheduled"})
_UNDER_WAY: Final = frozenset({"sending", "paused"})
_LOCAL: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_APART: Final = re.compile(r"[\s,;，；、]+")

Form = Mapping[str, Any]


def making(form: Form, zone: ZoneInfo) -> dict[str, Any]:
    """Give the body of a new campaign; what was left empty is left out."""
    given = {name: _read(name, form.get(name), zone) for name in MADE_OF}
    given["anonymous"] = "anonymous" in form
    given["channels"] = _ticked(form.get("channels"))
    return {name: value for name, value in given.items() if value not in (None, {})}


def changing(form: Form, view: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """Give what a form changes of a campaign as it is shown: of what may be changed, what reads otherwise."""
    stands, typed = typed_of(view, zone), typed_in(form)
    changes: dict[str, Any] = {}
    for name in sorted(changeable(view)):
        if _controls(typed, name) == _controls(stands, name):
            continue
        if name == "anonymous":
            changes[name] = name in form
        elif name == "channels":
            changes[name] = _ticked(form.get(name))
        elif name in WORDS:
            changes[name] = {"zh": "", "en": "", **_object(form.get(name))}
        elif name in form or name in CLEARED:
            changes[name] = _read(name, form.get(name), zone)
        else:
            changes[name] = [] if name == "reminders" else ""
    return changes


def changeable(view: Mapping[str, Any]) -> frozenset[str]:
    """Name what may still be changed of a campaign as it stands; its cities go with its audience."""
    if view["state"] in _OPEN:
        return frozenset(MADE_OF) - {"cities"}
    if view["state"] in _UNDER_WAY:
        return LATER_TRIGGERED if view["trigger"] else LATER
    return frozenset()


def typed_of(view: Mapping[str, Any], zone: ZoneInfo) -> dict[str, str]:
    """Give what stands in the controls of a form about a campaign as it is shown."""
    found = {name: str(view[name]) for name in (*PLAIN, *NUMBERS) if view.get(name) is not None}
    for name in WORDS:
        found.update({f"{name}.{language}": text for language, text in view[name].items()})
    for name in INSTANTS:
        if view[name]:
            found[name] = local_time(view[name], zone)
    found.update({f"channels.{name}": "on" for name in view["channels"]})
    found.update({f"cities.{city}": "on" for city in view["cities"] or ()})
    if view["reminders"]:
        found["reminders"] = ", ".join(map(str, view["reminders"]))
    return {**found, "anonymous": "on"} if view["anonymous"] else found


def local_time(text: str, zone: ZoneInfo) -> str:
    """Give an instant as a control of local time holds it."""
    return f"{read_instant(text).astimezone(zone):%Y-%m-%dT%H:%M}"


def choosing(form: Form) -> dict[str, Any]:
    """Give the body that chooses an audience: everybody, a saved segment, or conditions put together."""
    body: dict[str, Any] = {}
    match form.get("who"):
        case "everybody":
            body["filter"] = {"all": []}
        case "conditions":
            body["filter"] = {"all": _conditions(form)}
        case _:
            body["segment"] = form.get("segment")
    if days := form.get("excluded_days"):
        body["excluded"] = {"last_complaint": {"within_days": _whole(days)}}
    body["cities"] = _ticked(form.get("cities"))
    return {name: value for name, value in body.items() if value}


def launching(form: Form, zone: ZoneInfo) -> dict[str, Any]:
    """Give the body of a launch: at once, or at the instants that were typed."""
    if form.get("when") == "at_once":
        return {"at_once": True}
    given = {name: _read(name, form.get(name), zone) for name in ("starts_at", "latest_start")}
    return {name: value for name, value in given.items() if value is not None}


def _conditions(form: Form) -> list[dict[str, Any]]:
    consents = [f"survey:{channel}" for channel in _ticked(form.get("consent"))]
    days = {name: value for name, value in _object(form.get("handed_over")).items() if name in ("from", "to")}
    found = {
        "stage": _ticked(form.get("stage")),
        "tier": _ticked(form.get("tier")),
        "project": form.get("project"),
        "handed_over": days,
        "consent": consents,
        "language": form.get("language"),
    }
    return [{name: value} for name, value in found.items() if value]


def _read(name: str, given: Any, zone: ZoneInfo) -> Any:
    if given is None:
        return None
    if name in INSTANTS:
        return _instant(given, zone)
    if name in NUMBERS:
        return _whole(given)
    if name == "reminders":
        return [_whole(part) for part in _APART.split(str(given).strip()) if part]
    return _ticked(given) if name in ("cities", "channels") else given


def _instant(given: Any, zone: ZoneInfo) -> Any:
    if not isinstance(given, str) or _LOCAL.fullmatch(given) is None:
        return given
    try:
        return instant(datetime.fromisoformat(given).replace(tzinfo=zone))
    except ValueError:
        return given


def _whole(given: Any) -> Any:
    return int(given) if isinstance(given, str) and re.fullmatch("[0-9]{1,9}", given.strip()) else given


def _ticked(given: Any) -> list[str]:
    return list(_object(given))


def _object(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _controls(typed: Mapping[str, str], name: str) -> dict[str, str]:
    return {
        control: " ".join(_APART.split(value)) if name == "reminders" else value.replace("\r\n", "\n")
        for control, value in typed.items()
        if control == name or control.startswith(f"{name}.")
    }
