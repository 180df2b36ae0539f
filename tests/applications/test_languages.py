"""Written in another language: taken in, marked for translation, and the mark goes when somebody has translated."""

import pytest

from eservices.cases import correcting
from eservices.cases.models import Event
from portal.audit.models import AuditEntry
from tests.applications.making import submitted
from tests.cases import making
from tests.definitions.forms import published_version

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ({}, False),
        ({"answers": {"why": "Мне трудно ходить."}}, True),
        ({"answers": {"first_name": "Анна"}}, True),
        ({"answers": {"why": "Saņēmu Я un Ж vitamīnus."}}, False),
        ({"language": "en", "answers": {"why": "I cannot climb the stairs."}}, True),
    ],
)
def test_words_in_another_language_are_marked(fields, marked):
    assert submitted(**fields).application.case.translation_needed is marked


def test_own_words_in_a_form_read_in_another_language_are_marked():
    from eservices.applications.languages import needs_translating
    from eservices.definitions.evaluating import Evaluation

    evaluation = Evaluation(published_version().schema, {})
    assert needs_translating(evaluation, {"why": "I cannot climb the stairs."}, "en")
    assert not needs_translating(evaluation, {"first_name": "John"}, "en")
    assert not needs_translating(evaluation, {"why": "Grūti kāpt pa kāpnēm."}, "lv")


def test_crisis_help_does_not_wait_for_a_translation():
    version = published_version(crisis=True, duty={"phone": "60 000 001", "hours": "visu diennakti"})
    assert not submitted(version=version, answers={"why": "Мне страшно дома."}).application.case.translation_needed


def test_whoever_translated_says_so_once():
    case = submitted(answers={"why": "Мне трудно ходить."}).application.case
    by = making.registrar()
    correcting.mark_translated(case, by=by)
    correcting.mark_translated(case, by=by)
    case.refresh_from_db()
    assert not case.translation_needed
    assert Event.objects.filter(case=case, kind="translated", by=by).count() == 1
    assert AuditEntry.objects.filter(act="case.translated", actor=by, case_id=case.pk).count() == 1
