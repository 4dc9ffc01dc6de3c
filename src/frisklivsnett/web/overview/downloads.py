"""Everything that has been sent in a round, as one file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.jinja import language
from frisklivsnett.web.overview.bundle import bundle


@require_safe
@login_required
def everything(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """Send the round's reports as they are read from the database: a ZIP of tables, JSON and a page for each centre."""
    check_may(request.user, "follow_submission")
    round_ = round_or_404(year)
    mark = "-eksempeldata" if round_.sample else ""
    response = StreamingHttpResponse(
        bundle(round_, timezone.now(), language()), content_type="application/zip"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="runde-{year}-alt{mark}.zip"'
    return response
