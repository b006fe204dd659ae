"""A person who has dealt with the company in every way, and the search for what is left of them.

For tests at any level: what is done is said as requests, and whoever runs them says how they are sent.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any
from unicodedata import normalize

KINDS = ("complaint", "repair", "suggestion", "inquiry", "praise")
STATUSES = (
    "received",
    "assigned",
    "in_progress",
    "awaiting_customer",
    "resolved",
    "closed",
    "rejected",
    "merged",
)
ENDED = frozenset({"closed", "rejected", "merged"})

Post = Callable[[str, Mapping[str, Any], str], Any]
"""Sends a body to a path as `customer`, `agent` or `lead`, and gives the answer's JSON."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who they are, as they write it themselves."""

    name: str = "欧阳若兰"
    phone: str = "139 1234 8765"
    email: str = "Ruolan.Ouyang@example.com"
    born: str = "1979-02-17"
    employer: str = "若兰建筑设计事务所"

    @property
    def digits(self) -> str:
        """The telephone number without anything between its digits, nor its country."""
        return "".join(re.findall(r"\d", self.phone))

    def words(self, about: str) -> str:
        """Give a text that names the person in every way."""
        spaced = f"{self.digits[:3]}-{self.digits[3:7]}-{self.digits[7:]}"
        wide = "".join(chr(ord(digit) + 0xFEE0) for digit in self.digits)
        return f"{about}: {self.name}, +86 {self.phone}, {spaced}, {wide}, {self.email.upper()}"

    def filing(self, kind: str, language: str, *, number: int) -> dict[str, Any]:
        """Give the body of a complaint of theirs, every second one public."""
        return {
            "kind": kind,
            "title": f"{self.name} {kind} {number}"[:80],
            "text": self.words("filed"),
            "city": "sz",
            "home": {"project": "海岸花园", "building": "3栋", "unit": "1801"},
            "contact": {"name": self.name, "phone": self.phone, "email": self.email},
            "language": language,
            "public": number % 2 == 0,
        }

    def traces_in(self, texts: Iterable[str]) -> list[str]:
        """Give the texts in which the person is still to be found, in whatever spelling."""
        traces = tuple(self._traces())
        plain = ((text, _plain(text)) for text in texts)
        return [text for text, words in plain if any(trace in words for trace in traces)]

    def _traces(self) -> Iterator[str]:
        yield _plain(self.name)
        yield self.digits
        yield _plain(self.email)
        yield re.sub(r"\D", "", self.born)
        yield _plain(self.employer)


def lives(cases: int) -> list[tuple[str, str, str]]:
    """Give (status, kind, language) for so many cases: every status first, in every kind and language."""
    every = [
        (status, kind, ("zh", "en")[(place + place // len(STATUSES)) % 2])
        for place, (kind, status) in enumerate(product(KINDS, STATUSES))
    ]
    return [every[place % len(every)] for place in range(cases)]


def live(person: Person, post: Post, status: str, kind: str, language: str, number: int) -> dict[str, Any]:
    """File a case and bring it to a status; the person, and those who answer, name the person throughout."""
    filed: dict[str, Any] = post("/api/complaints", person.filing(kind, language, number=number), "customer")
    desk = f"/api/desk/complaints/{filed['number']}"
    own = f"/api/complaints/{filed['number']}"
    post(f"{own}/messages", {"key": filed["key"], "text": person.words("said")}, "customer")
    file = {"filename": f"{person.name}.png", "content_type": "image/png", "size": 1000}
    post(f"{own}/attachments", {"key": filed["key"], **file}, "customer")
    post(f"{desk}/note", {"text": person.words("noted")}, "agent")
    if status == "in_progress":
        offer = {"remedy": "compensation", "amount": 30_000, "text": person.words("offered")}
        post(f"{desk}/offer", offer, "agent")
        taken = {"key": filed["key"], "remedy": 1, "accepted": True, "comment": person.words("took")}
        post(f"{own}/remedy", taken, "customer")
    if status == "assigned":
        post(f"{desk}/claim", {}, "agent")
    if status in {"in_progress", "resolved", "closed"}:
        post(f"{desk}/reply", {"text": person.words("replied")}, "agent")
    if status == "awaiting_customer":
        post(f"{desk}/ask", {"text": person.words("asked")}, "agent")
    if status in {"resolved", "closed"}:
        solution = {"summary": person.words("solved"), "cause": "workmanship", "department": "engineering"}
        post(f"{desk}/resolve", solution, "agent")
    if status == "closed":
        verdict = {"key": filed["key"], "accepted": True, "rating": 4, "comment": person.words("judged")}
        post(f"{own}/verdict", verdict, "customer")
    if status == "rejected":
        post(f"{desk}/reject", {"reason": person.words("rejected")}, "lead")
    return filed


def end(person: Person, post: Post, number: str, status: str) -> None:
    """End a case that had not ended."""
    desk = f"/api/desk/complaints/{number}"
    if status == "resolved":
        post(f"{desk}/close", {}, "lead")
    else:
        post(f"{desk}/reject", {"reason": person.words("ended")}, "lead")


def _plain(text: str) -> str:
    """Give a text without what spellings differ in: width, case, escapes, and what stands between digits."""
    try:
        unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    except ValueError:
        unescaped = text
    folded = normalize("NFKC", unescaped).casefold()
    return re.sub(r"(?<=\d)[\s().-]+(?=\d)", "", folded)
