"""What a file is saved as."""

import pytest

from hearthline.complaints.attachments.names import disposition, safe_name


@pytest.mark.parametrize(
    ("given", "saved"),
    [
        ("漏水.JPG", "漏水.jpg"),
        ("photo", "photo.jpg"),
        ("invoice.html", "invoice.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\wang\\leak.png", "leak.jpg"),
        ('a"b;c%0d.jpeg', "a_b_c_0d.jpg"),
        ("fdp.\u202egpj", "fdp._gpj.jpg"),
        ("...", "attachment.jpg"),
        ("CON.jpg", "attachment.jpg"),
        ("x" * 200 + ".jpg", "x" * 80 + ".jpg"),
        ("v1.2.final.jpg", "v1.2.final.jpg"),
    ],
)
def test_a_name_is_made_harmless_and_ends_as_its_type_does(given: str, saved: str) -> None:
    assert safe_name(given, "image/jpeg") == saved


def test_a_browser_is_told_to_save_and_how_the_file_is_called() -> None:
    assert disposition("漏 水'.jpg") == (
        "attachment; filename=\"attachment.jpg\"; filename*=UTF-8''%E6%BC%8F%20%E6%B0%B4%27.jpg"
    )
