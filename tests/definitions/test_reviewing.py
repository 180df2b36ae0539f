"""The check panel: what it finds in a form, and how it says it."""

import pytest

from eservices.catalogue.models import DocumentRequirement, DocumentType, Service
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage
from eservices.definitions.plan import plan_of
from eservices.definitions.possible import is_possible
from eservices.definitions.reviewing import clerks_words, review, shown_by
from tests.definitions.forms import tiny_definition, tiny_facts
from tests.definitions.households import household_definition
from tests.definitions.site import service_page

PLAN = plan_of(tiny_definition()["schema"] | {"routing": {"unit": "home_care"}})


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        ({"answer": "safe", "is": "no"}, True),
        ({"all": [{"answer": "safe", "is": "no"}, {"answer": "safe", "is": "yes"}]}, False),
        ({"all": [{"answer": "wants", "is": "meals"}, {"answer": "wants", "is": "washing"}]}, True),
        ({"all": [{"answer": "hours", "more_than": 20}, {"answer": "hours", "less_than": 21}]}, True),
        ({"all": [{"answer": "urgent", "is": "yes"}, {"answer": "hours", "more_than": 60}]}, False),
        ({"answer": "hours", "empty": True}, True),
        ({"answer": "why", "empty": True}, False),
        ({"all": [{"answer": "safe", "is": "no"}, {"answer": "phone", "empty": False}]}, False),
        ({"answer": "supporters", "more_than": 2}, True),
        ({"answer": "supporters", "more_than": 3}, False),
        ({"answer": "born", "age_under": 18}, True),
        ({"all": [{"answer": "born", "age_under": 18}, {"answer": "born", "age_from": 18}]}, False),
        ({"answer": "born", "more_than": {"today": 5}}, False),
        ({"answer": "code", "one_of": ["lv", "none"]}, True),
        ({"all": [{"answer": "code", "is": "lv"}, {"answer": "born", "empty": False}]}, False),
        ({"answer": "pension", "more_than": {"answer": "s_income"}}, True),
        ({"answer": "gone", "is": "x"}, False),
        ({"any": [{"answer": "gone", "is": "x"}, {"answer": "safe", "is": "no"}]}, False),
    ],
)
def test_what_can_ever_be_asked(condition, possible):
    assert is_possible(PLAN, [condition]) is possible


def test_too_much_to_try_counts_as_possible():
    items = [{"key": f"q{n}", "type": "yes_no"} for n in range(40)]
    plan = plan_of({"steps": [{"key": "s", "items": items}]})
    never = [{"answer": "q0", "is": "yes"}, {"answer": "q0", "is": "no"}]
    assert is_possible(plan, [{"all": [*never, *({"answer": f"q{n}", "empty": False} for n in range(40))]}])


def test_who_shows_whom():
    shown = shown_by(plan_of(tiny_definition()["schema"]))
    assert shown["safe"] == ["item.safe_note", "item.phone", "item.email"]
    assert shown["email"] == ["option.reply.email"]
    assert shown["supporters"] == ["item.income_papers", "rule.0"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lūdzam iesniegt izziņu.", [("iesniegt", "atsūtīt, atnest")]),
        ("Nepieciešamie papīri", [("Nepieciešamie", "vajadzīgs, vajag")]),
        ("Sakarā ar to, ka slimojat", [("Sakarā ar to, ka", "jo")]),
        ("Atnesiet ārsta izziņu.", []),
    ],
)
def test_clerks_words_get_a_plain_one(text, found):
    assert clerks_words(text) == found


@pytest.fixture
def eservice(db):
    tiny_facts()
    service_page()
    import_definition(tiny_definition())
    return EServicePage.objects.get()


def question(page, key):
    for step in page.steps:
        for block in step.value["items"]:
            if block.value["key"] == key:
                return block
    raise LookupError(key)


def test_a_good_form_has_nothing_to_mend(eservice):
    found = review(eservice)
    assert found.faults == []
    assert [remark.message for remark in found.remarks] == []


def test_information_without_a_heading_is_named_by_its_first_words(eservice):
    when(eservice, "checked", answer="poor", how="is", value="yes")
    shown = next(line for line in review(eservice).shows if line.asked == "„Vai Jums ir trūcīgas personas statuss?”")
    assert "„Trūcīgas personas statusu pārbaudīsim paši.”" in [name for name, _anchor in shown.shows]


def only(remarks):
    (remark,) = remarks
    return remark


def test_a_question_that_can_never_appear_is_named_with_its_place_and_block(eservice):
    block = question(eservice, "safe_note")
    block.value["when"][0].value["answer"] = "safe"
    block.value["requirement"] = "required"
    stream = block.value["when"].stream_block
    test = {"answer": "safe", "how": "is", "value": "no"}
    other = {"answer": "safe", "how": "is", "value": "yes"}
    parts = [{"type": "test", "value": test}, {"type": "test", "value": other}]
    block.value["when"] = stream.to_python([{"type": "all", "value": parts}])
    eservice.rehearsals = []
    remark = only(review(eservice).remarks)
    assert remark.message == "Uz to jāatbild, bet tas nekad neparādās: nosacījums nekad neizpildās."
    assert remark.place == "„Jautājumi”, solis „Drošība”, „Kad un kā ar Jums sazināties?”"
    assert remark.anchor == str(block.id)


def test_questions_that_wait_for_each_other_are_a_fault(eservice):
    stream = question(eservice, "safe_note").value["when"].stream_block
    test = {"answer": "safe_note", "how": "filled", "value": ""}
    question(eservice, "safe").value["when"] = stream.to_python([{"type": "test", "value": test}])
    messages = [remark.message for remark in review(eservice).faults]
    assert "Šie jautājumi gaida cits citu: safe → safe_note → safe." in messages


def test_a_document_asked_for_twice_and_one_not_asked_for(eservice):
    question(eservice, "income_papers").value["document"] = "gp_home"
    DocumentRequirement.objects.create(service=Service.objects.get(), document_code="income")
    DocumentRequirement.objects.create(service=Service.objects.get(), document_code="passport", kind="office_checks")
    messages = [remark.message for remark in review(eservice).remarks]
    assert messages == [
        "Dokumentu „Ģimenes ārsta izziņa” prasa divreiz: arī jautājumā „doctor”.",
        "Pakalpojumam vajag dokumentu „Ienākumu izziņas”, bet veidlapa to neprasa.",
    ]


def test_a_document_that_no_question_asks_for_is_not_looked_for(eservice):
    DocumentType.objects.create(code="application", name="Iesniegums", without_slot=True)
    DocumentRequirement.objects.create(service=Service.objects.get(), document_code="application")
    assert review(eservice).remarks == []


def test_two_papers_of_which_only_one_is_ever_asked_for_are_no_fault(eservice):
    stream = question(eservice, "safe_note").value["when"].stream_block
    for key, answer in (("doctor", "yes"), ("income_papers", "no")):
        block = question(eservice, key)
        block.value["document"] = "gp_home"
        test = {"answer": "urgent", "how": "is", "value": answer}
        block.value["when"] = stream.to_python([{"type": "test", "value": test}])
    assert review(eservice).remarks == []


def test_long_labels_long_sentences_and_clerks_words(eservice):
    question(eservice, "why").value["label"] = "Pastāstiet " + "un vēlreiz " * 12
    question(eservice, "why").value["hint"] = "Lūdzam iesniegt visu."
    remarks = review(eservice).remarks
    assert {remark.anchor for remark in remarks} == {str(question(eservice, "why").id)}
    assert [remark.message.split(":")[0] for remark in remarks] == [
        "„iesniegt” – vienkāršāk",
        "Rakstzīmju ir 143",
        "Teikums ar 25 vārdiem",
    ]


def test_a_crisis_form_needs_duty_phone_and_hours(eservice):
    eservice.crisis, eservice.duty_phone = True, "20000000"
    fault = only(review(eservice).faults)
    assert (fault.place, fault.message) == ("„Noteikumi”", "Šeit jābūt tekstam.")
    eservice.duty_phone = ""
    assert "dežūrtālruni" in only(review(eservice).faults).message


def test_a_language_without_its_texts_is_named(eservice):
    from wagtail.models import Locale

    russian = Locale.objects.create(language_code="ru")
    assert only(review(eservice).remarks).message == "Nav tulkots: veidlapu rāda latviski."
    eservice.get_parent().copy_for_translation(russian, copy_parents=True)
    translated = eservice.copy_for_translation(russian)
    question(translated, "why").value["label"] = ""
    translated.save()
    remark = only(review(eservice).remarks)
    assert "Nav iztulkots 1 teksts." in remark.message
    assert f"/{translated.pk}/" in remark.url


def test_a_step_without_questions_is_told_in_latvian(eservice):
    step = eservice.steps[0]
    step.value["items"] = step.value["items"].stream_block.to_python([])
    fault = review(eservice).faults[0]
    assert (fault.message, fault.anchor) == ("Šeit vēl nekā nav.", str(step.id))


# Everything the panel promises, one line each.


def when(page, key, **test):
    block = question(page, key)
    tests = [{"type": "test", "value": {"value": "", **test}}]
    block.value["when"] = block.value["when"].stream_block.to_python(tests)


def never(page, key):
    block = question(page, key)
    tests = [{"type": "test", "value": {"answer": "safe", "how": "is", "value": one}} for one in ("yes", "no")]
    block.value["when"] = block.value["when"].stream_block.to_python([{"type": "all", "value": tests}])


def removed_choice(page):
    del question(page, "safe").value["options"][1]


def same_document(page):
    question(page, "income_papers").value["document"] = "gp_home"


def not_asked_for(page):
    DocumentRequirement.objects.create(service=page.service, document_code="income")
    question(page, "income_papers").value["document"] = "gp_home"
    question(page, "doctor").value["whose"] = "supporter"


def without_words(page):
    question(page, "why").value["label"] = ""


def in_other_words(page, part, words):
    question(page, "why").value[part] = words


def crisis(page):
    page.crisis = True


BLOCKS = {
    "an unknown key": (
        lambda page: when(page, "why", answer="nav", how="filled"),
        "Nevienam jautājumam nav atslēgas „nav”",
    ),
    "a later key": (lambda page: when(page, "safe_note", answer="why", how="filled"), "„why” jautā vēlāk"),
    "a cycle": (lambda page: when(page, "safe", answer="safe_note", how="filled"), "gaida cits citu"),
    "a removed choice": (removed_choice, "„safe” nav izvēles „careful”"),
    "a missing text": (without_words, "Šī teksta trūkst"),
    "a crisis form without duty contact": (crisis, "dežūrtālruni"),
}
POINTS_OUT = {
    "a question that can never appear": (lambda page: never(page, "talk"), "Tas nekad neparādās"),
    "a required question behind an impossible condition": (
        lambda page: never(page, "why"),
        "Uz to jāatbild, bet tas nekad",
    ),
    "two slots for one document": (same_document, "prasa divreiz"),
    "a document nothing asks for": (not_asked_for, "bet veidlapa to neprasa"),
    "an over-long label": (lambda page: in_other_words(page, "label", "Ļoti " * 30), "vienā mirklī"),
    "a sentence over 20 words": (lambda page: in_other_words(page, "hint", "vārds " * 21), "Teikums ar 21 vārdu:"),
    "a clerk's word": (lambda page: in_other_words(page, "hint", "Nepieciešams iesniegt."), "vienkāršāk"),
}


@pytest.mark.parametrize("change", BLOCKS)
def test_the_panel_blocks(eservice, change):
    spoil, told = BLOCKS[change]
    spoil(eservice)
    found = [remark for remark in review(eservice).faults if told in remark.message]
    assert found
    assert all(remark.place for remark in found)


@pytest.mark.parametrize("change", POINTS_OUT)
def test_the_panel_points_out_and_does_not_block(eservice, change):
    spoil, told = POINTS_OUT[change]
    eservice.rehearsals = []
    spoil(eservice)
    found = review(eservice)
    assert [remark for remark in found.remarks if told in remark.message and remark.place]
    assert found.faults == []


def test_the_panel_says_what_every_adult_of_a_household_sees(eservice):
    assert review(eservice).others_see == []
    import_definition(household_definition(cosign=True))
    seen = review(EServicePage.objects.get()).others_see
    assert [name for name, anchor in seen if anchor] == [
        "„Vai ir trūcīgas personas statuss?”",
        "„Kad būs ienākumi”",
        "„Cik ilgi bijāt slimnīcā”",
        "„Darba devēja reģistrācijas numurs”",
    ]
