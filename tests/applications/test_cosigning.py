"""Every adult confirms: who is asked, by which ways it is done, what a person may see on the way."""

import json

import pytest

from eservices.applications import own_links
from eservices.applications.confirming import confirm
from eservices.applications.cosigning import CosignRefused, confirm_by_link, confirm_by_staff, decline, own_part, skip
from eservices.applications.models import CoSigning, OwnLink
from eservices.applications.tracking import status_for_resident
from eservices.applications.withdrawing import restore, withdraw
from eservices.cases.models import Case, Party
from portal.audit.models import AuditEntry
from portal.personal_data.secrets import hash_secret
from tests.applications.joint import LIGA, PETERIS, joint
from tests.applications.making import submitted
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    return joint()


@pytest.fixture
def ilze():
    return making.registrar("ilze")


def of(name: str) -> CoSigning:
    return CoSigning.objects.select_related("application__case", "party").get(party__first_name=name)


def as_text(shown) -> str:
    return json.dumps(shown, ensure_ascii=False)


def marked() -> bool:
    return Case.objects.get().to_be_confirmed


def test_each_adult_but_the_applicant_is_asked(sent):
    asked = CoSigning.objects.values_list("party__first_name", "party__row_id", "state")
    assert list(asked) == [("Pēteris", PETERIS, "asked"), ("Līga", LIGA, "asked"), ("Maija", "5" * 32, "asked")]
    party = Party.objects.get(first_name="Pēteris")
    assert (party.role, party.may_receive, party.contact["email"]) == ("household", False, "peteris@piemers.lv")


def test_links_are_known_once_and_stored_as_hashes(sent):
    assert len(sent.links) == 3
    for party, token in sent.links.items():
        assert len(token) >= 43
        assert OwnLink.objects.get(party=party).link_hash == hash_secret(token)
        assert own_links.follow(token, "household").party_id == Party.objects.get(pk=party).pk
        assert own_links.follow(token, "supporter") is None, "a link is for one thing"


def test_a_form_that_asks_nobody_asks_nobody():
    assert submitted().links == {}
    assert not CoSigning.objects.exists()


@pytest.mark.parametrize(("safe", "links"), [("yes", 3), ("careful", 3), ("no", 0)])
def test_no_link_where_the_applicant_is_not_safe(safe, links):
    sent = joint(answers={"safe": safe, "safe_note": "Tikai rītos", "phone": "", "email": ""})
    assert len(sent.links) == OwnLink.objects.count() == links
    assert CoSigning.objects.filter(state="asked").count() == 3, "staff decide about each"


def test_the_case_waits_for_the_applicant_and_for_everybody_asked(sent, ilze):
    confirm(sent.application, "signed_counter", by=ilze)
    assert marked()
    confirm_by_link(of("Pēteris"))
    confirm_by_staff(of("Līga"), "paper", by=ilze)
    assert marked()
    skip(of("Maija"), "unreachable", by=ilze, reason="Strādā ārzemēs")
    assert not marked()


def test_all_others_confirmed_still_waits_for_the_applicant(sent, ilze):
    for name in ("Pēteris", "Līga", "Maija"):
        confirm_by_link(of(name))
    assert marked()
    confirm(sent.application, "signed_paper", by=ilze)
    assert not marked()


def test_the_applicant_is_told_who_is_waited_for(sent, ilze):
    assert status_for_resident(sent.application.case).code == "to_be_signed"
    confirm(sent.application, "signed_counter", by=ilze)
    told = status_for_resident(Case.objects.get())
    assert (told.code, told.to_confirm, len(told.to_cosign)) == ("to_be_cosigned", False, 3)


def test_where_no_signature_is_needed_the_others_are_still_asked(ilze):
    joint(schema={"authenticity": "none"})
    assert marked()
    assert status_for_resident(Case.objects.get()).code == "to_be_cosigned"
    for name in ("Pēteris", "Līga", "Maija"):
        confirm_by_link(of(name))
    assert not marked()


def test_confirming_leaves_its_traces(sent):
    confirm_by_link(of("Pēteris"))
    row = of("Pēteris")
    assert (row.state, row.how, row.by) == ("confirmed", "link", None)
    assert row.at is not None
    event = row.application.case.events.get(kind="cosigning_confirmed")
    assert event.details == {"party": str(row.party_id), "how": "link"}
    entry = AuditEntry.objects.get(act="cosigning.confirmed")
    assert (entry.object_id, entry.case_id, entry.details) == (str(row.pk), row.application.case_id, {"how": "link"})


def test_who_does_not_agree_keeps_the_case_waiting_until_staff_settle_it(sent, ilze):
    decline(of("Pēteris"))
    assert of("Pēteris").state == "declined"
    with pytest.raises(CosignRefused, match="settled"):
        confirm_by_link(of("Pēteris"))
    confirm(sent.application, "signed_counter", by=ilze)
    for name in ("Līga", "Maija"):
        confirm_by_link(of(name))
    assert marked()
    confirm_by_staff(of("Pēteris"), "counter", by=ilze, note="Pārdomāja")
    row = of("Pēteris")
    assert (row.state, row.how, row.by, row.reason) == ("confirmed", "counter", ilze, "Pārdomāja")
    assert not marked()


def test_skipping_is_a_decision_with_a_reason_and_ends_the_link(sent, ilze):
    peteris = of("Pēteris")
    for reason in ("", "  "):
        with pytest.raises(CosignRefused, match="reason_needed"):
            skip(peteris, "unsafe", by=ilze, reason=reason)
    with pytest.raises(CosignRefused, match="unknown_way"):
        skip(peteris, "counter", by=ilze, reason="x")
    skip(peteris, "unsafe", by=ilze, reason="Policijas lēmums")
    assert own_links.follow(sent.links[str(peteris.party_id)], "household") is None
    with pytest.raises(own_links.LinkRefused):
        own_links.give_out(Party.objects.get(first_name="Pēteris"), by=ilze)
    event = peteris.application.case.events.get(kind="cosigning_skipped")
    assert (event.by, event.reason, event.details["how"]) == (ilze, "Policijas lēmums", "unsafe")
    assert AuditEntry.objects.get(act="cosigning.skipped").actor == ilze


def test_settled_once(sent, ilze):
    stale = of("Pēteris")
    confirm_by_staff(of("Pēteris"), "counter", by=ilze)
    for act in (confirm_by_link, decline):
        with pytest.raises(CosignRefused, match="settled"):
            act(stale)
    with pytest.raises(CosignRefused, match="settled"):
        skip(stale, "other", by=ilze, reason="x")
    assert AuditEntry.objects.filter(act__startswith="cosigning").count() == 1


def test_the_link_ends_with_the_case_and_comes_back_with_it(sent, ilze):
    token, case = sent.links[str(of("Pēteris").party_id)], sent.application.case
    withdraw(case)
    assert own_links.follow(token, "household") is None
    with pytest.raises(CosignRefused, match="closed"):
        confirm_by_link(of("Pēteris"))
    restore(Case.objects.get(), by=ilze, reason="Kļūda")
    assert own_links.follow(token, "household") is not None


def test_links_stop_when_staff_learn_of_danger(sent):
    Case.objects.update(safe_contact="no")
    assert own_links.follow(sent.links[str(of("Pēteris").party_id)], "household") is None
    assert own_links.people_to_give(Case.objects.get()) == []


def test_a_new_link_ends_the_old(sent, ilze):
    peteris = of("Pēteris").party
    token = own_links.give_out(peteris, by=ilze)
    assert own_links.follow(sent.links[str(peteris.pk)], "household") is None
    assert own_links.follow(token, "household").party == peteris
    assert peteris.case.events.get(kind="own_link_given").by == ilze
    assert AuditEntry.objects.get(act="party.own_link_given").details == {"role": "household"}


def test_links_are_offered_to_whoever_is_waited_for_and_to_supporters(sent):
    confirm_by_link(of("Līga"))
    names = [party.first_name for party in own_links.people_to_give(Case.objects.get())]
    assert names == ["Zane", "Pēteris", "Maija"]
    assert not joint(schema={"supporter_links": False}).application.case.parties.filter(
        own_link__isnull=False, role="supporter"
    )


# What a person sees

SECRETS = [
    "411", "933", "depresija", "Kalniņa", "Līga", "diabēts", "323456-78901", "Lazdu", "20 000 000", "Zane", "Ozola",
    "Toms", "Jūsu parādi", "Grūti staigāt", "steidzami", "LV80", "Ienākumi kopā",
]  # fmt: skip


def test_a_person_sees_the_own_row_and_the_shared_part(sent):
    part = as_text(own_part(sent.application, PETERIS, "lv"))
    for own in ("Pēteris", "822", "astma", "Cik istabu dzīvoklī", "peteris@piemers.lv"):
        assert own in part
    whole = as_text(sent.application.shown_lv)
    assert [secret for secret in SECRETS if secret not in whole] == [], "what is not there cannot leak"
    assert [secret for secret in SECRETS if secret in part] == []


def test_safety_and_contacts_of_the_applicant_are_not_shown():
    sent = joint(answers={"safe": "careful", "safe_note": "Vīrs lasa manu telefonu"})
    part = as_text(own_part(sent.application, PETERIS, "lv"))
    assert "telefonu" not in part
    assert "droši" not in part


def test_a_row_that_is_nobodys_shows_only_the_shared_part(sent):
    part = as_text(own_part(sent.application, "f" * 32, "lv"))
    assert "Pēteris" not in part
    assert "Cik istabu" in part
