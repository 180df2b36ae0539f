"""The accessibility statement says what Cabinet Regulation No. 445 asks for, in every language, and does not grow old unnoticed."""

import datetime
import re

import pytest
from django.test import Client

from pages.models import AccessibilityStatementPage
from portal.people.models import StaffUser
from tests.pages.reading import ADDRESS, get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]
PARTS = {
    "lv": ("daļēji", "Vēl nav pietiekami labi", "Uz ko prasības neattiecas", "15 darba dienās", "Tiesībsarg"),
    "ru": ("частично", "Пока недостаточно хорошо", "На что требования", "15 рабочих дней", "Tiesībsarg"),
    "en": ("in part", "Not good enough yet", "do not cover", "15 working days", "Tiesībsarg"),
}


@pytest.mark.parametrize("language", PARTS)
def test_it_says_what_the_regulation_asks_for(language):
    page = get(f"/{language}/pieklustamiba/").content.decode()
    main = re.search(r"<main.*</main>", page, re.S)[0]
    for part in (*PARTS[language], f"{ADDRESS}/", "445", "mailto:pieklustamiba@", "tel:+37160000000", "22.11.2026"):
        assert part in main, part
    assert 'lang="lv"' not in main
    assert "nesamērīgs slogs" not in main  # a reason nothing is named under


@pytest.mark.parametrize("language", PARTS)
def test_it_is_linked_in_the_footer_in_its_language(language):
    footer = get(f"/{language}/").content.decode().partition("<footer")[2]
    title = AccessibilityStatementPage.objects.get(locale__language_code=language).title
    assert f'href="/{language}/pieklustamiba/">{title}</a>' in footer


@pytest.mark.parametrize(("days", "reminded"), [(365, False), (366, True)])
def test_editors_are_reminded_after_a_year(days, reminded):
    reviewed = datetime.date.today() - datetime.timedelta(days=days)  # noqa: DTZ011 -- the office's own day
    AccessibilityStatementPage.objects.filter(locale__language_code="lv").update(reviewed=reviewed)
    for account, told in (("redaktore", reminded), ("lietvede", False)):
        client = Client()
        client.force_login(StaffUser.objects.get(username=account))
        assert ('id="old-statement"' in client.get("/admin/").content.decode()) is told
