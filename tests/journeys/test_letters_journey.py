"""Letters in a browser: the pages are accessible, and an adviser changes a text and reminds."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.actions import give_role
from frisklivsnett.registry.models import Organisation, User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def adviser(registers: None) -> User:
    directorate = Organisation.objects.get(slug="helsedirektoratet")
    user = User.objects.create_user("dina@example.org", name="Dina Dahl")
    give_role(user=user, organisation=directorate, kind="adviser", starts_on=date(2023, 1, 1), by=None)
    return user


def test_an_adviser_writes_a_reminder_sees_it_and_sends_it(
    new_page: Callable[..., "Page"],
    log_in: Callable[..., None],
    check_accessible: Callable[..., None],
    tana: Submission,
    alice: User,
    adviser: User,
    settings: Any,
) -> None:
    today = timezone.localdate()
    Round.objects.update(
        opens_at=timezone.now() - timedelta(days=2), deadline=today + timedelta(days=20), closes_at=None
    )
    page = new_page(width=320)
    log_in(page, adviser)
    page.goto("/runder/2024/")
    page.get_by_role("link", name="Brev og påminnelser").click()
    check_accessible(page)
    page.get_by_role("link", name="Endre tekstene").click()
    check_accessible(page)
    page.get_by_role("link", name=re.compile("Bokmål.*Påminnelse før fristen")).click()
    page.get_by_label("Emne").fill("Husk {frst}")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_role("alert")).to_contain_text("Mente du «{frist}»?")
    check_accessible(page)
    page.get_by_label("Emne").fill("Husk {frist}")
    page.get_by_role("button", name="Forhåndsvis").click()
    expect(page.locator(".letter__subject")).to_contain_text("Husk ")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Teksten er lagret.")).to_be_visible()
    check_accessible(page)

    page.goto("/runder/2024/brev/plan/")
    check_accessible(page)
    page.goto("/runder/2024/brev/")
    page.get_by_role("link", name="Send nå til Tana").click()
    check_accessible(page)
    page.get_by_role("button", name="Send påminnelsen").click()
    expect(page.get_by_text("Påminnelsen er på vei til Tana.")).to_be_visible()
    page.get_by_role("link", name="Alice").click()
    expect(page.locator(".letter__subject")).to_contain_text("Husk ")
    check_accessible(page)
    assert Letter.objects.get().user == alice

    settings.DEMO = True
    page.goto("/postkasse/")
    check_accessible(page)
    page.locator("a.letter-list__subject").click()
    check_accessible(page)
    page.get_by_role("link", name="/runder/2024/tana/").click()
    expect(page).to_have_url(re.compile("/runder/2024/tana/"))
