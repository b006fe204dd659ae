"""What persons read about their membership, compared with the golden files (see test_words)."""

import pytest

from hearthline.notices.model import Message, MessageClass
from hearthline.notices.writing import Writer
from tests.unit.notices.persons import a_person, links, points_expiring
from tests.unit.notices.test_words import compare

MARKETING = MessageClass.MARKETING


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_person_reads_and_how_they_get_no_more_of_it(language: str) -> None:
    names = {"zh": "王小明", "en": "Anna Wang"}
    person = a_person(language=language, name=names[language])
    message = Message("m" * 32, "points_expiring", f"person/{person.id}", points_expiring())

    compare(f"{language}-points-expiring", Writer().to_person(message, person, links(person.id, MARKETING)))
