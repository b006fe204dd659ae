"""The files of a case on its page: listed, and fetched without script."""

import pytest

from hearthline.complaints.commands import QuarantineAttachment, ReleaseAttachment
from tests.unit.complaints.builders import after
from tests.unit.complaints.file_stories import an_announcement, an_attached_story
from tests.unit.pages.builders import LANGUAGES, a_view, the_text


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_listed_and_fetched_without_script(language: str) -> None:
    story = an_attached_story().does(an_announcement(id="file-2", filename="bad<b>.jpg"), after(hours=2))
    story.does(ReleaseAttachment("file-1", 83_400), after(hours=2, minutes=1))
    story.does(QuarantineAttachment("file-2", "type_mismatch"), after(hours=2, minutes=2))
    story.does(an_announcement(id="file-3", filename="coming.jpg"), after(hours=2, minutes=30))

    text = the_text(a_view(story, language))

    assert 'href="/follow/K7Q2-9XPD-3/files/file-1" download' in text
    assert "leak.jpg" in text
    assert "83 kB" in text
    assert "files/file-2" not in text
    assert "files/file-3" not in text
    assert "bad&lt;b&gt;.jpg" in text
    assert "coming.jpg" in text
