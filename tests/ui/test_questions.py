"""Questions on the kit: what is posted, what is drawn, what a screen reader is told."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import engines
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from portal.ui import icons
from portal.ui.widgets import (
    AddressInput,
    AttachedFile,
    Checkboxes,
    DateInput,
    DateParts,
    FileSlot,
    LongText,
    MoneyInput,
    PersonalCodeInput,
    RadioButtons,
    Select,
    SingleCheckbox,
    SlotFacts,
    SlotInput,
)

SCRIPT = '"><script>alert(1)</script>'


class Everything(forms.Form):
    """One question of every kind."""

    name = forms.CharField(label="Vārds", help_text="Kā pasē")
    born = forms.Field(label="Dzimšanas datums", widget=DateInput(birth_date=True))
    home = forms.Field(label="Adrese", widget=AddressInput())
    code = forms.Field(label="Personas kods", widget=PersonalCodeInput())
    safe = forms.ChoiceField(
        label="Vai droši?",
        widget=RadioButtons(option_hints={"no": "Nerakstīsim"}),
        choices=[("yes", "Jā"), ("no", "Nē")],
    )
    wants = forms.MultipleChoiceField(label="Ko?", widget=Checkboxes(), choices=[("a", "Ēdiens"), ("b", "Malka")])
    who = forms.ChoiceField(label="Radniecība", widget=Select(), choices=[("d", "Meita")])
    why = forms.CharField(label="Kas notiek?", widget=LongText(max_length=1000))
    income = forms.CharField(label="Ienākumi", widget=MoneyInput())
    truth = forms.BooleanField(widget=SingleCheckbox(sentence="Ziņas ir patiesas"))
    doctor = forms.Field(label="Izziņa", widget=FileSlot(facts=SlotFacts(later=True)))


@pytest.fixture(autouse=True)
def in_latvian():
    with translation.override("lv"):
        yield


def draw(
    form: forms.Form, template: str = "{% error_summary form %}{% for one in form %}{% kit_field one %}{% endfor %}"
):
    html = engines["django"].from_string("{% load kit %}" + template).render({"form": form})
    return BeautifulSoup(html, "html.parser")


class TestWhatIsPosted:
    def test_a_date_is_three_texts_until_it_is_checked(self):
        read = DateInput().value_from_datadict
        assert read({"born-day": " 7.", "born-month": "3", "born-year": "1948"}, {}, "born") == ("7", "3", "1948")
        assert read({"born-day": "", "born-month": "", "born-year": " "}, {}, "born") is None

    @pytest.mark.parametrize("typed", [("31", "2", "2026"), ("1", "1", "48"), ("a", "1", "1948"), ("²", "1", "1948")])
    def test_what_is_no_date_is_no_date(self, typed):
        with pytest.raises(ValueError):  # noqa: PT011 - any reason will do
            DateParts(*typed).date()

    def test_a_date_is(self):
        assert DateParts("7", "03", "1948").date() == datetime.date(1948, 3, 7)

    def test_a_code_alone_is_a_latvian_code(self):
        value = PersonalCodeInput().value_from_datadict({"code": " 323456-78901 "}, {}, "code")
        assert (value["kind"], value["value"], value["confirmed"]) == ("lv", "323456-78901", False)

    def test_no_code_no_answer(self):
        assert PersonalCodeInput().value_from_datadict({"code": "", "code-kind": "lv"}, {}, "code") is None

    @pytest.mark.parametrize(
        ("posted", "kind", "value"),
        [
            ({"code-kind": "foreign", "code-other": "AB1", "code-country": "Lietuva"}, "foreign", "AB1"),
            ({"code-kind": "forgotten", "code": ""}, "forgotten", ""),
            ({"code-kind": "lv", "code": "", "code-other": "P123"}, "document", "P123"),
            ({"code-kind": "lv", "code": "", "code-birth-year": "1948"}, "birth_date", ""),
        ],
    )
    def test_other_ways_to_say_who_someone_is_and_nothing_typed_is_lost(self, posted, kind, value):
        read = PersonalCodeInput().value_from_datadict(posted, {}, "code")
        assert (read["kind"], read["value"]) == (kind, value)

    def test_an_address_needs_no_more_than_one_line(self):
        read = AddressInput().value_from_datadict
        assert read({"home": "Lazdas"}, {}, "home") == {"line": "Lazdas", "city": "", "postcode": ""}
        assert read({"home": " "}, {}, "home") is None

    def test_a_slot_takes_several_files_a_promise_and_removals(self):
        files = MultiValueDict({"doctor": [SimpleUploadedFile("a.pdf", b"1"), SimpleUploadedFile("b.pdf", b"2")]})
        read = FileSlot().value_from_datadict(
            QueryDict("doctor-later=1&doctor-remove=x&doctor-remove="), files, "doctor"
        )
        assert [file.name for file in read.files] == ["a.pdf", "b.pdf"]
        assert (read.later, read.remove) == (True, ("x",))
        assert FileSlot().value_from_datadict(QueryDict(""), MultiValueDict(), "doctor") == SlotInput()


class TestWhatIsDrawn:
    def test_names_follow_the_portals_doors(self):
        page = draw(Everything())
        names = {one.get("name") for one in page.select("input, select, textarea")}
        assert {"born-day", "born-month", "born-year", "code", "home", "doctor", "doctor-later"} <= names

    def test_every_control_has_a_label_and_every_id_is_there_once(self):
        page = draw(Everything({}))
        for control in page.select("input, select, textarea"):
            assert page.select(f'label[for="{control["id"]}"]'), control
        ids = [one["id"] for one in page.select("[id]")]
        assert len(ids) == len(set(ids))

    def test_hint_and_error_are_read_out_with_the_question(self):
        page = draw(Everything({}))
        described = {one["id"] for one in page.select("[id]")}
        for one in page.select("[aria-describedby]"):
            assert set(one["aria-describedby"].split()) <= described
        name = page.select_one("#id_name")
        assert name["aria-invalid"] == "true"
        assert name["aria-describedby"] == "id_name-hint id_name-error"
        assert page.select_one("#id_name-error").get_text(" ", strip=True).startswith("Kļūda:")

    def test_a_group_of_controls_is_described_as_a_whole(self):
        legend = draw(Everything({})).find("legend", string=re.compile("Vai droši"))
        assert legend.parent["aria-describedby"] == "id_safe-error"

    def test_every_line_of_the_summary_leads_to_an_input(self):
        page = draw(Everything({}))
        links = page.select(".govuk-error-summary a")
        assert len(links) == 10
        assert all(page.select_one(link["href"]).name in {"input", "select", "textarea"} for link in links)
        assert page.select_one(".govuk-error-summary a[href='#id_born-day']")
        assert "Kļūda: pārbaudiet 10 atbildes" in page.get_text()

    def test_one_wrong_answer_is_said_in_the_singular(self):
        class One(forms.Form):
            name = forms.CharField(label="Vārds")

        assert "Kļūda: pārbaudiet 1 atbildi" in draw(One({})).get_text()

    def test_without_errors_there_is_no_summary_and_no_prefix(self):
        page = draw(Everything(), "{% title_prefix form %}|{% error_summary form %}")
        assert page.get_text(strip=True) == "|"
        assert draw(Everything({}), "{% title_prefix form %}").get_text() == "Kļūda: "

    def test_the_browser_is_not_asked_to_complain_in_its_own_language(self):
        page = draw(Everything({}))
        assert not page.select("[required], [maxlength], [pattern]")

    def test_what_was_typed_comes_back_escaped(self):
        posted = {"name": SCRIPT, "born-day": SCRIPT, "home": SCRIPT, "code": SCRIPT, "why": SCRIPT, "income": SCRIPT}
        page = draw(Everything(posted))
        assert not page.select("script")
        assert page.select_one("#id_name")["value"] == SCRIPT
        assert page.select_one("#id_born-day")["value"] == SCRIPT
        assert page.select_one("#id_code")["value"] == SCRIPT
        assert SCRIPT in page.select_one("#id_why").text

    def test_a_long_text_comes_back_letter_for_letter(self):
        html = draw(Everything({"why": "\n  Pirmā rinda\notrā"})).select_one("#id_why")
        assert html["data-limit"] == "1000"
        # A browser drops the one line break right after the tag.
        assert html.text == "\n\n  Pirmā rinda\notrā"

    def test_files_already_added_stay_with_a_button_each(self):
        form = Everything()
        form.fields["doctor"].widget.facts.attached = [AttachedFile("k1", SCRIPT, 2048)]
        button = draw(form).select_one("button[name='doctor-remove']")
        assert button["value"] == "k1"
        assert SCRIPT in button.get_text()

    def test_a_full_slot_offers_no_more_files(self):
        form = Everything()
        form.fields["doctor"].widget.facts = SlotFacts(max_files=1, attached=[AttachedFile("k1", "a.pdf", 1)])
        assert not draw(form).select("input[type=file]")

    def test_the_other_ways_are_unfolded_when_one_was_chosen(self):
        assert not draw(Everything({"code": "1"})).select("details[open]")
        assert draw(Everything({"code-kind": "none"})).select("details[open]")

    def test_a_doubtful_code_may_be_confirmed(self):
        form = Everything({"code": "123456-12345"})
        assert not draw(form).select("[name='code-confirmed']")
        form.fields["code"].widget.ask_confirmation = True
        assert draw(form).select("[name='code-confirmed']")

    def test_one_question_alone_is_the_pages_heading(self):
        page = draw(Everything(), "{% kit_field form.name heading=True %}{% kit_field form.safe heading=True %}")
        assert [one.get_text(strip=True) for one in page.select("h1")] == ["Vārds", "Vai droši?"]


class TestPictures:
    def test_every_document_we_name_has_its_example_and_its_sign(self, settings):
        for name in icons.DOCUMENT_PICTURES:
            assert (settings.BASE_DIR / f"static/pictures/documents/{name}.svg").is_file()
            assert "<svg" in icons.svg(name)

    def test_a_name_without_a_picture_draws_nothing(self):
        page = draw(Everything(), '{% icon "none" %}{% document_picture "none" %}{% document_picture "../mark" %}')
        assert page.get_text(strip=True) == ""
        assert not page.select("img, svg")

    def test_a_picture_is_silent_unless_it_is_named(self):
        assert 'aria-hidden="true"' in icons.svg("phone")
        assert 'aria-label="Tālrunis &amp; pasts"' in icons.svg("phone", "Tālrunis & pasts")
