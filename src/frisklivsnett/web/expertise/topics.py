"""The page of the shared list of topics: to propose, and for some to agree, merge and retire."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
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
    problems: dict[str, str] = {}
    if request.method == "POST":
        assert isinstance(request.user, User)
        if request.POST.get("what") != "propose":
            check_may(request.user, "agree_topics")
        try:
            messages.success(request, _do(request, request.user))
        except ValidationError as error:
            problems = _told(error, request.POST)
        else:
            return redirect("web:topics")
    return render(request, "expertise/topics.html", _page(request, problems), status=422 if problems else 200)


def _told(error: ValidationError, post: QueryDict) -> dict[str, str]:
    """Return what is wrong by the id of its field; what is about no field stands by the first one."""
    of_what = f"-{post.get('topic', '')[:60]}" if post.get("what") == "agree" else ""
    if hasattr(error, "error_dict"):
        return {f"{field}{of_what}": said[0] for field, said in error.message_dict.items()}
    return {f"name_nb{of_what}": error.messages[0]}


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
            names = {language: post.get(f"name_{language}", "")[:500] for language in agreeing.LANGUAGES}
            agreed = agreeing.agree(topic=topic, names=names, by=by)
            return _("«%(name)s» er på listen.") % {"name": topic_name(agreed)}
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


def _typed(post: QueryDict, what: str, topic: str) -> dict[str, str]:
    """Return the names that were typed in one of the page's forms; none of another."""
    mine = post.get("what") == what and post.get("topic", "") == topic
    names = (f"name_{language}" for language in agreeing.LANGUAGES)
    return {name: post.get(name, "")[:80] if mine else "" for name in names}


def _naming(topic: Topic, post: QueryDict) -> list[tuple[str, str, str, str]]:
    """Return the fields of a proposed topic's names: id, name, label and what stands in it."""
    typed = _typed(post, "agree", topic.slug)
    labels = {"nb": _("Navn på bokmål"), "nn": _("Navn på nynorsk"), "en": _("Navn på engelsk")}
    fields = ((f"name_{language}", labels[language]) for language in agreeing.LANGUAGES)
    return [
        (f"{name}-{topic.slug}", name, label, typed[name] or getattr(topic, name)) for name, label in fields
    ]


def _page(request: HttpRequest, problems: dict[str, str]) -> dict[str, object]:
    every = sorted(
        ((topic_name(topic), topic) for topic in Topic.objects.select_related("merged_into")),
        key=lambda p: p[0],
    )
    agreed = [(name, topic) for name, topic in every if topic.state == Topic.State.AGREED]
    return {
        "problems": problems,
        "typed": _typed(request.POST, "propose", ""),
        "naming": {topic.slug: _naming(topic, request.POST) for _name, topic in every},
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
