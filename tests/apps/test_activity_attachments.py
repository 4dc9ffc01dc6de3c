"""Files kept with an entry: told by what they hold, cleaned of where a picture was taken, and never run or opened."""

import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from frisklivsnett.activity.actions import Noted, bin_entry, note
from frisklivsnett.activity.attachments import LARGEST, MOST_FILES, WIDEST, attach, detach
from frisklivsnett.activity.models import Attachment, Entry
from frisklivsnett.registry.models import Organisation, User

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
GPS_TAG, ORIENTATION_TAG = 0x8825, 0x0112


@pytest.fixture
def entry(alice: User) -> Entry:
    tana = Organisation.objects.get(slug="tana")
    return note(centre=tana, kind="visit", noted=Noted(date(2024, 3, 12), people=4), by=alice)


def picture(size: tuple[int, int] = (60, 40), form: str = "JPEG", *, noise: bool = False) -> bytes:
    image = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, "green")
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = 6
    exif.get_ifd(GPS_TAG)[2] = (70.0, 12.0, 3.0)
    file = io.BytesIO()
    image.save(file, form, exif=exif, **({"quality": 100} if form == "JPEG" else {}))
    return file.getvalue()


def from_a_phone() -> bytes:
    """A JPEG that holds a second picture, such as how far away everything is."""
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("green", "grey"))
    file = io.BytesIO()
    first.save(file, "MPO", save_all=True, append_images=[second])
    return file.getvalue()


def enormous() -> bytes:
    """A picture that is 4 kB in the file, and a hundred million bytes when it is opened."""
    file = io.BytesIO()
    Image.new("1", (5100, 5000)).save(file, "PNG")
    return file.getvalue()


def package(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type", "name"),
    [
        (PDF, "application/pdf", "program.pdf"),
        (picture(), "image/jpeg", "program.jpg"),
        (from_a_phone(), "image/jpeg", "program.jpg"),
        (picture(form="PNG"), "image/png", "program.png"),
        (picture(form="WEBP"), "image/webp", "program.webp"),
        (
            package("[Content_Types].xml", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "program.docx",
        ),
    ],
)
def test_a_file_is_what_it_holds_whatever_it_is_called(
    entry: Entry, alice: User, content: bytes, media_type: str, name: str
) -> None:
    kept = attach(entry=entry, name="../../program.exe", content=content, by=alice)
    assert (kept.media_type, kept.name) == (media_type, name)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 this is a program", "not_taken"),
        (b"<html><script>alert(1)</script>", "not_taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_taken"),
        (b"GIF89a" + b"\x00" * 40, "not_taken"),
        (package("a.exe"), "not_taken"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        (picture()[:200], "broken_picture"),
        (enormous(), "broken_picture"),
        (b"\x00" * (LARGEST + 1), "too_large"),
    ],
)
def test_what_we_do_not_take_is_refused_with_a_reason(
    entry: Entry, alice: User, content: bytes, code: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        attach(entry=entry, name="bilde.jpg", content=content, by=alice)
    assert caught.value.code == code
    assert not Attachment.objects.exists()


def test_a_large_picture_is_kept_smaller_upright_and_without_where_it_was_taken(
    entry: Entry, alice: User
) -> None:
    content = picture((2600, 1800), noise=True)
    assert 4_000_000 < len(content) < LARGEST
    kept = attach(entry=entry, name="IMG_0001.JPG", content=content, by=alice)
    with Image.open(io.BytesIO(bytes(kept.content))) as opened:
        assert max(opened.size) == WIDEST
        assert opened.height > opened.width, "turned the right way up"
        assert not opened.getexif()
    assert b"Exif" not in bytes(kept.content)


def test_the_same_file_twice_is_kept_once_and_there_is_an_end_to_it(entry: Entry, alice: User) -> None:
    first = attach(entry=entry, name="a.pdf", content=PDF, by=alice)
    assert attach(entry=entry, name="b.pdf", content=PDF, by=alice) == first
    for number in range(MOST_FILES - 1):
        attach(entry=entry, name="a.pdf", content=PDF + str(number).encode(), by=alice)
    with pytest.raises(ValidationError):
        attach(entry=entry, name="a.pdf", content=PDF + b"more", by=alice)
    detach(attachment=first, by=alice)
    assert entry.attachments.count() == MOST_FILES - 1


def test_nothing_is_added_to_what_lies_in_the_bin(entry: Entry, alice: User) -> None:
    bin_entry(entry=entry, by=alice)
    with pytest.raises(ValidationError):
        attach(entry=entry, name="a.pdf", content=PDF, by=alice)


def test_a_file_is_sent_to_be_saved_and_to_nobody_else(entry: Entry, alice: User, charlie: User) -> None:
    client = Client()
    client.force_login(alice)
    where = f"/aktivitet/tana/{entry.pk}/"
    sent = SimpleUploadedFile("Program 12. mars «endelig».pdf", PDF)
    page = client.post(f"{where}vedlegg/", {"fil": sent}, follow=True)
    assert "Program 12. mars endelig.pdf" in page.content.decode()
    address = f"{where}vedlegg/{Attachment.objects.get().pk}/"
    answer = client.get(address)
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    other = Client()
    other.force_login(charlie)
    assert other.get(address).status_code == 403


def test_a_refused_file_is_told_of_and_the_others_are_kept(entry: Entry, alice: User) -> None:
    client = Client()
    client.force_login(alice)
    large = picture((2600, 1800), noise=True)
    files = [SimpleUploadedFile("virus.jpg", b"MZ\x90\x00"), SimpleUploadedFile("stort.jpg", large)]
    page = client.post(f"/aktivitet/tana/{entry.pk}/vedlegg/", {"fil": files}, follow=True)
    assert "virus.jpg: Denne filen kan vi ikke ta imot." in page.content.decode()
    assert Attachment.objects.get().name == "stort.jpg"
