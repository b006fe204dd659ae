"""The secrets around a complaint, all derived from one secret of the installation.

The follow key is derived, not stored, and checked by deriving it again: every mail can carry the link, a
repeated filing gets the same answer, and a guess is refused before anything is read. Contacts and callers are
hashed with a key of their own, because a plain hash of a phone number is undone in seconds.
"""

import base64

from hearthline.complaints.model import Contact, Home
from hearthline.platform.fingerprints import Fingerprints
from hearthline.platform.ids import display, number_from, read_number
from hearthline.platform.secret import Key, same

KEY_BYTES = 16


class AccessKeys(Fingerprints):
    """Derives and checks; gives nothing away that could be turned back."""

    def follow_key(self, number: str) -> str:
        """Give the 128-bit key by which the filer follows this complaint: 22 URL-safe characters."""
        return _follow_key(self._secret.signer(), number)

    def follow_url(self, public_url: str, number: str) -> str:
        """Give the filer's secret link."""
        return f"{public_url}/follow/{display(number)}?key={self.follow_key(number)}"

    def numbered(self, number: str, key: str) -> str | None:
        """Give the number as stored if this is a follow key of it, today's or an earlier one; None otherwise.

        Nothing is read for it: a wrong key takes the same time whether there is such a complaint or not, and
        costs no request.
        """
        read = read_number(number)
        good = read and any(same(_follow_key(one, read), key) for one in self._secret.accepted())
        return read if good else None

    def number_for(self, owner: str, repeat_key: str, attempt: int) -> str:
        """Give the number that an Idempotency-Key leads to: repeating it finds the first complaint."""
        return number_from(self._secret.derive("number", owner, repeat_key, str(attempt)))

    def persons(self, contact: Contact) -> list[str]:
        """Give the hashes under which this contact's complaints are found, phone first."""
        given = (("phone", contact.phone), ("email", contact.email))
        return [self.person(kind, value) for kind, value in given if value]

    def home(self, city: str, home: Home | None) -> str | None:
        """Give the hash of one home, however its parts are spaced and cased; None where no unit is named."""
        if home is None or home.unit is None:
            return None
        return self.place(city, home.project, home.building, home.unit)


def _follow_key(key: Key, number: str) -> str:
    return base64.urlsafe_b64encode(key.derive("follow", number)[:KEY_BYTES]).rstrip(b"=").decode()
