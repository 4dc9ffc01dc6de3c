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
from frisklivsnett.web.jinja import day, days_away, moment
from frisklivsnett.web.overview.deadlines import deadline_in_words
from frisklivsnett.web.overview.rows import Count, progress_of
from frisklivsnett.web.overview.rows import Standing as Reached


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
    return submission.can_write(now)


def _centre_step(submission: Submission, now: datetime) -> Step:
    round_, progress = submission.round, progress_of(submission)
    address = report_address(round_.report_year, submission.centre.slug)
    title = _("Årsrapport for %(year)s") % {"year": round_.report_year}
    if submission.is_returned and submission.can_write(now):
        return _mend_step(submission, title, address)
    if submission.is_submitted:
        return _sent_step(submission, title, address, now)
    if not submission.can_write(now):
        return Step(
            title,
            _("Runden er lukket, og rapporten er ikke sendt inn. Ta kontakt med Helsedirektoratet."),
            button=Link(_("Se svarene"), address),
        )
    if progress.standing is Reached.SENT:
        text, label = (
            _("Rapporten er åpnet for endring. Husk å sende den inn på nytt."),
            _("Fortsett med rapporten"),
        )
    elif progress.standing is Reached.BEGUN:
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
        _deadline_of(submission, now),
        done=progress.answered,
        total=sum(1 for _question in round_.form.questions),
        button=Link(label, address),
    )


def _deadline_of(submission: Submission, now: datetime) -> str:
    """Return the round's deadline, or the centre's own last day when the round has closed."""
    if submission.round.has_closed(now) and submission.open_until_day:
        away = days_away((submission.open_until_day - timezone.localdate(now)).days)
        words = _("Runden er lukket, men åpen for dere til og med %(day)s, %(away)s.")
        return words % {"day": day(submission.open_until_day), "away": away}
    return deadline_in_words(submission.round, timezone.localdate(now))


def _mend_step(submission: Submission, title: str, address: str) -> Step:
    until = submission.open_until_day
    return Step(
        title,
        _(
            "Helsedirektoratet har lest rapporten og sendt den tilbake. Se hva som skal rettes, og send inn på nytt."
        ),
        _("Send inn på nytt innen %(day)s.") % {"day": day(until)} if until else "",
        button=Link(_("Se hva som skal rettes"), address),
    )


def _sent_step(submission: Submission, title: str, address: str, now: datetime) -> Step:
    progress = progress_of(submission)
    sent = day(progress.sent_at) if progress.sent_at else ""
    if submission.is_approved:
        text = _("Rapporten er lest og godkjent. Dere trenger ikke gjøre noe mer.")
    else:
        text = _("Rapporten ble sendt inn %(day)s. Takk! Dere trenger ikke gjøre noe mer nå.") % {"day": sent}
    if submission.can_move("take_back", now):
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


@dataclass(frozen=True, slots=True)
class Standing:
    """A round as the Directorate's step sees it: how far the centres have come, and whether its report is published."""

    round: Round
    counted: Count
    published: bool

    def is_done(self, now: datetime) -> bool:
        """Whether nothing awaits: the report is published, and no report waits to be read."""
        return self.published and not self.counted.to_read


def directorate_panel(
    name: str, rounds: Sequence[Standing], now: datetime, letters: int = 0, follow_ups: int = 0
) -> Panel:
    """Return the Directorate's panel from all rounds, the newest first: the step of the one that most needs it.

    ``letters`` is how many were not sent, or perhaps not, so that somebody must decide about them; ``follow_ups`` how
    many marks are open.
    """
    current = _current(rounds, now)
    links = tuple(
        Link(_("Årsrapport %(year)s") % {"year": each.round.report_year}, _round_address(each.round))
        for each in rounds
        if each is not current
    )
    title = _("Andre runder") if links else ""
    waiting = _waiting_links(letters, follow_ups)
    if waiting:
        title, links = _("Mer å se på"), (*waiting, *links)
    if current is None:
        step = Step(
            _("Ingen runde er planlagt"),
            _("Når en runde er åpen, ser du her hvem som har svart."),
            button=Link(_("Planlegg en runde"), reverse("web:plan_round")),
        )
        return Panel(name, step, title, links)
    return Panel(name, _directorate_step(current, now), title, links)


def _waiting_links(letters: int, follow_ups: int) -> tuple[Link, ...]:
    links = [_letters_link(letters)] if letters else []
    if follow_ups:
        words = ngettext(
            "Én ting skal følges opp",
            "%(number)s ting skal følges opp",
            follow_ups,
        )
        links.append(Link(words % {"number": follow_ups}, reverse("web:follow_ups")))
    return tuple(links)


def _letters_link(letters: int) -> Link:
    words = ngettext(
        "%(number)s brev er kanskje ikke sendt", "%(number)s brev er kanskje ikke sendt", letters
    )
    return Link(words % {"number": letters}, reverse("web:letters"))


def _current(rounds: Sequence[Standing], now: datetime) -> Standing | None:
    """Return the newest round that has opened and is not done, else the newest."""
    waiting = (each for each in rounds if each.round.has_opened(now) and not each.is_done(now))
    return next(waiting, rounds[0] if rounds else None)


def _directorate_step(standing: Standing, now: datetime) -> Step:
    """What awaits, in the order of a round's life: it opens, answers come and are read, the report is published."""
    round_, counted = standing.round, standing.counted
    title = _("Årsrapport %(year)s") % {"year": round_.report_year}
    if not round_.has_opened(now):
        return _planned_step(standing, title)
    if counted.to_read:
        return _reading_step(standing, title, now)
    if standing.published:
        return _published_step(standing, title)
    if counted.missing and not round_.has_closed(now):
        return _waiting_step(standing, title, now)
    return _report_step(standing, title)


def _planned_step(standing: Standing, title: str) -> Step:
    return Step(
        title,
        _("Runden er planlagt, og åpner %(moment)s. Den dekker %(centres)s sentraler.")
        % {"moment": moment(standing.round.opens_at), "centres": standing.counted.centres},
        button=Link(_("Se planen"), _round_address(standing.round)),
        quiet=True,
    )


def _waiting_step(standing: Standing, title: str, now: datetime) -> Step:
    text = f"{_sent_words(standing.counted)} {_begun_words(standing.counted)}"
    deadline = deadline_in_words(standing.round, timezone.localdate(now))
    return Step(
        title, text, deadline, button=Link(_("Se hvem som har svart"), _round_address(standing.round))
    )


def _reading_step(standing: Standing, title: str, now: datetime) -> Step:
    counted = standing.counted
    waits = ngettext(
        "%(number)s rapport venter på å bli lest.",
        "%(number)s rapporter venter på å bli lest.",
        counted.to_read,
    ) % {"number": counted.to_read}
    missing = bool(counted.missing) and not standing.round.has_closed(now)
    return Step(
        title,
        f"{waits} {_sent_words(counted)}",
        deadline_in_words(standing.round, timezone.localdate(now)) if missing else "",
        button=Link(_("Les rapportene"), f"{_round_address(standing.round)}?vis=sendt-inn#sentralene"),
    )


def _report_step(standing: Standing, title: str) -> Step:
    """All that will come has come and is read, or is back at the centres."""
    counted, round_ = standing.counted, standing.round
    if not counted.sent:
        words = _("Runden er lukket, og ingen sentraler har sendt inn.")
        return Step(title, words, button=Link(_("Se runden"), _round_address(round_)))
    if counted.returned:
        words = ngettext(
            "%(number)s rapport er returnert, og ligger hos sentralen.",
            "%(number)s rapporter er returnert, og ligger hos sentralene.",
            counted.returned,
        ) % {"number": counted.returned}
        return Step(
            title,
            f"{_sent_words(counted)} {words}",
            button=Link(_("Se runden"), f"{_round_address(round_)}?vis=returnert#sentralene"),
        )
    read = _("Alt som er sendt inn, er lest og godkjent.") if counted.approved == counted.sent else ""
    return Step(
        title,
        f"{_sent_words(counted)} {read}".strip(),
        button=Link(
            _("Se over og publiser rapporten"),
            reverse("web:report_preview", kwargs={"year": round_.report_year}),
        ),
    )


def _published_step(standing: Standing, title: str) -> Step:
    return Step(
        title,
        _("Rapporten er publisert. Neste skritt er å planlegge runden for året etter."),
        button=Link(_("Planlegg neste runde"), reverse("web:plan_round")),
        quiet=True,
    )


def _sent_words(counted: Count) -> str:
    if not counted.missing:
        return _("Alle %(centres)s sentraler har sendt inn.") % {"centres": counted.centres}
    words = _("%(sent)s av %(centres)s sentraler har sendt inn.")
    return words % {"sent": counted.sent, "centres": counted.centres}


def _begun_words(counted: Count) -> str:
    words = _("%(begun)s er i gang, og %(not_begun)s har ikke begynt.")
    return words % {"begun": counted.begun, "not_begun": counted.not_begun}


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
