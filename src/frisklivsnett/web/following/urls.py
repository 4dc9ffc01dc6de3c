"""Reading a centre's report, returning and approving it; mending it; what is to be followed up."""

from django.urls import path

from frisklivsnett.web.following import commenting, marks, mending, moving, reading

REPORT = "runder/<int:year>/<slug:centre_slug>/"

urlpatterns = [
    path("oppfolging/", marks.follow_ups, name="follow_ups"),
    path("oppfolging/<int:mark>/lukk/", marks.close, name="close_follow_up"),
    path(f"{REPORT}lesing/", reading.read, name="following"),
    path(f"{REPORT}lesing/kommentar/", commenting.comment, name="comment"),
    path(f"{REPORT}lesing/folg-opp/", commenting.mark, name="follow_up"),
    path(f"{REPORT}lesing/returner/", moving.return_report, name="return_report"),
    path(f"{REPORT}lesing/godkjenn/", moving.approve, name="approve"),
    path(f"{REPORT}lesing/opphev/", moving.unapprove, name="unapprove"),
    path(f"{REPORT}lesing/hent/", moving.recall, name="recall"),
    path(f"{REPORT}lesing/gjenapne/", moving.reopen, name="reopen"),
    path(f"{REPORT}rett/", mending.mend, name="mend"),
    path(f"{REPORT}rett/<int:comment>/", mending.answer, name="answer_comment"),
]
