"""A club's list of members as another system would export it: as many as wanted, the same in each run."""

import csv
import io
import random
from collections.abc import Iterator
from typing import Any

HEADER = ("member", "name", "mobile", "mail", "born", "sex", "city", "since", "points", "tags", "mail_ok")
MAPPING: dict[str, Any] = {
    "external_id": {"column": "member"},
    "name": {"column": "name"},
    "phone": {"column": "mobile"},
    "email": {"column": "mail"},
    "birth_date": {"column": "born"},
    "sex": {"column": "sex"},
    "city": {"column": "city"},
    "joined_on": {"column": "since"},
    "points": {"column": "points"},
    "tags": {"column": "tags"},
    "consents": {
        "text_version": 1,
        "on": "2025-05-01",
        "given": {"terms": {"constant": "yes"}, "survey:email": {"column": "mail_ok"}},
    },
}
SOURCE = "old-club"
_CITIES = ("sz", "gz", "sh", "bj", "hz")
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉红"
_FIRST = ("John", "Mary", "Peter", "Anna", "James", "Lucy", "Tom", "Grace")
_LAST = ("Smith", "Jones", "Brown", "Miller", "Davis", "Wilson")
_TAGS = ("", "", "", "vip", "garden", "early-bird;vip")


def rows(count: int) -> Iterator[dict[str, str]]:
    """Give so many persons: nine in ten are members, six in ten of them bring points along."""
    chance = random.Random(4)
    for place in range(count):
        member = chance.random() < 0.9
        yield {
            "member": f"M{place:07d}",
            "name": _name(chance),
            "mobile": f"138{place:08d}",
            "mail": f"member{place}@example.com",
            "born": f"{chance.randint(1945, 1999)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            "sex": chance.choice(("female", "male")),
            "city": _CITIES[place % len(_CITIES)],
            "since": f"20{chance.randint(18, 25)}-{chance.randint(1, 12):02d}-15" if member else "",
            "points": str(chance.randint(1, 5000)) if member and chance.random() < 0.6 else "",
            "tags": chance.choice(_TAGS),
            "mail_ok": chance.choice(("yes", "yes", "no")),
        }


def file_of(people: list[dict[str, str]]) -> bytes:
    """Give them as a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADER)
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue().encode()


def _name(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2))))
