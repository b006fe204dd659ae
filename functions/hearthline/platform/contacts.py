"""One spelling for each telephone number and e-mail address, so that the same contact is found again."""

import unicodedata
from typing import Literal

_LONGEST_PHONE_TEXT = 40
_LONGEST_LOCAL = 64
_LONGEST_DOMAIN = 255
_LONGEST_EMAIL = 254
_LONGEST_LABEL = 63
_INVISIBLE = frozenset({"Cf", "Cs"})
_LOCAL_MARKS = frozenset("!#$%&'*+-/=?^_`{|}~.")

Field = Literal["phone", "email"]
Reason = Literal["empty", "too_long", "unreadable", "not_a_number", "no_at_sign", "local_part", "domain"]


class ContactInvalid(ValueError):
    """A contact that can't be used: what it should have been and a code for why; never the contact itself."""

    def __init__(self, field: Field, reason: Reason) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason


def normal_phone(text: str, region: str = "CN") -> str:
    """The number in E.164 form (`+8613800138000`); without a country code it is one of `region` (ISO 3166-1).

    Full-width digits, spaces, dashes and invisible characters make no difference. Raises ContactInvalid for
    what no country's numbering plan holds, and for a number with an extension, which E.164 can't say.
    """
    import phonenumbers

    plain = _plain(text, "phone", _LONGEST_PHONE_TEXT)
    try:
        number = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException as error:
        raise ContactInvalid("phone", "unreadable") from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise ContactInvalid("phone", "not_a_number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_email(text: str) -> str:
    """The address in lower case, NFKC-folded, its domain as the writer's language has it (not Punycode).

    RFC 5321 lengths (local part 64, whole 254 octets), the dot-atom of RFC 5322 with letters of any script
    (RFC 6531); quoted local parts and address literals are refused. Raises ContactInvalid.
    """
    plain = _plain(text, "email", _LONGEST_EMAIL).lower()
    local, at, domain = plain.rpartition("@")
    if not at:
        raise ContactInvalid("email", "no_at_sign")
    if not _is_local_part(local):
        raise ContactInvalid("email", "local_part")
    domain = domain.replace("。", ".")
    if not _is_domain(domain):
        raise ContactInvalid("email", "domain")
    address = f"{local}@{domain}"
    if len(address.encode()) > _LONGEST_EMAIL:
        raise ContactInvalid("email", "too_long")
    return address


def _plain(text: str, field: Field, longest: int) -> str:
    """Folded by NFKC, without invisible characters and the space around it."""
    if len(text) > 2 * longest:
        raise ContactInvalid(field, "too_long")
    folded = unicodedata.normalize("NFKC", text)
    visible = "".join(
        character for character in folded if unicodedata.category(character) not in {"Cf", "Cs"}
    ).strip()
    if not visible:
        raise ContactInvalid(field, "empty")
    if len(visible) > longest:
        raise ContactInvalid(field, "too_long")
    return visible


def _is_local_part(local: str) -> bool:
    if not 0 < len(local.encode()) <= _LONGEST_LOCAL or ".." in local or local[0] == "." or local[-1] == ".":
        return False
    return all(_is_letter_or_digit(character) or character in _LOCAL_MARKS for character in local)


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return False
    if not all(_is_label(label) for label in labels):
        return False
    return sum(len(_wire(label)) + 1 for label in labels) <= _LONGEST_DOMAIN


def _is_label(label: str) -> bool:
    if not label or label[0] == "-" or label[-1] == "-":
        return False
    if not all(_is_letter_or_digit(character) or character == "-" for character in label):
        return False
    return len(_wire(label)) <= _LONGEST_LABEL


def _wire(label: str) -> bytes:
    """A label as it goes over the wire (RFC 3492), for its length."""
    return label.encode() if label.isascii() else b"xn--" + label.encode("punycode")


def _is_letter_or_digit(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"
