"""A service's facts are written once and shown by code: documents by who brings them, term, unit, law."""

from datetime import date

import pytest
from django.utils import translation
from wagtail.models import Locale

from eservices.catalogue.facts import facts_of
from eservices.catalogue.models import (
    ClockUnit,
    DocumentRequirement,
    DocumentType,
    Regulation,
    Service,
    ServiceRegulation,
)
from portal.people.models import Unit, UnitHours
from portal.working_days.terms import DecisionDay

pytestmark = pytest.mark.django_db
SATURDAY = date(2026, 11, 21)


@pytest.fixture
def service():
    unit = Unit.objects.create(code="home_care", name="Aprūpes mājās nodaļa", phone="60 000 002")
    UnitHours.objects.create(unit=unit, days="Pirmdien", hours="9.00–12.00")
    return Service.objects.create(code="home_care", name="Aprūpe mājās", executor=unit, decide_n=10)


def facts(service, language="lv", day=SATURDAY):
    with translation.override(language):
        return facts_of(service.pk, language, day)


def document(code, name="", **fields):
    return DocumentType.objects.create(code=code, name=name or code, **fields)


def asks(service, code, kind="resident", when=""):
    DocumentRequirement.objects.create(service=service, document_code=code, kind=kind, when_needed=when)


def test_documents_stand_apart_by_who_brings_them(service):
    for code in ("gp_home", "disability", "other"):
        document(code)
    asks(service, "gp_home")
    asks(service, "disability", kind="office_checks")
    asks(service, "other", kind="helps", when="Ja pietrūks.")
    found = facts(service)
    assert [each.code for each in found.brings] == ["gp_home"]
    assert [each.code for each in found.office_checks] == ["disability"]
    assert [each.when_needed for each in found.helps] == ["Ja pietrūks."]


def test_a_decision_counts_ten_working_days_from_registration_on_the_next_working_day(service):
    assert facts(service).decision(SATURDAY) == DecisionDay(date(2026, 12, 7), counts_registering=True)


def test_public_holidays_move_the_promised_date(service):
    assert facts(service).decision(date(2026, 12, 21)).day == date(2027, 1, 11)


def test_a_service_decided_at_once_promises_no_date(service):
    Service.objects.update(decide_unit=ClockUnit.AT_ONCE, decide_n=None)
    found = facts(service)
    assert found.decision(SATURDAY) is None
    with translation.override("lv"):
        assert found.deadline() == "Uzreiz"


def test_deadline_is_said_in_the_readers_language(service):
    found = facts(service)
    with translation.override("lv"):
        assert found.deadline() == "10 darba dienas pēc reģistrēšanas"
    with translation.override("ru"):
        assert found.deadline() == "10 рабочих дней после регистрации"


def test_unit_and_document_are_named_in_the_readers_language_with_latvian_hours(service):
    english = Locale.objects.create(language_code="en")
    latvian = document("gp_home", "Ģimenes ārsta izziņa", help="Palūdziet ārstam.")
    DocumentType.objects.create(
        code="gp_home",
        name="Doctor's certificate",
        help="Palūdziet ārstam.",
        locale=english,
        translation_key=latvian.translation_key,
    )
    Unit.objects.create(
        code="home_care", name="Home care unit", locale=english, translation_key=service.executor.translation_key
    )
    asks(service, "gp_home")
    found = facts(service, "en")
    assert found.unit.name == "Home care unit"
    assert found.hours == [("Pirmdien", "9.00–12.00")]
    assert found.brings[0].name == "Doctor's certificate"
    assert not found.brings[0].translated


def test_hours_are_shown_in_the_readers_language_and_kept_in_latvian_for_machines(service):
    english = Locale.objects.create(language_code="en")
    unit = Unit.objects.create(
        code="home_care", name="Home care unit", locale=english, translation_key=service.executor.translation_key
    )
    found = facts(service, "en")
    assert (found.hours_shown, found.hours_translated) == ([("Pirmdien", "9.00–12.00")], False)
    UnitHours.objects.create(unit=unit, days="Monday", hours="9.00–12.00")
    found = facts(service, "en")
    assert (found.hours_shown, found.hours_translated) == ([("Monday", "9.00–12.00")], True)
    assert found.hours == [("Pirmdien", "9.00–12.00")]


def test_a_changed_fact_is_seen_at_once(service):
    assert facts(service).unit.phone == "60 000 002"
    unit = service.executor
    unit.phone = "60 000 099"
    unit.save()
    assert facts(service).unit.phone == "60 000 099"


def test_legal_basis_names_the_clause(service):
    law = Regulation.objects.create(code="sn", title="Saistošie noteikumi Nr. 20")
    ServiceRegulation.objects.create(service=service, regulation=law, clause="15.–27. punkts")
    (basis,) = facts(service).legal
    assert (basis.title, basis.clause) == ("Saistošie noteikumi Nr. 20", "15.–27. punkts")


def test_facts_cost_the_same_for_one_document_and_for_three(service, django_assert_num_queries):
    document("one")
    asks(service, "one")
    with django_assert_num_queries(1):
        facts(service)
    for code in ("two", "three"):
        document(code)
        asks(service, code)
    with django_assert_num_queries(1):
        facts(service)
    with django_assert_num_queries(0):
        facts(service)


def test_when_a_paper_is_needed_is_said_in_the_language_it_is_written_in(service):
    document("gp_home")
    asks(service, "gp_home", when="Ja ir.")
    DocumentRequirement.objects.update(when_needed_in={"ru": "Если есть."})
    told = {language: facts(service, language).brings[0] for language in ("lv", "ru", "en")}
    assert {code: (each.when_needed, each.when_translated) for code, each in told.items()} == {
        "lv": ("Ja ir.", True),
        "ru": ("Если есть.", True),
        "en": ("Ja ir.", False),
    }


def test_words_in_a_language_the_form_does_not_show_are_kept(service):
    field = DocumentRequirement._meta.get_field("when_needed_in")
    asked = DocumentRequirement(service=service, document_code="gp_home", when_needed_in={"uk": "Якщо є.", "en": "Old"})
    form_field = field.formfield()
    field.save_form_data(asked, form_field.clean(["Если есть.", ""]))
    asked.save()
    asked.refresh_from_db()
    assert asked.when_needed_in == {"uk": "Якщо є.", "ru": "Если есть."}
    drawn = str(form_field.widget.render("when", asked.when_needed_in, {"id": "when"}))
    assert "По-русски" in drawn
    assert 'value="Если есть."' in drawn
