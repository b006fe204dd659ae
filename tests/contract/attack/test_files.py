"""Files made to be two things, or far more than they seem: each is one thing, or put aside, in time."""

import io
import re
import struct
import zipfile
import zlib
from time import process_time

import pytest

from hearthline.complaints.attachments.content import Unfit, checked, sniff, strip
from tests.unit.attachments.files import a_jpeg, a_pdf, a_png
from tests.unit.infra.templates import ROOT

SCRIPT = b"<script>alert(1)</script>"
SECONDS = 5.0


def a_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.html", SCRIPT.decode())
    return packed.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(kind: bytes, data: bytes) -> bytes:
    png = a_png()
    return png[:33] + png_chunk(kind, data) + png[33:]


@pytest.mark.parametrize(
    "data",
    [
        a_zip(),
        b"GIF89a" + a_pdf(),
        SCRIPT + a_jpeg(),
        SCRIPT + a_pdf(),
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;&b;&b;</a>',
        b"MZ" + a_png(),
        b"#!/bin/sh\n" + a_jpeg(),
    ],
    ids=["zip", "gif+pdf", "html+jpeg", "html+pdf", "svg", "xml bomb", "exe+png", "shell+jpeg"],
)
def test_what_begins_as_something_else_is_nothing_that_is_taken(data: bytes) -> None:
    assert sniff(data) is None


@pytest.mark.parametrize("more", [a_zip(), SCRIPT, a_pdf()], ids=["zip", "html", "pdf"])
@pytest.mark.parametrize(("media_type", "picture"), [("image/jpeg", a_jpeg()), ("image/png", a_png())])
def test_what_was_hung_on_to_a_picture_is_cut_off_or_the_file_is_refused(
    media_type: str, picture: bytes, more: bytes
) -> None:
    try:
        stripped = strip(picture + more, media_type)
    except Unfit:
        return
    assert more not in stripped
    assert b"script" not in stripped


def test_a_bomb_in_a_picture_is_never_unpacked() -> None:
    bomb = png_with(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 50_000_000))
    before = process_time()

    stripped = strip(bomb, "image/png")

    assert process_time() - before < SECONDS
    assert b"zTXt" not in stripped
    assert len(stripped) < len(bomb)


@pytest.mark.parametrize(
    "action", [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/J#61vaScript"]
)
def test_a_document_that_acts_by_itself_is_put_aside(action: bytes) -> None:
    data = a_pdf(b"<< /S " + action + b" /Type " + action + b" >>")

    with pytest.raises(Unfit):
        checked(data, "application/pdf")


def test_nothing_that_runs_reads_xml_or_unpacks_archives() -> None:
    readers = re.compile(
        r"^\s*(?:import|from) (xml|lxml|zipfile|tarfile|bz2|lzma|openpyxl|pickle|marshal|shelve)\b",
        re.MULTILINE,
    )
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "functions").rglob("*.py"))
        for name in readers.findall(path.read_text("utf-8"))
    }

    assert found == set()
