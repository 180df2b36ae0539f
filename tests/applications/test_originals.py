"""Originals of received papers: nothing is given back that was not kept."""

import pytest
from django.db import IntegrityError, transaction

from eservices.applications.models import Original
from eservices.applications.originals import OriginalRefused, note_original
from eservices.documents import issuing
from eservices.documents.models import IssuedPdf
from portal.audit.models import AuditEntry
from tests.applications.making import attachment, submitted
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def ilze():
    return making.registrar("ilze")


@pytest.fixture
def application():
    return submitted(answers={"doctor": {"files": [str(attachment().pk)], "later": False}}).application


@pytest.fixture
def paper(application):
    return application.files.get().attachment


@pytest.mark.parametrize(
    "ways", [("shown",), ("copy", "shown"), ("shown", "kept", "returned"), ("kept", "returned", "kept")]
)
def test_what_became_of_it_is_kept_with_who_and_when(application, paper, ilze, ways):
    for state in ways:
        note_original(application.case, paper, state, by=ilze)
    noted = Original.objects.get()
    assert (noted.state, noted.by, noted.case) == (ways[-1], ilze, application.case)
    kinds = application.case.events.filter(kind__startswith="original_").order_by("at").values_list("kind", flat=True)
    assert list(kinds) == [f"original_{state}" for state in ways]
    assert AuditEntry.objects.filter(act__startswith="original.", actor=ilze).count() == len(ways)


@pytest.mark.parametrize(
    ("before", "then"),
    [((), "returned"), (("shown",), "returned"), (("copy",), "returned"), (("kept",), "shown"), (("kept",), "kept"),
     (("kept", "returned"), "returned"), ((), "lost")],
)  # fmt: skip
def test_no_state_is_skipped(application, paper, ilze, before, then):
    for state in before:
        note_original(application.case, paper, state, by=ilze)
    with pytest.raises(OriginalRefused):
        note_original(application.case, paper, then, by=ilze)
    assert [one.state for one in Original.objects.all()] == list(before[-1:])


def test_the_database_too_knows_that_only_what_was_kept_is_given_back(application, paper, ilze):
    note_original(application.case, paper, "shown", by=ilze)
    with pytest.raises(IntegrityError), transaction.atomic():
        Original.objects.update(state="returned")


def test_the_offices_summary_is_made_anew_and_tells_it(application, paper, ilze):
    before = issuing.order(application, IssuedPdf.Kind.SUMMARY)
    note_original(application.case, paper, "kept", by=ilze)
    note_original(application.case, paper, "returned", by=ilze, note="meitai Ilzei")
    now = issuing.order(application, IssuedPdf.Kind.SUMMARY)
    assert now.pk != before.pk
    assert now.state == "due"
