"""Addresses of letters. A round's stand before the centres' reports, whose addresses would take them."""

from django.urls import path, register_converter

from frisklivsnett.mailing.kinds import Kind
from frisklivsnett.web.letters import archive, mailbox, planning, rounds, texts
from frisklivsnett.web.letters.words import KIND_OF


class KindConverter:
    """A kind of letter in an address, by its word: «invitasjon», «paminnelse»."""

    regex = "|".join(KIND_OF)

    def to_python(self, word: str) -> Kind:
        return KIND_OF[word]

    def to_url(self, kind: Kind | str) -> str:
        return (
            kind if isinstance(kind, str) else next(word for word, found in KIND_OF.items() if found is kind)
        )


register_converter(KindConverter, "letter_kind")
TEXT = "brev/<letter_kind:kind>/<str:text_language>/"
ROUND = "runder/<int:year>/brev/"

urlpatterns = [
    path("brev/", texts.overview, name="letters"),
    path("brev/sendt/<int:letter_id>/", archive.letter, name="letter"),
    path("brev/sendt/<int:letter_id>/send/", archive.send, name="send_letter_again"),
    path(TEXT, texts.edit, name="letter_text"),
    path(TEXT + "standard/", texts.reset, name="reset_letter_text"),
    path(TEXT + "versjoner/<int:number>/", texts.version, name="letter_version"),
    path(ROUND, rounds.overview, name="round_letters"),
    path(ROUND + "plan/", planning.plan, name="reminder_plan"),
    path(ROUND + "paminnelse/", rounds.remind, name="remind_now"),
    path("postkasse/", mailbox.mailbox, name="mailbox"),
    path("postkasse/<int:letter_id>/", mailbox.letter, name="mailbox_letter"),
]
