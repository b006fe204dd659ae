"""Links by which a person ends messages of one class on one channel: one request, no sign-in (RFC 8058).

A link's token says whose consent it withdraws, and is signed with the installation's secret: no table is
looked up to make one or to read one, and there is nothing to expire. It holds the person's id, which says
nothing of them, and can do nothing but withdraw.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hearthline.notices.model import MessageClass
from hearthline.platform.secret import Key, Secret, same

PATH: Final = "/api/unsubscribe/"
_SIGNATURE_BYTES: Final = 16
_CLASSES: Final[Mapping[str, MessageClass]] = {"s": MessageClass.SURVEY, "m": MessageClass.MARKETING}
_CHANNELS: Final[Mapping[str, str]] = {"e": "email", "t": "sms"}
_TOKEN: Final = re.compile(r"([0-9A-Za-z]{1,40})-([sm])([et])-([A-Za-z0-9_-]{22})")


@dataclass(frozen=True, slots=True)
class Leave:
    """What a token withdraws: a person's consent to messages of a class on a channel."""

    person: str
    message_class: MessageClass
    channel: str

    @property
    def consent(self) -> str:
        """The name of the consent, as `survey:email`."""
        return f"{self.message_class}:{self.channel}"


class LeavingLinks:
    """Makes and reads tokens."""

    def __init__(self, secret: Secret, public_url: str) -> None:
        self._secret = secret
        self._root = public_url + PATH

    def __call__(self, person: str, message_class: MessageClass) -> dict[str, str]:
        """Give the link of each channel for a person and a class."""
        return {
            channel: self._root + self.token(Leave(person, message_class, channel))
            for channel in _CHANNELS.values()
        }

    def token(self, leave: Leave) -> str:
        """Give the token for a withdrawal; the same each time, until another key signs."""
        [class_] = [code for code, name in _CLASSES.items() if name is leave.message_class]
        [channel] = [code for code, name in _CHANNELS.items() if name == leave.channel]
        return f"{leave.person}-{class_}{channel}-{_signature(self._secret.signer(), leave)}"

    def read(self, token: str) -> Leave | None:
        """Give what a token withdraws, or None for one that was not made here."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        leave = Leave(found[1], _CLASSES[found[2]], _CHANNELS[found[3]])
        good = any(same(found[4], _signature(key, leave)) for key in self._secret.accepted())
        return leave if good else None


def _signature(key: Key, leave: Leave) -> str:
    made = key.derive("unsubscribe", leave.person, leave.message_class.value, leave.channel)
    return urlsafe_b64encode(made[:_SIGNATURE_BYTES]).decode().rstrip("=")
