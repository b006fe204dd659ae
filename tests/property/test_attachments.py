"""Whatever the bytes are: a result of the same type, or a refusal; and soon."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthline.complaints.attachments.content import Unfit, checked, sniff, strip
from tests.sizes import sized
from tests.unit.attachments.files import SAMPLES, a_box, a_full_box, a_heic, a_pdf, short, wide

MEGABYTE = 1024 * 1024
MOST_SECONDS = 20
"""For 2 MB: many times what it takes, and far less than anything that grows with the square."""


@cache
def sample(media_type: str) -> bytes:
    return SAMPLES[media_type]()


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[str, bytes]:
    """A good file in which some stretches are overwritten, cut out, doubled or put elsewhere."""
    media_type = draw(st.sampled_from(sorted(SAMPLES)))
    data = bytearray(sample(media_type))
    for _ in range(draw(st.integers(0, 4))):
        begin = draw(st.integers(0, len(data)))
        end = min(len(data), begin + draw(st.integers(0, 40)))
        match draw(st.sampled_from(["overwrite", "cut", "double", "count"])):
            case "overwrite":
                data[begin:end] = draw(st.binary(max_size=40))
            case "cut":
                del data[begin:end]
            case "double":
                data[begin:begin] = data[begin:end]
            case _:
                data[begin : begin + 4] = draw(
                    st.sampled_from([b"\xff" * 4, bytes(4), b"\0\0\0\1", b"\x7f" * 4])
                )
    return media_type, bytes(data)


@given(spoiled())
@settings(max_examples=sized(150, 2_000), deadline=None)
def test_a_spoiled_file_is_handed_on_as_its_type_or_refused(given_file: tuple[str, bytes]) -> None:
    media_type, data = given_file
    try:
        stripped = checked(data, media_type)
    except Unfit:
        return
    assert sniff(stripped) == media_type
    assert strip(stripped, media_type) == stripped


@given(st.binary(max_size=200), st.sampled_from(sorted(SAMPLES)))
@settings(deadline=None)
def test_noise_after_a_beginning_is_refused_in_words(noise: bytes, media_type: str) -> None:
    with pytest.raises(Unfit):
        checked(sample(media_type)[:40] + noise, media_type)


def filled(unit: bytes, size: int = 2 * MEGABYTE) -> bytes:
    return unit * (size // len(unit))


def a_heic_of_empty_extents() -> bytes:
    item = short(2, 0, 0, 65_535)
    good = a_heic()
    meta = a_full_box(
        b"meta",
        a_full_box(b"hdlr", wide(0), b"pict"),
        a_full_box(b"iinf", short(0)),
        a_full_box(b"iloc", b"\x00\x00", short(65_535), item * 65_535, version=1),
    )
    return good[:24] + meta


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "jpeg fill": lambda: b"\xff\xd8" + filled(b"\xff"),
    "jpeg segments": lambda: b"\xff\xd8" + filled(b"\xff\xe0\0\2") + b"\xff\xd9",
    "jpeg scan": lambda: b"\xff\xd8\xff\xc0\0\x0b\x08\0\1\0\1\1\1\1\1\xff\xda\0\2" + filled(b"\xff\0"),
    "png chunks": lambda: sample("image/png")[:33] + filled(b"\0\0\0\0teXt\x7c\xcd\xb5\xbe"),
    "webp chunks": lambda: (
        b"RIFF" + (2 * MEGABYTE + 4).to_bytes(4, "little") + b"WEBP" + filled(b"VP8 \0\0\0\0")
    ),
    "mp4 boxes": lambda: (
        a_box(b"ftyp", b"isom", wide(0)) + a_box(b"moov", filled(a_box(b"trak"))) + a_box(b"mdat")
    ),
    "mp4 nested": lambda: (
        a_box(b"ftyp", b"isom", wide(0))
        + b"".join((2 * MEGABYTE - 8 * place).to_bytes(4) + b"moov" for place in range(2 * MEGABYTE // 8))
    ),
    "heic extents": a_heic_of_empty_extents,
    "pdf names": lambda: a_pdf(filled(b"/JS ")),
    "pdf spaces": lambda: a_pdf(b"/JS" + filled(b" ")),
    "pdf escapes": lambda: a_pdf(filled(b"#41")),
    "pdf openings": lambda: a_pdf(filled(b"/OpenAction 1 0 R ")),
    "pdf streams": lambda: a_pdf(filled(b"/First/N obj stream\n")),
    "pdf exif": lambda: a_pdf(filled(b"\xff\xe1\xff\xffExif\0\0")),
    "pdf dictionaries": lambda: a_pdf(filled(b"/OpenAction<<")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_no_more_than_its_length(name: str) -> None:
    data = HOSTILE[name]()
    began = time.process_time()
    for media_type in SAMPLES:
        with suppress(Unfit):
            checked(data, media_type)
    assert time.process_time() - began < MOST_SECONDS
