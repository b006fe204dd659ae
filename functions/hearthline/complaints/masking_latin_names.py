"""Names that English text introduces: after "my name is", a label, a closing, a title."""

from collections.abc import Iterator

from hearthline.complaints import masking_words as words
from hearthline.complaints.masking_known import initial
from hearthline.complaints.masking_shadow import LATIN, Find, Pattern, Shadow

_MOST_PARTS = 4
_LATIN_NAME = Pattern(rf"{LATIN}(?:{LATIN}|['’\-](?={LATIN}))*+\.?(?![\w*@])")
_PARTICLES = frozenset(("de", "da", "del", "van", "von", "der", "den", "di", "la", "le", "bin", "al", "el"))
_MY_NAME = Pattern(
    r"(?i:(?<![A-Za-z])(?:(?:my|his|her|their|whose|husband's|wife's)[ ](?:full[ ]|legal[ ]|last[ ]"
    r"|first[ ])?name(?:[ ]is|[ ]was|'s|[ ]?[:=])|name is|by the name of|goes by|who is called"
    r"|(?:person|man|woman|lady|guy|agent|manager|representative|rep|supervisor|employee|officer"
    r"|plumber|contractor|someone) (?:named|called)|named)[ ]?)"
)
_LABELLED = Pattern(
    r"(?i:(?<![A-Za-z])(?:contact(?:[ ](?:person|name))?|(?:full |first |last |owner |customer "
    r"|tenant )?name|owner|tenant|resident|customer|filed by|reported by|submitted by"
    r"|attn|attention|signed(?: by)?|signature)[ ]?[:=][ ]?)"
)
_CLOSING = Pattern(
    r"(?i:(?<![A-Za-z])(?:(?:best|kind|warm|with)?[ ]?regards|sincerely(?: yours)?|yours (?:truly"
    r"|sincerely|faithfully)|respectfully|cheers)[ ]?,[ \n]{0,4})"
)
_I_AM = Pattern(r"(?:(?<![A-Za-z])(?:I am|I'm|I’m|i am|i'm|This is|this is)[ ])")
_MISTER = Pattern(
    r"(?<![A-Za-z])(?<!\d )(?i:(?:mr|mrs|ms|mx|dr|prof|mister|madame?)(?:\.[ ]?|[ ])"
    r"|(?:professor|engineer)[ ])"
    r"|(?<![A-Za-z])Miss[ ]"
)


def finds(shadow: Shadow) -> Iterator[Find]:
    """The names that follow an English beginning, in any script but Chinese."""
    plain = shadow.plain
    for pattern, least, lower in (
        (_MY_NAME, 1, 2),
        (_LABELLED, 1, 2),
        (_CLOSING, 1, 0),
        (_I_AM, 2, 0),
        (_MISTER, 1, 1),
    ):
        for match in pattern.finditer(plain):
            found = list(_latin_names(plain, match.end(), lower=lower))
            if len(found) >= least:
                yield from found


def _latin_names(plain: str, start: int, *, lower: int) -> Iterator[Find]:
    """The words of a name from `start`: up to four with capitals, or as many without as `lower` says."""
    taken = 0
    capitals: bool | None = None
    while taken < _MOST_PARTS:
        match = _LATIN_NAME.match(plain, start)
        if match is None:
            return
        word = match.group().rstrip(".")
        capital = word[0].isupper()
        if word.lower() in _PARTICLES and taken:
            start = match.end() + 1
            continue
        if word.lower() in words.NOT_ENGLISH_NAMES or (capitals is not None and capital != capitals):
            return
        if not capital and taken >= lower:
            return
        if word.lower().rstrip(".") not in words.MISTERS and set(word) != {"X"}:
            yield Find(match.start(), match.start() + len(word), initial(word))
        capitals = capital
        taken += 1
        ended = match.group().endswith(".") and len(word) > 1 and word.lower() not in words.MISTERS
        if ended or plain[match.end() : match.end() + 1] not in (" ", ","):
            return
        start = match.end() + (2 if plain.startswith(", ", match.end()) else 1)
        if plain[match.end()] == "," and not _turned_round(plain, start):
            return


def _turned_round(plain: str, start: int) -> bool:
    """Whether "Doe, Jane" goes on here, rather than the sentence."""
    match = _LATIN_NAME.match(plain, start)
    return (
        match is not None
        and match.group()[0].isupper()
        and plain[match.end() : match.end() + 1] in ("", "\n", ";")
    )
