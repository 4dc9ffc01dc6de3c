"""The addresses of agreements. One is named by its centre and the year in which it begins."""

from django.urls import path

from frisklivsnett.web.agreements import changing, giving, views

urlpatterns = [
    path("avtaler/", views.agreements, name="agreements"),
    path("avtaler/ny/", giving.choose, name="choose_for_agreement"),
    path("avtaler/ny-sentral/", giving.new_centre, name="new_centre"),
    path("avtaler/<slug:organisation_slug>/", views.of_centre, name="centre_agreements"),
    path("avtaler/<slug:organisation_slug>/ny/", giving.give, name="give_agreement"),
    path("avtaler/<slug:organisation_slug>/<int:start>/forleng/", changing.extend, name="extend_agreement"),
    path("avtaler/<slug:organisation_slug>/<int:start>/avslutt/", changing.end, name="end_agreement"),
    path("avtaler/<slug:organisation_slug>/<int:start>/rett/", changing.correct, name="correct_agreement"),
    path("avtaler/<slug:organisation_slug>/<int:start>/slett/", changing.remove, name="remove_agreement"),
]
