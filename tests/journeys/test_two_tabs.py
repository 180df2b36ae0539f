"""Two tabs or devices on one draft: both texts are shown, nothing is lost, and the person chooses."""

import pytest

from eservices.attachments.models import Attachment
from eservices.journeys import comparing, keeping
from eservices.journeys.models import Draft
from tests.journeys.resident import Resident
from tests.journeys.test_steps import paper

pytestmark = pytest.mark.django_db


def second_tab(first: Resident) -> Resident:
    """The same page of the same browser, opened once more."""
    tab = Resident()
    tab.client = first.client
    return tab.get(first.address)


@pytest.fixture
def tabs(version):
    first = Resident().fill_until("vajadziba")
    return first, second_tab(first)


def answers() -> dict:
    return Draft.objects.get().content["answers"]


def test_stale_save_shows_both_texts_and_stores_nothing(tabs):
    first, second = tabs
    first.fill(why="Rakstīts pirmajā cilnē.", wants=["meals"])
    second.fill(why="Rakstīts otrajā cilnē.", wants=["washing"])
    assert second.response.status_code == 409
    assert second.heading == "Jūsu atbildēm ir divi varianti"
    for text in ("Rakstīts pirmajā cilnē.", "Rakstīts otrajā cilnē.", "Maltītes", "Mazgāšanās"):
        assert text in second.text
    assert "Cik stundu" not in second.text  # the same in both: nothing to choose
    assert answers()["why"] == "Rakstīts pirmajā cilnē."


def test_each_question_is_chosen_by_itself(tabs):
    first, second = tabs
    first.fill(why="Pirmā.", wants=["meals"])
    second.fill(why="Otrā.", wants=["washing"])
    second.press(form="compare", use__why="saved", use__wants="typed")
    assert second.step == "apgadnieki"
    assert answers()["why"] == "Pirmā."
    assert answers()["wants"] == ["washing"]


def test_what_was_left_unchecked_in_the_other_tab_is_not_overwritten_either(tabs):
    first, second = tabs
    first.press("later", why="Nepabeigts teikums", hours="seši")
    second.fill(why="Pabeigts teikums.")
    assert second.response.status_code == 409
    assert "Nepabeigts teikums" in second.text
    assert "seši" in second.text


def test_saving_the_same_twice_is_no_conflict(tabs):
    first, second = tabs
    first.fill()
    assert second.fill().step == "apgadnieki"


def test_other_steps_saved_meanwhile_are_no_conflict(tabs):
    first, second = tabs
    first.go("persona").fill(first_name="Antra")
    assert second.fill().step == "apgadnieki"
    assert answers()["first_name"] == "Antra"


def test_two_first_saves_of_a_new_draft_keep_one_row(version):
    first = Resident().begin()
    second = second_tab(first)
    first.fill()
    second.fill(safe="careful")
    assert second.response.status_code == 409
    second.press(form="compare", use__safe="typed")
    assert Draft.objects.get().content["answers"]["safe"] == "careful"


def test_save_that_lost_the_race_looks_again(tabs, monkeypatch):
    """Between reading and writing somebody else saves once: the post is looked at anew, not thrown away."""
    first, _second = tabs
    real, raced = keeping.lock, []

    def race(draft, **kwargs):
        if not raced:
            raced.append(True)
            Draft.objects.filter(pk=draft.pk).update(revision=draft.revision + 5)
        return real(draft, **kwargs)

    monkeypatch.setattr(keeping, "lock", race)
    assert first.fill(why="Nekas nav zudis.").step == "apgadnieki"
    assert answers()["why"] == "Nekas nav zudis."


def test_file_of_a_save_that_lost_the_race_is_taken_in_once(version, monkeypatch):
    resident = Resident().fill_until("dokumenti")
    real, raced = keeping.lock, []

    def race(draft, **kwargs):
        if not raced:
            raced.append(True)
            raise keeping.Stale
        return real(draft, **kwargs)

    monkeypatch.setattr(keeping, "lock", race)
    assert resident.press(doctor=paper()).step == "apliecinajums"
    assert raced
    assert [str(Attachment.objects.get().pk)] == answers()["doctor"]["files"]


def test_row_taken_for_good_ends_in_a_page_not_in_an_error(tabs, monkeypatch):
    first, _second = tabs

    def never(draft, **kwargs):
        raise keeping.Stale

    monkeypatch.setattr(keeping, "lock", never)
    first.fill()
    assert first.response.status_code == 409
    assert "vēlreiz" in first.text


@pytest.mark.parametrize("revision", ["9" * 5000, "²", "-1", "viens"])
def test_a_revision_no_page_of_ours_has_said_counts_as_the_oldest(tabs, revision):
    first, second = tabs
    first.fill(why="Pirmā.")
    assert second.fill(why="Otrā.", revision=revision).response.status_code == 409


def test_row_numbers_no_page_of_ours_has_said_are_passed_over():
    group = {"key": "supporters", "type": "group", "items": [{"key": "name", "type": "text"}]}
    part = {f"supporters-{n}-name": ["Anna"] for n in ("²", "9" * 5000, "x", "0")}
    assert comparing._Words({}).of(group, part) == "Anna"
