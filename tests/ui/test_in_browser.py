"""In a real Chromium: the policy stops nothing we need, and the kit's script does what it promises."""

import pytest
from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from wagtail.models import Locale, Page

from portal import urls
from portal.people.models import StaffUser
from portal.ui.widgets import AttachedFile, DateInput, FileSlot, LongText, PersonalCodeInput, SlotFacts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
RECEIVED: list[dict] = []


class Step(forms.Form):
    """A step with the controls that have a script."""

    born = forms.Field(label="Dzimšanas datums", widget=DateInput())
    code = forms.Field(label="Personas kods", widget=PersonalCodeInput(), required=False)
    why = forms.CharField(label="Kas notiek?", widget=LongText(max_length=20), required=False)
    doctor = forms.Field(label="Izziņa", widget=FileSlot(facts=SlotFacts(max_bytes=1000)), required=False)


def step(request):
    form = Step(request.POST or None, request.FILES or None)
    if request.method == "POST":
        RECEIVED.append({"post": request.POST.dict(), "files": [file.name for file in request.FILES.getlist("doctor")]})
        form.fields["doctor"].widget.facts.attached = [AttachedFile("k1", name, 9) for name in RECEIVED[-1]["files"]]
    template = (
        "{% extends 'plain.html' %}{% load kit %}{% block title %}{% title_prefix form %}Solis{% endblock %}{% block main %}"
        "{% error_summary form %}<h1>Solis</h1><form id='step' method='post' enctype='multipart/form-data'>{% csrf_token %}"
        "{% for one in form %}{% kit_field one %}{% endfor %}<button id='continue' class='govuk-button'>Tālāk</button></form>"
        "{% endblock %}"
    )
    return HttpResponse(engines["django"].from_string(template).render({"form": form}, request))


urlpatterns = [path("solis/", step), *urls.urlpatterns]


@pytest.fixture
def solis(live_server, settings, page_with_complaints):
    settings.ROOT_URLCONF = __name__
    RECEIVED.clear()
    page, complaints = page_with_complaints
    page.goto(f"{live_server.url}/solis/")
    return page, complaints


@pytest.fixture
def admin(live_server, page_with_complaints):
    Locale.objects.get_or_create(language_code="lv")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Sakne", slug="root")
    child = root.add_child(title="Lapa", slug="lapa-redaktoram")
    StaffUser.objects.create_superuser("administratore", password="gara-parole-123")
    page, complaints = page_with_complaints
    page.goto(f"{live_server.url}/konts/login/?next=/admin/")
    page.fill("#id_login", "administratore")
    page.fill("#id_password", "gara-parole-123")
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page, complaints, child


class TestTheAdminUnderThePolicy:
    def test_the_page_editor_opens_with_its_date_picker(self, admin, live_server):
        page, complaints, child = admin
        page.goto(f"{live_server.url}/admin/pages/{child.pk}/edit/")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("Boolean(jQuery('#id_go_live_at').data('xdsoft_datetimepicker'))")
        assert complaints == []

    def test_date_pickers_of_a_report(self, admin, live_server):
        page, complaints, _child = admin
        page.goto(f"{live_server.url}/admin/reports/site-history/")
        page.wait_for_load_state("networkidle")
        started = page.eval_on_selector_all(
            "input[id^=id_timestamp]", "all => all.map(one => Boolean(jQuery(one).data('xdsoft_datetimepicker')))"
        )
        assert started == [True, True]
        assert complaints == []

    def test_a_row_is_added_to_a_list(self, admin, live_server):
        page, complaints, _child = admin
        page.goto(f"{live_server.url}/admin/snippets/people/unit/add/")
        page.click("#id_opening_hours-ADD")
        page.wait_for_function("document.querySelector('#id_opening_hours-TOTAL_FORMS').value === '1'")
        assert complaints == []

    def test_a_page_is_chosen(self, admin, live_server):
        page, complaints, child = admin
        page.goto(f"{live_server.url}/admin/redirects/add/")
        page.click("[data-chooser-action-choose]")
        page.click(f".modal-body a.choose-page[data-id='{child.pk}']")
        page.wait_for_function(f"document.querySelector('[name=redirect_page]').value === '{child.pk}'")
        assert complaints == []


class TestTheStep:
    def test_an_error_is_shown_first_and_leads_to_its_input(self, solis):
        page, complaints = solis
        page.click("#continue")
        page.wait_for_function("document.activeElement.id === 'error-summary'")
        assert page.title().startswith("Kļūda:")
        page.click("#error-summary a")
        assert page.evaluate("document.activeElement.id") == "id_born-day"
        assert complaints == []

    def test_characters_are_counted_as_people_count_them(self, solis):
        page, _complaints = solis
        assert page.inner_text("#id_why-limit") == "Līdz 20 rakstzīmēm."
        page.fill("#id_why", "ā" * 18)
        assert page.inner_text("#id_why-limit") == "Atlikušas rakstzīmes: 2"
        page.fill("#id_why", "👩‍🦽" + "ā" * 20)
        assert page.inner_text("#id_why-limit").startswith("Liekas rakstzīmes:")

    def test_only_the_boxes_of_the_chosen_kind_are_shown(self, solis):
        page, _complaints = solis
        page.click("details summary")
        assert not page.is_visible("#id_code-other")
        page.check("#id_code-kind-foreign")
        assert page.is_visible("#id_code-other")
        assert not page.is_visible("#id_code-issuer")
        page.check("#id_code-kind-forgotten")
        assert not page.is_visible("#id_code-other")
        assert page.is_visible("#id_code-birth-day")

    def test_a_chosen_file_goes_at_once_and_the_page_says_so(self, solis):
        page, complaints = solis
        page.fill("#id_why", "Rakstu")
        page.set_input_files("#id_doctor", {"name": "izziņa.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
        page.wait_for_selector(".d-file")
        assert RECEIVED[-1]["files"] == ["izziņa.pdf"]
        assert RECEIVED[-1]["post"]["attach"] == "doctor"
        assert page.input_value("#id_why") == "Rakstu"
        assert complaints == []

    def test_a_file_that_is_too_large_is_refused_before_it_is_sent(self, solis):
        page, _complaints = solis
        page.set_input_files("#id_doctor", {"name": "liels.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1001})
        assert "lielāks par" in page.inner_text("#id_doctor-too-large")
        assert RECEIVED == []

    def test_without_a_script_the_same_step_takes_the_file(self, live_server, settings, browser):
        settings.ROOT_URLCONF = __name__
        RECEIVED.clear()
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{live_server.url}/solis/")
        assert page.is_visible("button[name=attach]")
        page.set_input_files("#id_doctor", {"name": "izziņa.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
        page.click("button[name=attach]")
        page.wait_for_selector(".d-file")
        assert RECEIVED[-1]["files"] == ["izziņa.pdf"]

    @pytest.mark.parametrize("width", [320, 1280])
    def test_nothing_sticks_out_and_axe_finds_nothing(self, solis, settings, width):
        page, _complaints = solis
        page.set_viewport_size({"width": width, "height": 800})
        page.click("#continue")
        page.wait_for_selector("#error-summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate((settings.BASE_DIR / "node_modules/axe-core/axe.min.js").read_text())
        assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []
