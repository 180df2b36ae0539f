"""What no page of ours would post: a clear message, and nothing of it kept."""

import pytest

from eservices.journeys.models import Draft
from tests.journeys.resident import Resident

pytestmark = pytest.mark.django_db
ROW = "0123456789abcdef0123456789abcdef"
JANIS = {"s_name": "Jānis Paraudziņš", "s_works": "no"}


def rows(*numbers, row_id=None):
    found = {}
    for number in numbers:
        found[f"supporters-{number}-row_id"] = row_id or f"{hash(number) & (2**120 - 1):032x}"
        found |= {f"supporters-{number}-{key}": value for key, value in JANIS.items()}
    return found


@pytest.mark.parametrize(
    "posted",
    [
        rows(*range(500)),
        rows(-1),
        rows("x"),
        rows("9" * 40),
        rows(0, row_id="../../etc/passwd"),
        rows(0, 1, row_id=ROW),
        {"supporters": "x", **rows(0, row_id="<script>alert(1)</script>")},
    ],
)
def test_rows_no_page_of_ours_has_drawn_are_refused_in_words(version, posted):
    resident = Resident().fill_until("apgadnieki")
    before = Draft.objects.get().content["answers"]
    data = resident.fields("step") | {"poor": "yes", "continue": "1"} | posted
    resident._shown(resident.client.post(resident.address, data, follow=True), resident.address)
    assert resident.response.status_code == 200
    assert resident.step == "apgadnieki"
    assert resident.errors
    assert "<script>alert(1)" not in resident.response.content.decode()
    kept = Draft.objects.get().content["answers"]
    assert {key: kept[key] for key in before} == before
    assert len(kept.get("supporters") or []) <= 3
    assert all(len(row["row_id"]) == 32 for row in kept.get("supporters") or [])


def test_a_choice_and_a_question_that_are_not_there_are_not_taken(version):
    resident = Resident().fill_until("vajadziba").fill(wants=["meals", "gold"], crown="yes")
    assert resident.step == "vajadziba"
    assert resident.errors
    resident.fill(crown="yes")
    assert "crown" not in Draft.objects.get().content["answers"]
