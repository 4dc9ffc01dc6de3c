"""The overview of a round as a file for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frisklivsnett.core.tables import safe_cell
from frisklivsnett.web.overview.rows import Row


def csv_of(rows: Sequence[Row], questions: int, *, sample: bool) -> bytes:
    """Return the rows as CSV the way a Norwegian spreadsheet opens it: semicolons, and UTF-8 with its mark.

    Moments are Norwegian time, ``2025-04-01 10:42``. Sample data says so on every line.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    headings = [_("Sentral"), _("Fylke"), _("Helseregion"), pgettext("column", "Status"), _("Etter fristen")]
    headings += [
        pgettext("column", "Besvart"),
        _("Spørsmål"),
        _("Sist lagret"),
        pgettext("column", "Sendt inn"),
        _("Ikke logget inn"),
        _("Åpen til og med"),
        _("Tall å se på"),
        pgettext("column", "Følges opp"),
    ]
    if sample:
        headings.append(_("Merknad"))
    writer.writerow(headings)
    for row in rows:
        cells = [row.name, row.county, row.region, row.standing.words, _("ja") if row.late else _("nei")]
        cells += [str(row.answered), str(questions), _instant(row.saved_at), _instant(row.sent_at)]
        cells += [_("ja") if row.absent else _("nei"), row.until.isoformat() if row.until else ""]
        cells += [str(row.odd), str(row.marks)]
        if sample:
            cells.append(_("Eksempeldata"))
        writer.writerow([safe_cell(cell) for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def _instant(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
