"""Documents: nothing that acts by itself gets through, however it is packed, and what is harmless does."""

import pytest

from hearthline.complaints.attachments.content import Unfit, checked, sniff, strip
from tests.unit.attachments.files import SECRET, a_jpeg, a_pdf, a_stream, packed_objects


def test_a_document_stays_as_it_is_up_to_its_end() -> None:
    document = a_pdf(a_stream(b"BT (Hello) Tj ET"), packed_objects(b"<</Type/Page>>"))

    assert checked(document + b"PK\3\4", "application/pdf") == document


def test_a_photograph_in_a_document_loses_its_exif() -> None:
    photograph = a_jpeg(orientation=1)
    photograph = photograph[: photograph.index(b"http://ns.adobe")]
    document = a_pdf(b"<</Filter/DCTDecode>>stream\n" + photograph + b"\nendstream")

    stripped = checked(document, "application/pdf")

    assert SECRET in document
    assert SECRET not in stripped
    assert len(stripped) == len(document)


@pytest.mark.parametrize(
    "document",
    [
        a_pdf(b"<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        a_pdf(b"<</S/Java#53cript/J#53 (x)>>"),
        a_pdf(b"<</S/#4c#61unch/F(cmd.exe)>>"),
        a_pdf(b"<</Type/EmbeddedFile>>"),
        a_pdf(b"<</Names<</EmbeddedFiles 4 0 R>>>>"),
        a_pdf(b"<</EF <</F 5 0 R>>>>"),
        a_pdf(b"<</S/Rendition/JS%x\n(app.alert\\(1\\))>>"),
        a_pdf(b"<</S/Rendition/JS" + b" " * 65 + b"(app.alert\\(1\\))>>"),
        a_pdf(b"<</S/Rendition/JS 5%x\n0 R>>"),
        a_pdf(b"<</S/Rendition/JS 000000000005 0 R>>"),
        a_pdf(b"<</OpenAction <</S/URI/URI(http://x)>>>>"),
        a_pdf(b"<</OpenAction 9 0 R>>"),
        a_pdf(packed_objects(b"<</S/JavaScript>>")),
        a_pdf(packed_objects(b"%" + b"x" * 300_000 + b"\n<</S/Launch>>")),
        a_pdf(packed_objects(b"x" * (262_144 - 312) + b"/JS" + b" " * 600 + b"(app.alert)")),
        a_pdf(a_stream(b"9 0 <</S/Launch>>", b"/N 1/First 4")),
        a_pdf(
            packed_objects(b"<</S/Launch>>").replace(
                b"/Filter/FlateDecode", b"/Filter/FlateDecode/Xstream\n 1"
            )
        ),
        a_pdf(a_stream(b"9 0 <</S/Launch>>", b"/First 4/Xstream\n 1/N 1")),
        a_pdf(a_stream(b"9 0 <</S/Launch>>", b"/First 4/Xendstream\n 1/N 1")),
        a_pdf(a_stream(b"9 0 <</S/Launch>>", b"/First 4/N 1/Aobj 1")),
        a_pdf(a_stream(b"9 0 <</S/Launch>>", b"/First 4/N 1/A 1 0 obj/B 1")),
        a_pdf(a_stream(b"BT ET"), a_stream(b"9 0 <</S/Launch>>", b"/N 1/First 4")),
    ],
)
def test_a_document_that_acts_by_itself_is_refused(document: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        checked(document, "application/pdf")
    assert refused.value.reason == "active_content"


@pytest.mark.parametrize(
    "opening", [b"[3 0 R /Fit]", b" null", b"<</S/GoTo/D[3 0 R/Fit]>>", b" 4 0 R", b" 5 0 R"]
)
def test_a_document_may_open_at_a_page_of_its_own(opening: bytes) -> None:
    document = a_pdf(b"<</OpenAction" + opening + b">>", b"<</Type/Action/S/GoTo/D[3 0 R]>>", b"[3 0 R/Fit]")

    assert checked(document, "application/pdf") == document


def test_an_outline_is_no_stream_of_objects() -> None:
    picture = b"<</Filter/DCTDecode>>stream\n" + strip(a_jpeg(), "image/jpeg") + b"\nendstream"
    document = a_pdf(b"<</Type/Outlines/First 4 0 R/Count 1>>", b"<</Title(One)>>", picture)

    assert sniff(checked(document, "application/pdf")) == "application/pdf"


def test_a_text_may_speak_of_streams() -> None:
    text = b"<</Length 40>>stream\nBT (upstream\n) Tj (a stream is >> a brook) Tj ET\nendstream"
    document = a_pdf(text, packed_objects(b"<</Type/Page>>"), a_stream(b"BT ET", b"/N 3"))

    assert checked(document, "application/pdf") == document


def test_an_encrypted_document_is_refused() -> None:
    with pytest.raises(Unfit) as refused:
        checked(a_pdf(trailer=b"/Encrypt 9 0 R"), "application/pdf")
    assert refused.value.reason == "encrypted"


@pytest.mark.parametrize(
    "objects",
    [
        b"<</Type/ObjStm/N 1/First 4/Filter/ASCIIHexDecode>>stream\n3c\nendstream",
        b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]>>stream\nx\nendstream",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/X(stream\n)>>stream\nx\nendstream",
        packed_objects(bytes(65 * 1024 * 1024)),
        b"\n".join([packed_objects(bytes(33 * 1024 * 1024)).replace(b"<<", b"9 0 obj<<")] * 2),
        packed_objects(b"<</S/Launch>>").replace(b">>stream\n", b">>stream x\n"),
        packed_objects(b"<</S/Launch>>").replace(b">>stream\n", b">>%c\nstream\n"),
        b"<</First 4/A<</Length 0>>stream\nendstream/B<</Length 0>>stream\nendstream/N 1>>stream\n",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\nraw\nendstream",
        b"(stream\n)" * 17,
    ],
)
def test_a_document_that_cannot_be_looked_through_is_refused(objects: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        checked(a_pdf(objects), "application/pdf")
    assert refused.value.reason == "unsupported"
