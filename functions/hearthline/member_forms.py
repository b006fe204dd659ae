"""Members' forms as bodies of the API: one control for either contact, ticks for what is agreed to.

Whatever is wrong is told by the API's own models; here is only which control stands for which field.
"""

from collections.abc import Mapping
from typing import Any, Final

from hearthline.members.bodies import AddressBody, ConsentsBody, JoinBody, ProfileBody, SessionBody
from hearthline.members.model import Channel
from hearthline.members.views import ASKED_BY_CHANNEL
from hearthline.platform.bodies import REPEAT_KEY, read
from hearthline.platform.problems import FieldError, Language, Problem

Form = Mapping[str, Any]

ADDRESS: Final = "address"
"""The control for a telephone number or an e-mail address."""
_AT: Final = ("@", "＠")
_TICKED: Final = "on"
_TAKEN_AWAY: Final = ("city", "sex", "employer", "education")
_NEEDED: Final = ("name", "language")
_FROM_JOINING: Final = frozenset({ADDRESS, REPEAT_KEY})


def address_in(form: Form) -> AddressBody:
    """Read the contact: what has an at sign is an e-mail address. Raises Problem 422 at its control."""
    return read(AddressBody, _contact(form))


def session_in(form: Form) -> SessionBody:
    """Read the form of who signs in by a code."""
    return read(SessionBody, {"contact": _contact(form), **_without(form, {ADDRESS, "next"})})


def joining_in(form: Form, language: Language) -> JoinBody:
    """Read the form of who joins, in the language of its page."""
    agreed = _ticked(form.get("consents", {}))
    if isinstance(agreed, dict) and "text_version" in agreed:
        agreed["text_version"] = _number(agreed["text_version"])
    rest = _without(form, _FROM_JOINING)
    return read(JoinBody, {**rest, "contact": _contact(form), "consents": agreed, "language": language})


def consents_in(form: Form) -> ConsentsBody:
    """Read what is agreed to: a box that is not ticked is a consent that is not given, or withdrawn."""
    ticked = {
        purpose.value: {
            channel.value: _part(form, purpose.value).get(channel.value) == _TICKED
            for channel in (Channel.EMAIL, Channel.SMS)
        }
        for purpose in ASKED_BY_CHANNEL
    }
    return read(ConsentsBody, {**ticked, "text_version": _number(form.get("text_version"))})


def profile_in(form: Form) -> ProfileBody:
    """Read the profile: an empty control takes away what need not be there."""
    missing = [FieldError(f"/{name}", "Must be given.") for name in _NEEDED if name not in form]
    if missing:
        raise Problem.invalid(missing)
    body = {**dict.fromkeys(_TAKEN_AWAY), **_without(form, {"version"})}
    order = body.get("channels")
    return read(ProfileBody, {**body, "channels": order.split(",")} if isinstance(order, str) else body)


def new_contact_in(form: Form) -> ProfileBody:
    """Read a contact to be added or put in another's place, with the code that was sent to it."""
    [(kind, value)] = _contact(form).items()
    try:
        return read(ProfileBody, {kind: {"value": value, "code": form.get("code", "")}})
    except Problem as problem:
        # The contact is checked: only the code can be at fault.
        raise Problem.invalid([FieldError("/code", error.detail) for error in problem.errors]) from None


def given_up_in(form: Form) -> ProfileBody:
    """Read which kind of contact is given up."""
    kind = form.get("kind")
    if kind not in {"phone", "email"}:
        raise Problem.invalid([FieldError("/kind", "Must be phone or email.")])
    return read(ProfileBody, {kind: None})


def _contact(form: Form) -> dict[str, str]:
    """Give the contact by its kind, normalised; a fault of either kind is one of the one control."""
    written = form.get(ADDRESS)
    if written is None:
        raise Problem.invalid([FieldError(f"/{ADDRESS}", "Must be given.")])
    kind = "email" if any(sign in written for sign in _AT) else "phone"
    try:
        address = read(AddressBody, {kind: written}).address()
    except Problem:
        detail = "Must be a telephone number or an e-mail address."
        raise Problem.invalid([FieldError(f"/{ADDRESS}", detail)]) from None
    return {address.kind: address.value}


def _ticked(given: Any, depth: int = 2) -> Any:
    if isinstance(given, Mapping) and depth:
        return {name: _ticked(inner, depth - 1) for name, inner in given.items()}
    return True if given == _TICKED else given


def _part(form: Form, name: str) -> Form:
    part = form.get(name)
    return part if isinstance(part, Mapping) else {}


def _number(text: Any) -> Any:
    return (
        int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 7 else text
    )


def _without(form: Form, names: frozenset[str] | set[str]) -> dict[str, Any]:
    return {name: value for name, value in form.items() if name not in names}
