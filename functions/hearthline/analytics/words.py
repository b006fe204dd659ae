"""What a row may say in words: those of the company's own lists, and for all else a pseudonym.

A project, a contractor or a team is text that somebody typed, and people type names and telephone numbers
where they should not. A word that stands in a list of the company's (catalog, reporting line, projects of the
sales system) goes out as it is; any other one as a pseudonym, so that equal words still stand together.
"""

from collections.abc import Collection, Mapping

from hearthline.platform.secret import Secret

BYTES = 8
UNLISTED = "~"
"""What the pseudonym of a word that stands in no list begins with."""


class Pseudonyms:
    """Stable stand-ins of 64 bits that only the secret's holder can make, and nobody can turn back."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def of(self, what: str, identity: str | None) -> str | None:
        """Give the pseudonym of one thing of this kind, in 16 hexadecimal digits; None of nothing."""
        if identity is None:
            return None
        return self._secret.derive("analytics", what, identity)[:BYTES].hex()


class Words:
    """Words by what they are of (`project`, `contractor` …), each with the list that it may stand in."""

    def __init__(self, pseudonyms: Pseudonyms, listed: Mapping[str, Collection[str]]) -> None:
        self._pseudonyms = pseudonyms
        self._listed = {what: frozenset(words) for what, words in listed.items()}

    def pseudonym(self, what: str, identity: str | None) -> str | None:
        """Give the stand-in of a thing that is never named."""
        return self._pseudonyms.of(what, identity)

    def word(self, what: str, given: str | None) -> str | None:
        """Give a word as it stands where it is a listed one, else its pseudonym behind UNLISTED."""
        if not given or given in self._listed.get(what, ()):
            return given or None
        return f"{UNLISTED}{self._pseudonyms.of(what, given)}"
