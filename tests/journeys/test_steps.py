"""One step at a time: what is kept, where it leads, what is refused."""

import pytest

from eservices.journeys.models import Draft
from tests.definitions.forms import published_version
from tests.journeys.resident import Resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return published_version()


def test_nothing_is_kept_until_the_first_step_is_answered(version):
    resident = Resident().begin()
    assert resident.step == "droshiba"
    assert Draft.objects.count() == 0

    resident.press()
    assert len(resident.errors) == 1
    assert Draft.objects.count() == 0

    resident.fill()
    draft = Draft.objects.get()
    assert resident.step == "persona"
    assert draft.content["answers"] == {"safe": "yes"}
    assert str(draft.pk) == resident.draft_id
    assert "saglabāts" in resident.text


def test_whole_form_leads_to_the_review(version):
    resident = Resident().fill_until("review")
    assert resident.heading == "Pārbaudiet atbildes"
    for shown in ("Paraudziņa", "323456-78901", "Maltītes", "Grūti staigāt pa kāpnēm."):
        assert shown in resident.text
    assert Draft.objects.get().state == "open"
