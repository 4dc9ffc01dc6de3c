"""A centre's annual report: to fill in, look over, send, and read."""

from django.urls import path

from frisklivsnett.web.reporting import answering, changes, reading, sending, together

REPORT = "runder/<int:year>/<slug:centre_slug>/"

urlpatterns = [
    path(REPORT, reading.submission, name="submission"),
    path(f"{REPORT}lagre/", answering.save, name="save"),
    path(f"{REPORT}sammen/", together.together, name="together"),
    path(f"{REPORT}endringer/<slug:question_slug>/", changes.history, name="history"),
    path(f"{REPORT}se-over/", sending.review, name="review"),
    path(f"{REPORT}send-inn/", sending.submit, name="submit"),
    path(f"{REPORT}kvittering/", reading.receipt, name="receipt"),
    path(f"{REPORT}apne/", sending.take_back, name="take_back"),
    path(f"{REPORT}svar/", reading.answers, name="answers"),
    path(f"{REPORT}<slug:section_slug>/", answering.section, name="section"),
]
