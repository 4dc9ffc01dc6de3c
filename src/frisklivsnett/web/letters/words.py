"""What the screens call kinds of letters, their placeholders, their states, and why one was not sent."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _

from frisklivsnett.mailing.kinds import KINDS, Kind
from frisklivsnett.mailing.models import Letter
from frisklivsnett.mailing.transport import Fault

WORD_OF: Mapping[str, str] = MappingProxyType(
    {
        "round.invitation": "invitasjon",
        "round.reminder": "paminnelse",
        "round.late": "etter-fristen",
        "submission.receipt": "kvittering",
        "submission.returned": "sendt-tilbake",
        "submission.approved": "godkjent",
        "submission.reopened": "apnet-igjen",
        "account.invitation": "invitasjon-til-konto",
        "request.confirm": "besok-bekreft",
        "request.received": "besok-ny-foresporsel",
        "request.suggested": "besok-forslag",
        "request.refused": "besok-passer-ikke",
        "request.accepted": "besok-avtalt",
        "request.calendar": "besok-avtalt-sentral",
        "request.moved": "besok-gitt-videre",
        "request.declined": "besok-nei",
        "request.withdrawn": "besok-trukket",
        "request.cancelled": "besok-avlyst",
        "request.called_off": "besok-avlyst-sentral",
        "request.unplaced": "besok-uten-sentral",
        "enquiry.passed_on": "henvendelse-sendt-videre",
        "enquiry.sent_back": "henvendelse-sendt-tilbake",
    }
)
"""The word of each kind in addresses; the order is that of the year."""
KIND_OF: Mapping[str, Kind] = MappingProxyType({word: KINDS[id_] for id_, word in WORD_OF.items()})
COLORS: Mapping[str, str] = MappingProxyType(
    {
        "queued": "info",
        "sending": "info",
        "sent": "success",
        "failed": "danger",
        "uncertain": "warning",
        "withdrawn": "neutral",
    }
)


def kind_group(kind_id: str) -> str:
    """Return what letters of a kind are about."""
    return {
        "account": _("Kontoer"),
        "request": _("Besøk"),
        "enquiry": _("Henvendelser"),
    }.get(kind_id.partition(".")[0], _("Årsrapporten"))


def kind_title(kind_id: str) -> str:
    """Return what a kind of letter is called."""
    titles = {
        "round.invitation": _("Invitasjon til runden"),
        "round.reminder": _("Påminnelse før fristen"),
        "round.late": _("Påminnelse etter fristen"),
        "submission.receipt": _("Kvittering for årsrapporten"),
        "submission.returned": _("Rapporten er sendt tilbake"),
        "submission.approved": _("Rapporten er godkjent"),
        "submission.reopened": _("Rapporten er åpnet igjen"),
        "account.invitation": _("Invitasjon til å få konto"),
        "account.message": _("Kode eller bekreftelse for innlogging"),
        "request.confirm": _("Besøk: bekreft forespørselen"),
        "request.received": _("Besøk: ny forespørsel til sentralen"),
        "request.suggested": _("Besøk: sentralen foreslår et tidspunkt"),
        "request.refused": _("Besøk: tidspunktet passet ikke"),
        "request.accepted": _("Besøk: avtalt, til den som kommer"),
        "request.calendar": _("Besøk: avtalt, til sentralen"),
        "request.moved": _("Besøk: en annen sentral svarer"),
        "request.declined": _("Besøk: sentralen kan ikke"),
        "request.withdrawn": _("Besøk: forespørselen er trukket"),
        "request.cancelled": _("Besøk: avlyst, til den som skulle komme"),
        "request.called_off": _("Besøk: avlyst, til sentralen"),
        "request.unplaced": _("Besøk: forespørsel uten sentral"),
        "enquiry.passed_on": _("Henvendelse: sendt videre til sentralen"),
        "enquiry.sent_back": _("Henvendelse: sendt tilbake til sentralen"),
    }
    return titles.get(kind_id) or _("Annet brev")


def kind_purpose(kind_id: str) -> str:
    """Return when a kind of letter is sent, and to whom."""
    return {
        "round.invitation": _("Sendes til alle ved sentralen når runden åpner."),
        "round.reminder": _("Sendes etter planen før fristen til sentraler som ikke har sendt inn."),
        "round.late": _("Sendes etter planen når fristen er ute, til sentraler som ikke har sendt inn."),
        "submission.receipt": _("Sendes til den som sender inn årsrapporten."),
        "submission.returned": _("Sendes til alle ved sentralen når rapporten må rettes."),
        "submission.approved": _("Sendes til alle ved sentralen når rapporten er godkjent."),
        "submission.reopened": _(
            "Sendes til alle ved sentralen når den får sende inn etter at runden er lukket."
        ),
        "account.invitation": _("Sendes til den som får tilgang til Frisklivsnett."),
        "request.confirm": _("Sendes til den som ber om et besøk, med en lenke for å bekrefte."),
        "request.received": _("Sendes til alle ved sentralen når en forespørsel om besøk er bekreftet."),
        "request.suggested": _("Sendes til den som ber om et besøk når sentralen foreslår et tidspunkt."),
        "request.refused": _("Sendes til alle ved sentralen når forslaget deres ikke passet."),
        "request.accepted": _("Sendes med en kalenderfil til den som skal på besøk."),
        "request.calendar": _("Sendes med en kalenderfil til alle ved sentralen når et besøk er avtalt."),
        "request.moved": _("Sendes til den som ber om et besøk når en annen sentral skal svare."),
        "request.declined": _("Sendes til den som ber om et besøk når sentralen ikke kan ta imot."),
        "request.withdrawn": _("Sendes til alle ved sentralen når forespørselen er trukket."),
        "request.cancelled": _("Sendes til den som skulle komme når et avtalt besøk er avlyst."),
        "request.called_off": _("Sendes til alle ved sentralen når et avtalt besøk er avlyst."),
        "request.unplaced": _("Sendes til koordinatoren når noen vil på besøk og ikke vet hvilken sentral."),
        "enquiry.passed_on": _("Sendes til alle ved sentralen når en annen sentral vil at den skal svare."),
        "enquiry.sent_back": _("Sendes til alle ved sentralen når den som skulle svare, ikke kan."),
    }[kind_id]


def placeholder_meaning(kind_id: str, name: str) -> str:
    """Return what a placeholder stands for."""
    of_the_kind = {
        ("submission.returned", "frist"): _("siste dag for å rette og sende inn"),
        ("submission.reopened", "frist"): _("siste dag sentralen kan sende inn"),
        ("account.invitation", "frist"): _("siste dag lenken virker"),
        ("account.invitation", "lenke"): _("den personlige lenken til kontoen"),
        ("account.invitation", "sentral"): _("organisasjonen som personen blir med i"),
        ("account.invitation", "avsender"): _("den som inviterer"),
        ("enquiry.passed_on", "avsender"): _("sentralen som sender henvendelsen videre"),
        ("enquiry.passed_on", "lenke"): _("adressen til henvendelsen, som blir en lenke"),
        ("enquiry.sent_back", "avsender"): _("sentralen som sender henvendelsen tilbake"),
        ("enquiry.sent_back", "lenke"): _("adressen til henvendelsen, som blir en lenke"),
    }
    if (kind_id, name) in of_the_kind:
        return of_the_kind[kind_id, name]
    if kind_id.startswith(("request.", "enquiry.")) and name in ("lenke", "når", "melding"):
        return {
            "lenke": _("adressen til forespørselen, som blir en lenke"),
            "når": _("dagen og klokkeslettet for besøket"),
            "melding": _("ordene som den andre har skrevet; tomt når det ikke er noen"),
        }[name]
    return {
        "år": _("året rapporten gjelder"),
        "frist": _("fristen for å sende inn"),
        "lenke": _("adressen til rapporten, som blir en lenke"),
        "når": _("hvor lenge det er til fristen, eller siden den gikk ut"),
        "besvart": _("hvor mange spørsmål sentralen har svart på; tomt når det er ingen"),
        "spørsmål": _("hvor mange spørsmål skjemaet har"),
        "tidspunkt": _("når rapporten ble sendt inn"),
        "avsender": _("den som sendte inn rapporten"),
        "nummer": _("hvilken innsending det er; tomt den første gangen"),
        "melding": _("det Helsedirektoratet har skrevet til sentralen"),
        "mottaker": _("navnet på den som får brevet"),
        "hvem": _("kommunen eller virksomheten som vil på besøk"),
        "hvor": _("hvor de møtes"),
        "ønsker": _("når det passer for dem som vil komme"),
        "sentral": _("navnet på sentralen"),
        "kontakt": _("e-postadressen for spørsmål"),
    }[name]


def state_words(state: str) -> str:
    """Return where a letter stands."""
    return {
        "queued": _("Venter på å bli sendt"),
        "sending": _("Sendes nå"),
        "sent": _("Sendt"),
        "failed": _("Ble ikke sendt"),
        "uncertain": _("Usikkert om det er sendt"),
        "withdrawn": _("Trukket tilbake"),
    }[state]


def fault_words(letter: Letter) -> str:
    """Return why a letter was not sent, and what to do about it; nothing when nothing is wrong."""
    if not letter.fault:
        return ""
    return {
        Fault.UNREACHABLE: _("E-posttjeneren svarer ikke. Vi prøver igjen om litt."),
        Fault.BUSY: _("E-posttjeneren ville ikke ta imot brevet nå. Vi prøver igjen."),
        Fault.REFUSED: _(
            "E-posttjeneren avviste brevet. Sjekk at adressen stemmer, og send det på nytt når den er rettet."
        ),
        Fault.CUT_OFF: _(
            "Forbindelsen ble brutt mens brevet ble overlevert. Det kan ha kommet fram. "
            "Spør mottakeren, eller send det på nytt."
        ),
        Fault.EXPIRED: _("Brevet ble liggende så lenge at det ikke lenger var til nytte, og ble ikke sendt."),
        Fault.STOPPED: _(
            "Programmet stanset mens brevet ble sendt. Det kan ha kommet fram. "
            "Spør mottakeren, eller send det på nytt."
        ),
        Fault.UNWRITABLE: _(
            "Adressen eller emnet kan ikke brukes i en e-post. Sjekk adressen til mottakeren."
        ),
    }[Fault(letter.fault)]


def language_name(code: str) -> str:
    """Return what a language is called in a sentence."""
    return {"nb": _("bokmål"), "nn": _("nynorsk"), "en": _("engelsk")}[code]
