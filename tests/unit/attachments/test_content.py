"""What is handed on of a file: the same picture, film or document, without what was noted about it."""

import io
import struct
import zlib

import pytest
from PIL import Image

from hearthline.complaints.attachments.content import Unfit, checked, sniff, strip
from tests.unit.attachments.files import (
    GPS,
    SAMPLES,
    SECRET,
    a_box,
    a_heic,
    a_jpeg,
    a_pdf,
    a_picture,
    a_png,
    a_webp,
    an_mp4,
    wide,
)

PICTURES = {
    "jpeg": ("image/jpeg", a_jpeg()),
    "grey jpeg": ("image/jpeg", a_jpeg(mode="L")),
    "cmyk jpeg": ("image/jpeg", a_jpeg(mode="CMYK")),
    "progressive jpeg": ("image/jpeg", a_jpeg(progressive=True)),
    "png": ("image/png", a_png()),
    "palette png": ("image/png", a_png("P")),
    "lossy webp": ("image/webp", a_webp()),
    "lossless webp": ("image/webp", a_webp(lossless=True)),
    "animated webp": ("image/webp", a_webp(frames=3)),
}


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def frames(data: bytes) -> list[bytes]:
    picture = opened(data)
    found = []
    for place in range(getattr(picture, "n_frames", 1)):
        picture.seek(place)
        found.append(picture.convert("RGBA" if picture.mode == "P" else picture.mode).tobytes())
    return found


@pytest.mark.parametrize(("media_type", "make"), SAMPLES.items())
def test_a_file_is_known_by_its_structure(media_type: str, make: object) -> None:
    assert sniff(SAMPLES[media_type]()) == media_type


@pytest.mark.parametrize("media_type", SAMPLES)
def test_nothing_that_was_noted_is_handed_on(media_type: str) -> None:
    data = SAMPLES[media_type]()
    stripped = strip(data, media_type)

    assert (SECRET in data) is (media_type != "application/pdf")
    assert SECRET not in stripped
    assert sniff(stripped) == media_type
    assert strip(stripped, media_type) == stripped


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_stays_the_same_to_the_pixel(name: str) -> None:
    media_type, data = PICTURES[name]
    stripped = strip(data, media_type)

    assert frames(stripped) == frames(data)
    assert opened(stripped).info.get("icc_profile") == opened(data).info["icc_profile"]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_carries_no_place(name: str) -> None:
    media_type, data = PICTURES[name]
    assert opened(data).getexif().get_ifd(GPS)

    exif = opened(strip(data, media_type)).getexif()

    assert not exif.get_ifd(GPS)
    assert set(exif) <= {0x0112}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_keeps_which_way_is_up(orientation: int) -> None:
    for media_type, data in (
        ("image/jpeg", a_jpeg(orientation=orientation)),
        ("image/webp", a_webp(orientation=orientation)),
    ):
        assert opened(strip(data, media_type)).getexif().get(0x0112, 1) == orientation


def test_a_jpeg_within_a_jpeg_goes_with_its_notes() -> None:
    thumbnail = a_jpeg()[:2000]
    app1 = b"\xff\xe1" + (len(thumbnail) + 8).to_bytes(2) + b"Exif\0\0" + thumbnail
    plain = strip(a_jpeg(orientation=1), "image/jpeg")

    assert strip(plain[:2] + app1 + plain[2:], "image/jpeg") == plain


def test_a_heic_picture_loses_its_exif_and_xmp_where_they_lie() -> None:
    data = a_heic()
    stripped = strip(data, "image/heic")

    assert len(stripped) == len(data)
    assert bytes(range(200)) in stripped
    assert b"irot" in stripped


def test_a_film_loses_its_notes_and_its_track_of_places_in_place() -> None:
    data = an_mp4()
    stripped = strip(data, "video/mp4")

    assert len(stripped) == len(data)
    assert bytes(range(250)) in stripped
    assert stripped.count(b"trak") == 1
    assert {b"udta", b"uuid", b"ilst", b"\xa9xyz"} & {
        stripped[at : at + 4] for at in range(len(stripped))
    } == set()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + bytes(100),
        b"\xff\xd8\xff\xe0" + b"<html></html>" * 9,
        a_jpeg()[:400],
        a_png()[:80],
        a_webp()[:60],
        an_mp4()[:200],
        a_heic()[:-1],
        b"\n" + a_pdf(),
        a_pdf()[:60],
        a_heic(major=b"avif"),
        an_mp4(major=b"qt  "),
        a_png().replace(b"IDAT", b"IDAX", 1),
    ],
)
def test_what_is_no_whole_file_of_a_type_that_is_taken_is_none(data: bytes) -> None:
    assert sniff(data) is None
    with pytest.raises(Unfit) as refused:
        checked(data, "image/jpeg")
    assert refused.value.reason == "type_unknown"


def test_a_file_of_another_type_than_declared_is_refused() -> None:
    with pytest.raises(Unfit) as refused:
        checked(a_png(), "image/jpeg")
    assert refused.value.reason == "type_mismatch"


def huge_png() -> bytes:
    head = struct.pack(">II5B", 50_000, 2_001, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    small = strip(a_png(), "image/png")
    return small[:8] + wide(13) + chunk + wide(zlib.crc32(chunk)) + small[33:]


def huge_jpeg() -> bytes:
    data = bytearray(strip(a_jpeg(orientation=1), "image/jpeg"))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = (50_000).to_bytes(2) + (2_001).to_bytes(2)
    return bytes(data)


def huge_webp() -> bytes:
    data = bytearray(strip(a_webp(), "image/webp"))
    data[24:30] = (50_000).to_bytes(3, "little") + (2_001).to_bytes(3, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("image/png", huge_png()),
        ("image/jpeg", huge_jpeg()),
        ("image/webp", huge_webp()),
        ("image/heic", a_heic(width=50_000, height=2_001)),
    ],
)
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head(media_type: str, data: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        checked(data, media_type)
    assert refused.value.reason == "too_many_pixels"


def test_a_picture_without_notes_goes_through_unchanged() -> None:
    for form in ("PNG", "WEBP"):
        made = io.BytesIO()
        a_picture().save(made, form)
        assert strip(made.getvalue(), f"image/{form.lower()}") == made.getvalue()


def test_boxes_that_name_more_than_there_is_are_damaged() -> None:
    moov = a_box(b"moov", wide(400), b"trak")
    with pytest.raises(Unfit) as refused:
        strip(an_mp4()[:24] + moov + a_box(b"mdat"), "video/mp4")
    assert refused.value.reason == "damaged"
