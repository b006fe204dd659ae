"""Personal data hidden from the public board, in Chinese and English text.

Hidden are names, telephone numbers, identity cards, passports and bank cards, e-mail addresses and
messenger accounts, number plates and the flat's number. Where it is unclear whether a number is personal,
it is hidden: a number too many hidden costs a reader little, a leaked one costs the person much. What is
not hidden stays as it was written, character for character.
"""

from collections.abc import Sequence

from hearthline.complaints import (
    masking_accounts,
    masking_known,
    masking_latin_names,
    masking_names,
    masking_numbers,
    masking_places,
)
from hearthline.complaints.masking_shadow import HIDDEN, shadow_of

_MOST_PASSES = 8


def mask_text(text: str, *, known: Sequence[str] = ()) -> str:
    """The text as the public may read it; `known` are names to hide everywhere (the filer's, the staff's).

    Masking a masked text changes nothing. A text in which hiding one thing brings another to light again and
    again has been written to get past the masking, and is hidden whole. The time is linear in the length.
    """
    names = masking_known.known_names(known)
    for _ in range(_MOST_PASSES):
        shadow = shadow_of(text)
        masked = shadow.apply(
            (
                *masking_accounts.finds(shadow),
                *masking_numbers.finds(shadow),
                *masking_places.finds(shadow),
                *masking_known.finds(shadow, names),
                *masking_names.finds(shadow),
                *masking_latin_names.finds(shadow),
            )
        )
        if masked == text:
            return text
        text = masked
    return HIDDEN


def mask_name(name: str) -> str:
    """A name as the public may read it: 王小明 → 王**, 欧阳娜娜 → 欧阳**, John Smith → J*** S***.

    A surname with a title (王先生) stays as it is. One character alone, which may be the whole name, becomes
    `*`. An empty name stays empty.
    """
    return masking_known.shown(name)
