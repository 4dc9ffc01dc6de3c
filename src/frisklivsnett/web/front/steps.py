"""The next step of each role, in words: what it is, by when, and one button.

From values to values: what was read comes in, what the page shows goes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.registry.models import Organisation
from frisklivsnett.web.addresses import report_address
from frisklivsnett.web.jinja import day
from frisklivsnett.web.overview.deadlines import deadline_in_words
from frisklivsnett.web.overview.rows import Count, Standing, progress_of


@dataclass(frozen=True, slots=True)
class Link:
    """A link with a note after it."""

    label: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What awaits: ``done`` of ``total`` questions where that makes sense, and one button."""

    title: str
    text: str = ""
    deadline: str = ""
    done: int | None = None
    total: int | None = None
    button: Link | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """All that a person has before them in one organisation."""

    organisation: str
    step: Step
    links_title: str = ""
    links: tuple[Link, ...] = ()
    notes_for: Organisation | None = None
    """The centre that something can be noted for, by the quick field."""


# --- centre and coordinator ---


def centre_panel(
    centre: Organisation, submissions: Sequence[Submission], now: datetime, *, coordinates: bool
) -> Panel:
    """Return a centre's panel from its submissions of opened rounds, read ``with_progress``, the newest first."""
    waiting = next((submission for submission in submissions if _waits(submission, now)), None)
    current = waiting or next(iter(submissions), None)
    step = _centre_step(current, now) if current else _nothing_to_report()
    links = [_report_link(submission) for submission in submissions if submission is not current]
    title = _("Tidligere årsrapporter") if links else ""
    name = (
        _("%(centre)s, koordinator for nettverket") % {"centre": centre.name} if coordinates else centre.name
    )
    if coordinates:
        links.append(Link(_("Se alle utviklingssentralene i nettverket"), reverse("web:centres")))
    return Panel(name, step, title, tuple(links), notes_for=centre)


def _waits(submission: Submission, now: datetime) -> bool:
    """Whether something is left to do, and can be done."""
    return submission.round.is_open(now) and not submission.is_submitted


def _centre_step(submission: Submission, now: datetime) -> Step:
    round_, progress = submission.round, progress_of(submission)
    address = report_address(round_.report_year, submission.centre.slug)
    title = _("Årsrapport for %(year)s") % {"year": round_.report_year}
    if submission.is_submitted:
        return _sent_step(submission, title, address, now)
    if not round_.is_open(now):
        return Step(
            title,
            _("Runden er lukket, og rapporten er ikke sendt inn. Ta kontakt med Helsedirektoratet."),
            button=Link(_("Se svarene"), address),
        )
    if progress.standing is Standing.SENT:
        text, label = (
            _("Rapporten er åpnet for endring. Husk å sende den inn på nytt."),
            _("Fortsett med rapporten"),
        )
    elif progress.standing is Standing.BEGUN:
        text, label = (
            _("Dere er i gang. Svarene er lagret, så dere kan fortsette der dere slapp."),
            _("Fortsett med rapporten"),
        )
    else:
        text, label = (
            _("Det tar om lag et kvarter. Svarene lagres underveis, så dere kan ta pause."),
            _("Start på rapporten"),
        )
    return Step(
        title,
        text,
        deadline_in_words(round_, timezone.localdate(now)),
        done=progress.answered,
        total=sum(1 for _question in round_.form.questions),
        button=Link(label, address),
    )


def _sent_step(submission: Submission, title: str, address: str, now: datetime) -> Step:
    progress = progress_of(submission)
    sent = day(progress.sent_at) if progress.sent_at else ""
    text = _("Rapporten ble sendt inn %(day)s. Takk! Dere trenger ikke gjøre noe mer nå.") % {"day": sent}
    if submission.round.is_open(now):
        text += " " + _("Dere kan endre den så lenge runden er åpen.")
    return Step(title, text, button=Link(_("Se rapporten"), address), quiet=True)


def _nothing_to_report() -> Step:
    return Step(
        _("Ingenting å rapportere nå"),
        _("Når Helsedirektoratet åpner neste runde, finner dere årsrapporten her."),
        quiet=True,
    )


def _report_link(submission: Submission) -> Link:
    progress = progress_of(submission)
    year = submission.round.report_year
    if progress.sent_at is not None:
        note = _("sendt inn %(day)s") % {"day": day(progress.sent_at)}
    else:
        note = _("ikke sendt inn")
    return Link(
        _("Årsrapport for %(year)s") % {"year": year}, report_address(year, submission.centre.slug), note
    )


# --- the Directorate ---


def directorate_panel(
    name: str, newest: Round | None, counted: Count | None, earlier: Sequence[Round], now: datetime
) -> Panel:
    """Return the Directorate's panel: how the newest round stands."""
    links = tuple(
        Link(_("Årsrapport %(year)s") % {"year": round_.report_year}, _round_address(round_))
        for round_ in earlier
    )
    title = _("Tidligere runder") if links else ""
    if newest is None or counted is None:
        step = Step(
            _("Ingen runde er åpen"), _("Når en runde åpner, ser du her hvem som har svart."), quiet=True
        )
        return Panel(name, step)
    return Panel(name, _directorate_step(newest, counted, now), title, links)


def _directorate_step(round_: Round, counted: Count, now: datetime) -> Step:
    title = _("Årsrapport %(year)s") % {"year": round_.report_year}
    button = Link(_("Se hvem som har svart"), _round_address(round_))
    if not counted.missing:
        return Step(
            title,
            _("Alle %(centres)s sentraler har sendt inn.") % {"centres": counted.centres},
            button=Link(
                _("Se over og publiser rapporten"),
                reverse("web:report_preview", kwargs={"year": round_.report_year}),
            ),
        )
    text = _(
        "%(sent)s av %(centres)s sentraler har sendt inn. %(begun)s er i gang, og %(not_begun)s har ikke begynt."
    ) % {
        "sent": counted.sent,
        "centres": counted.centres,
        "begun": counted.begun,
        "not_begun": counted.not_begun,
    }
    return Step(title, text, deadline_in_words(round_, timezone.localdate(now)), button=button)


def _round_address(round_: Round) -> str:
    return reverse("web:round", kwargs={"year": round_.report_year})


# --- county governors and county councils ---


def county_panel(county: Organisation, sent: Sequence[Submission], now: datetime) -> Panel:
    """Return the panel of a reader: the reports sent from their own counties, the newest year first."""
    if not sent:
        step = Step(
            _("Ingen rapporter å lese ennå"),
            _("Når en utviklingssentral i fylket sender inn årsrapporten, kan dere lese den her."),
            quiet=True,
        )
        return Panel(county.name, step)
    year = sent[0].round.report_year
    number = sum(submission.round.report_year == year for submission in sent)
    text = ngettext(
        "%(number)s sentral i området deres har sendt inn årsrapport for %(year)s.",
        "%(number)s sentraler i området deres har sendt inn årsrapport for %(year)s.",
        number,
    ) % {"number": number, "year": year}
    links = tuple(
        Link(
            _("%(centre)s, årsrapport for %(year)s")
            % {"centre": submission.centre.name, "year": submission.round.report_year},
            report_address(submission.round.report_year, submission.centre.slug),
        )
        for submission in sent
    )
    return Panel(county.name, Step(_("Årsrapporter å lese"), text, quiet=True), _("Les rapportene"), links)
