"""That a page is written in its own language throughout, and says so where it is not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from frisklivsnett.collection.actions import save_answers
from frisklivsnett.collection.models import Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User

from .report_pages import text_of

ClientOf = Callable[[User], Client]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Skriv til kontakt@frisklivsnett.example, og fortell hvilken side det gjelder"),
        ("nn", "Skriv til kontakt@frisklivsnett.example, og fortel kva side det gjeld"),
        ("en", "Write to kontakt@frisklivsnett.example, and tell us which page it was"),
    ],
)
def test_a_sentence_with_a_value_in_it_is_in_the_page_s_language(db: None, language: str, words: str) -> None:
    page = Client(headers={"Accept-Language": language}).get("/tilgjengelighet/")
    assert words in text_of(page)


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("nb", "Ett spørsmål må besvares", "3 spørsmål må besvares"),
        ("nn", "Eitt spørsmål må svarast på", "3 spørsmål må svarast på"),
        ("en", "One question must be answered", "3 questions must be answered"),
    ],
)
def test_one_and_several_are_counted_in_the_language(language: str, one: str, several: str) -> None:
    with translation.override(language):
        said = [
            translation.ngettext("Ett spørsmål må besvares", "%(left)s spørsmål må besvares", left)
            % {"left": left}
            for left in (1, 3)
        ]
    assert said == [one, several]


def test_what_a_centre_wrote_is_marked_as_norwegian_and_a_number_is_not(
    client_of: ClientOf, alice: User, report: Submission
) -> None:
    changes = {"enquiries.count": Answer(12), "enquiries.topics": Answer("Lokaler i skolen")}
    save_answers(submission=report, changes=changes, by=alice)
    client = client_of(alice)
    client.cookies["sprak"] = "en"
    page = client.get(f"/runder/{report.round.report_year}/{report.centre.slug}/se-over/").content.decode()
    assert '<html lang="en">' in page
    assert '<p class="answer__text" lang="no">Lokaler i skolen</p>' in page
    assert '<p class="answer__text">12</p>' in page
