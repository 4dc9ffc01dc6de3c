"""The page of the shared list of topics: to propose, and for some to agree, merge and retire."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frisklivsnett.activity import agreeing
from frisklivsnett.activity.models import Topic
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may, may_reach
from frisklivsnett.web.activity.fields import topic_name


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def topics(request: HttpRequest) -> HttpResponse:
    """Show the list, and do what a button on it says."""
    check_may(request.user, "find_expertise")
    problem = ""
    if request.method == "POST":
        assert isinstance(request.user, User)
        if request.POST.get("what") != "propose":
            check_may(request.user, "agree_topics")
        try:
            messages.success(request, _do(request, request.user))
        except ValidationError as error:
            problem = error.messages[0]
        else:
            return redirect("web:topics")
    return render(request, "expertise/topics.html", _page(request, problem), status=422 if problem else 200)


def _do(request: HttpRequest, by: User) -> str:
    """Do it, and return what to say."""
    what, post = request.POST.get("what", ""), request.POST
    if what == "propose":
        made = agreeing.propose(
            name_nb=post.get("name_nb", "")[:500], name_nn=post.get("name_nn", "")[:500], by=by
        )
        if made.state == Topic.State.PROPOSED:
            return _("«%(name)s» er foreslått.") % {"name": topic_name(made)}
        return _("«%(name)s» er på listen fra før.") % {"name": topic_name(made)}
    topic = Topic.objects.filter(slug=post.get("topic", "")[:60]).first()
    if topic is None:
        raise ValidationError(_("Temaet finnes ikke."))
    name = {"name": topic_name(topic)}
    match what:
        case "agree":
            agreeing.agree(topic=topic, by=by)
            return _("«%(name)s» er på listen.") % name
        case "retire":
            agreeing.retire(topic=topic, by=by)
            return _("«%(name)s» er tatt av listen.") % name
        case "merge":
            into = Topic.objects.filter(slug=post.get("into", "")[:60]).first()
            if into is None:
                raise ValidationError(_("Velg temaet det skal slås sammen med."))
            agreeing.merge_topics(topic=topic, into=into, by=by)
            return _("«%(name)s» er slått sammen med «%(into)s».") % {**name, "into": topic_name(into)}
    raise ValidationError(_("Velg hva som skal gjøres."))


def _page(request: HttpRequest, problem: str) -> dict[str, object]:
    every = sorted(
        ((topic_name(topic), topic) for topic in Topic.objects.select_related("merged_into")),
        key=lambda p: p[0],
    )
    agreed = [(name, topic) for name, topic in every if topic.state == Topic.State.AGREED]
    return {
        "problem": problem,
        "typed": {name: request.POST.get(name, "")[:80] for name in ("name_nb", "name_nn")},
        "agrees": may_reach(request.user, "agree_topics"),
        "agreed": agreed,
        "proposed": [(name, topic) for name, topic in every if topic.state == Topic.State.PROPOSED],
        "retired": [
            (name, topic, topic_name(topic.merged_into) if topic.merged_into else "")
            for name, topic in every
            if topic.state == Topic.State.RETIRED
        ],
        "choices": [("", _("Velg tema")), *((topic.slug, name) for name, topic in agreed)],
    }
