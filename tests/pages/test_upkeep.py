"""Editors are told in time what to look at, what contradicts, what leads nowhere and what is hard to read."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import Page, PageLogEntry, Revision

from eservices.catalogue.models import DocumentRequirement, DocumentType, Fee, Regulation, Service
from eservices.definitions.versions import live_version, plan_for
from pages.models import ContactsPage, ContentPage, FeeSchedulePage, OfficeSettings, OutsideLink, ServicePage
from pages.models.care import LeftAsItIs, ReviewReminder
from pages.upkeep import asking_outside
from pages.upkeep.contradicting import contradicting
from pages.upkeep.links import Known, broken, broken_on, outside
from pages.upkeep.reviewing import note_checked, remind, send, to_review
from pages.upkeep.wording import advice_on
from portal.people.models import StaffUser
from portal.working_days import calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]
REVIEW = "/admin/upkeep/review/"


@pytest.fixture
def editor():
    return StaffUser.objects.get(username="redaktore")


@pytest.fixture
def browser(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def service():
    return ServicePage.objects.get(slug="aprupe-majas", locale__language_code="lv")


@pytest.fixture
def note(editor):
    page = ContentPage(title="Ziņa", slug="zina-redaktorei", owner=editor, checked=calendar.today())
    return Page.objects.get(slug="sakums").specific.add_child(instance=page)


def lines(place):
    with translation.override("lv"):
        return [f"{line.what} {line.todo}" for line in contradicting() if line.place == place]


def due_in(page, days):
    Page.objects.get(pk=page.pk)
    type(page).objects.filter(pk=page.pk).update(review_by=calendar.today() + timedelta(days=days))


def test_a_check_sets_both_days_everywhere_and_publishes_nothing(service, editor):
    service.title = "Vēl nepublicēts nosaukums"
    draft = service.save_revision()
    note_checked(ServicePage.objects.get(pk=service.pk), editor)
    page = ServicePage.objects.get(pk=service.pk)
    assert (page.checked, page.review_by) == (calendar.today(), calendar.add_months(calendar.today(), 6))
    assert page.title == "Aprūpe mājās"
    draft = Revision.objects.get(pk=draft.pk)
    assert draft.content["checked"] == calendar.today().isoformat()
    draft.publish()
    assert ServicePage.objects.get(pk=service.pk).checked == calendar.today()
    assert PageLogEntry.objects.filter(action="pages.checked", user=editor, page=page.pk).count() == 1


def test_one_click_in_the_report_and_residents_see_the_day(service, browser):
    due_in(service, -1)
    html = browser.get(REVIEW).content.decode()
    assert "1 lapa kavējas" in html
    assert browser.post(f"{REVIEW}{service.pk}/").status_code == 302
    assert "0 lapu kavējas" in browser.get(REVIEW).content.decode()
    today = f"{calendar.today():%d.%m.%Y}"
    assert f"Lapa pārbaudīta {today}" in Client().get("/lv/pakalpojumi/aprupe-majas/").content.decode()


def test_only_editors_see_reports_and_note_checks(service):
    other = Client()
    other.force_login(StaffUser.objects.get(username="lietvede"))
    for path in (REVIEW, "/admin/upkeep/links/", f"/admin/upkeep/advice/{service.pk}/"):
        assert other.get(path).status_code in {302, 403, 404}
    other.post(f"{REVIEW}{service.pk}/")
    assert not PageLogEntry.objects.filter(action="pages.checked").exists()


@pytest.mark.parametrize(("days", "told"), [(15, 0), (14, 1), (0, 1), (-20, 0)])
def test_who_looks_after_a_page_is_told_two_weeks_before_and_on_the_day(service, editor, days, told):
    due_in(service, days)
    remind()
    remind()
    assert ReviewReminder.objects.count() == told
    for reminder in ReviewReminder.objects.all():
        send(reminder)
    assert len(mail.outbox) == told
    if told:
        assert mail.outbox[0].to == [editor.email]
        assert mail.outbox[0].subject == "Pārskatāmās lapas"
        assert "- Aprūpe mājās (līdz" in mail.outbox[0].body


def test_nobody_is_reminded_twice_of_the_same_nor_of_what_was_checked_meanwhile(service, editor, monkeypatch):
    due_in(service, 14)
    remind()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    remind()
    reminder = ReviewReminder.objects.get()
    note_checked(service, editor)
    send(reminder)
    assert mail.outbox == []


def test_the_author_is_told_where_nobody_looks_after_a_page(note, editor):
    due_in(note, 0)
    assert next(each for each in to_review() if each.page.pk == note.pk).who == editor


def test_a_price_that_ends_is_told_before_residents_miss_it():
    assert lines("Vienu reizi nedēļā") == []
    Fee.objects.filter(item_code="home_care_1x", valid_until=None).update(
        valid_until=date(calendar.today().year, 12, 31)
    )
    (line,) = lines("Vienu reizi nedēļā")
    assert "nav spēkā nevienas summas" in line


def test_a_former_regulation_is_told_of_the_service_and_its_amounts():
    Regulation.objects.filter(code="sn_pakalpojumi").update(current=False)
    assert any("vairs nav spēkā" in line for line in lines("Aprūpe mājās"))
    assert any("vairs nav spēkā" in line for line in lines("Vienu reizi nedēļā: 28.46 EUR"))


def test_a_form_of_a_service_that_is_not_offered_and_papers_that_differ():
    service = Service.objects.get(eservices__key="aprupe-majas", eservices__locale__language_code="lv")
    before = lines("Aprūpe mājās")
    version = live_version("aprupe-majas")
    insisted = {slot["document"] for slot in plan_for(version).slots() if slot["requirement"] == "required"}
    DocumentRequirement.objects.filter(service=service, document_code__in=insisted).delete()
    unasked = DocumentType.objects.filter(without_slot=False, locale__language_code="lv").exclude(
        code__in=[slot["document"] for slot in plan_for(version).slots()]
    )
    DocumentRequirement.objects.filter(service=service, document_code=unasked[0].code).delete()
    DocumentRequirement.objects.create(service=service, document_code=unasked[0].code, kind="resident")
    told = [line for line in lines("Aprūpe mājās") if line not in before]
    assert sum("bet pie pakalpojuma tas nav minēts" in line for line in told) == len(insisted)
    assert sum("bet veidlapā tam nav vietas" in line for line in told) == 1
    Service.objects.filter(pk=service.pk).update(active=False)
    assert any("nesniedzam" in line for line in lines("Aprūpe mājās"))


def test_amounts_and_phones_typed_by_hand(note, browser):
    note.summary = "Maksā 28,46 €, 1 200 EUR, 5 eiro vai €285. Zvaniet 60 999 999, 112 vai 116 006. Nr. 20, 2026. gads."
    note.save()
    told = lines("Ziņa")
    assert [line.split("„")[1].split("”")[0] for line in told[:4]] == ["28,46 €", "1 200 EUR", "5 eiro", "€285"]
    assert "60 999 999" in told[4]
    assert len(told) == 5
    assert "28,46 €" in browser.get(f"/admin/upkeep/advice/{note.pk}/").content.decode()


def test_an_example_and_the_offices_own_phones_are_nothing_to_check(note):
    OfficeSettings.objects.update(data_contact="dati@paraugnovads.example, 60 999 998", shelter_phone="60 999 997")
    note.summary = "Zvaniet 60 999 998 vai 60 999 997. Piemēram, divi saņem 300 € un 200 €. Kopā 500 €."
    note.save()
    assert lines("Ziņa") == []
    note.summary = "Maksā 300 €. Piemēram, par diviem 600 €."
    note.save()
    assert len(lines("Ziņa")) == 1


def test_what_is_old_and_translations_behind_the_latvian(service):
    contacts = ContactsPage.objects.filter(locale__language_code="lv")
    contacts.update(checked=calendar.today() - timedelta(days=400))
    FeeSchedulePage.objects.filter(locale__language_code="lv").update(checked=None)
    ServicePage.objects.filter(pk=service.pk).update(last_published_at=timezone.now())
    assert any("senāk nekā pirms gada" in line for line in lines(contacts.get().title))
    assert any("Neviens nav pārbaudījis" in line for line in lines("Cenrādis"))
    english = service.get_translation(Page.objects.get(slug="sakums-en").locale)
    assert any("šis tulkojums" in line or "tulkojums – agrāk" in line for line in lines(english.title))


def test_links_that_lead_nowhere(note, service):
    hidden = ContentPage.objects.get(slug="privatums", locale__language_code="lv")
    hidden.unpublish()
    texts = {
        f'<a linktype="page" id="{service.pk}">laba</a>': "",
        f'<a linktype="page" id="{hidden.pk}">slēpta</a>': "nav publicēta visiem",
        '<a linktype="page" id="999999">dzēsta</a>': "Lapa ir izdzēsta",
        '<a linktype="document" id="999999">fails</a>': "Fails ir izdzēsts",
        '<a href="/lv/pakalpojumi/aprupe-majas/#price">enkurs</a>': "",
        '<a href="/lv/nav-tadas/">nav</a>': "Šādas lapas vietnē nav",
        '<a href="tel:112">tālrunis</a> <a href="https://likumi.lv/x">ārā</a>': "",
    }
    known = Known()
    with translation.override("lv"):
        for source, fault in texts.items():
            note.body = [("text", f"<p>{source}</p>")]
            found = [advice.told for advice in broken_on(note, known)]
            assert (fault in found[0] and len(found) == 1) if fault else found == [], source
    note.save()
    assert "https://likumi.lv/x" in {each.url for each in outside()}
    assert not list(broken())


def test_long_sentences_clerks_words_and_pictures_without_words(note):
    note.summary = "Saskaņā ar noteikumiem. " + "Vārds " * 21
    note.body = [("text", '<p>Īsi.</p><embed embedtype="image" id="1" format="left" alt="">')]
    with translation.override("lv"):
        told = " ".join(advice.told for advice in advice_on(note))
    assert "vienkāršāk: pēc, kā nosaka" in told
    assert "21" in told
    assert "Attēlam nav apraksta" in told


class TestWhatStaysAsItIs:
    CONTRADICTIONS = "/admin/upkeep/contradictions/"

    @pytest.fixture
    def named(self, note):
        note.body = [("text", "<p>Zvaniet 67 000 000. Ieeja 2,50 €.</p>")]
        note.save()
        return note

    def leave(self, browser, page, about, **more):
        address = f"{self.CONTRADICTIONS}{page.pk}/leave/"
        answer = browser.post(address, {"about": about} | more, follow=True).content.decode()
        return answer, *re.split(r"<h2[^>]*>\s*Atstāts, kā ir", answer.split("<main")[1])

    def test_it_moves_to_the_foot_of_the_report_and_says_who_left_it(self, browser, named, editor):
        told, above, below = self.leave(browser, named, "2,50 €")
        assert "Lapā „Ziņa” tas paliek, kā ir." in told
        assert "2,50 €" not in above.split("<table", 1)[1]
        assert "67 000 000" in above
        assert "2,50 €" in below
        assert f"{editor}, {calendar.today():%d.%m.%Y}" in below
        assert "67 000 000" not in below
        entry = PageLogEntry.objects.filter(page=named.pk, action="pages.left_as_it_is").get()
        assert (entry.user, entry.data) == (editor, {"about": "2,50 €"})
        assert "Atstāts, kā ir: „2,50 €”" in browser.get(f"/admin/pages/{named.pk}/history/").content.decode()

    def test_the_page_editor_does_not_advise_on_it_any_more(self, browser, named):
        advice = f"/admin/upkeep/advice/{named.pk}/"
        named.save_revision()
        assert "2,50 €" in browser.get(advice).content.decode()
        self.leave(browser, named, "2,50 €")
        panel = browser.get(advice).content.decode()
        assert "2,50 €" not in panel
        assert "67 000 000" in panel

    @pytest.mark.parametrize("why", ["other words", "a year later", "taken back"])
    def test_it_is_told_again(self, browser, named, why):
        self.leave(browser, named, "2,50 €")
        if why == "other words":
            named.body = [("text", "<p>Ieeja 2,70 €.</p>")]
            named.save()
        elif why == "a year later":
            LeftAsItIs.objects.update(day=calendar.add_months(calendar.today(), -12))
        else:
            self.leave(browser, named, "2,50 €", again="")
            assert PageLogEntry.objects.filter(page=named.pk, action="pages.told_again").exists()
        report = browser.get(self.CONTRADICTIONS).content.decode()
        assert ("2,70 €" if why == "other words" else "2,50 €") in report
        assert "Atstāts, kā ir" not in report

    def test_what_the_page_does_not_say_any_more_is_not_noted(self, browser, named):
        for about in ("9,99 €", "", "x" * 100_000, "\0"):
            told, *_parts = self.leave(browser, named, about)
            assert "šādas rindas tur vairs nav" in told
        assert not LeftAsItIs.objects.exists()

    def test_only_who_may_edit_the_page_leaves_it(self, named):
        lawyer, stranger = Client(), Client()
        lawyer.force_login(StaffUser.objects.get(username="juriste"))
        for client, sent_to in ((lawyer, "/admin/"), (stranger, "/konts/login/")):
            answer = client.post(f"{self.CONTRADICTIONS}{named.pk}/leave/", {"about": "2,50 €"})
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, sent_to)
        assert not LeftAsItIs.objects.exists()


def test_a_renamed_page_is_found_at_its_old_address_in_each_language(service, django_capture_on_commit_callbacks):
    english = service.get_translation(Page.objects.get(slug="sakums-en").locale).specific
    for page, language in ((service, "lv"), (english, "en")):
        old = f"/{language}/pakalpojumi/aprupe-majas/"
        assert Client().get(old).status_code == 200
        page.slug = "palidziba-majas"
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        answer = Client().get(old)
        assert (answer.status_code, answer["Location"]) == (301, f"/{language}/pakalpojumi/palidziba-majas/")


def test_reports_open_and_are_in_the_menu(browser):
    first_page = browser.get("/admin/").content.decode()
    for name in ("contradictions", "links", "words"):
        assert browser.get(f"/admin/upkeep/{name}/").status_code == 200
        assert f"/admin/upkeep/{name}/" in first_page
    assert browser.get("/admin/upkeep/nothing/").status_code == 404
    review = browser.get(REVIEW).content.decode()
    assert re.search(r"<title>\s*Pārskatāmās lapas", review)
    assert "Viegli lasīt: Aprūpe mājās</a>" in review


def test_the_guide_is_in_the_admin_and_leads_to_no_other(browser):
    first_page = browser.get("/admin/").content.decode()
    assert first_page.count("/admin/upkeep/guide/") >= 2
    assert "guide.wagtail.org" not in first_page
    guide = browser.get("/admin/upkeep/guide/").content.decode()
    for address in re.findall(r'href="(/admin/upkeep/[^"]+)"', guide):
        assert browser.get(address).status_code == 200
    for name in (
        "Jauna summa no noteiktas dienas",
        "Pārbaudīju, viss ir pareizi",
        "Adrese un meklētāji",
        "Ko neatrada",
    ):
        assert name in guide
    other = Client()
    other.force_login(StaffUser.objects.get(username="lietvede"))
    assert other.get("/admin/upkeep/guide/").status_code == 302


def test_the_language_of_a_synonym_is_chosen_by_its_name(browser):
    form = browser.get("/admin/snippets/pages/searchsynonym/add/").content.decode()
    assert re.search(r'<option value="lv" selected[^>]*>\s*Latviski', form)
    assert "По-русски" in form


class Answered:
    def __init__(self, status):
        self.status_code = status

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return None


@pytest.fixture
def asked(monkeypatch):
    """The addresses that were asked for; each answers by the number in it."""
    urls = []

    def get(url, **options):
        urls.append(url)
        assert options["allow_redirects"] is False
        if url.endswith("silent"):
            raise asking_outside.requests.ConnectTimeout
        return Answered(int(url[-3:]))

    addresses = {"inside.example": "10.0.0.1", "own.example": "127.0.0.1"}
    monkeypatch.setattr(asking_outside.requests, "get", get)
    monkeypatch.setattr(asking_outside, "PAUSE", 0)
    monkeypatch.setattr(
        asking_outside.socket,
        "getaddrinfo",
        lambda host, port: [(2, 1, 6, "", (addresses.get(host, "93.184.215.14"), 0))],
    )
    return urls


def test_links_out_are_asked_for_only_where_the_office_wants_it(note, asked, browser):
    ends = {"200": "", "301": "", "403": "", "404": "gone", "410": "gone", "500": "broken", "silent": "silent"}
    note.body = [("text", "".join(f'<p><a href="https://cits.example/{end}">x</a></p>' for end in ends))]
    note.save()
    asking_outside.ask_outside()
    assert asked == []
    OfficeSettings.objects.update(check_links=True)
    asking_outside.ask_outside()
    found = {link.url.rsplit("/")[-1]: link.fault for link in OutsideLink.objects.filter(url__contains="cits.example")}
    assert found == ends
    assert "šādas lapas vairs nav" in browser.get("/admin/upkeep/links/").content.decode()
    note.body = []
    note.save()
    asking_outside.ask_outside()
    assert not OutsideLink.objects.filter(url__contains="cits.example").exists()


@pytest.mark.parametrize("host", ["inside.example", "own.example"])
def test_nothing_inside_our_own_network_is_asked_for(asked, host):
    assert asking_outside.fault_of(f"http://{host}/200") == "silent"
    assert asked == []
