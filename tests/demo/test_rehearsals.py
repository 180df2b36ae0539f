"""The rehearsals of the demo's e-services notice when a condition is left out, never met or thinned.

A few forms each time; ``THOROUGH=1`` breaks every condition of all of them (minutes).
"""

import json
import os
import re

import pytest

from portal.demo.reading import eservice_files
from tests.demo.breaking import unnoticed

pytestmark = pytest.mark.django_db
DEFINITIONS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in eservice_files()}
QUICK = ["palidziba-bernam", "socialais-taksometrs"]
# Not every service a routing rule lists has a rehearsal of its own.
ONE_OF_MANY = re.compile(r"rule \d+: \w+ without \w+")


@pytest.mark.parametrize("key", sorted(DEFINITIONS) if os.environ.get("THOROUGH") else QUICK)
def test_a_broken_condition_is_noticed(key):
    assert [told for told in unnoticed(DEFINITIONS[key]) if not ONE_OF_MANY.fullmatch(told)] == []


def test_what_no_rehearsal_looks_at_is_told():
    definition = DEFINITIONS["palidziba-bernam"] | {"rehearsals": DEFINITIONS["palidziba-bernam"]["rehearsals"][:1]}
    assert "item pieaugusajiem: never" in unnoticed(definition)
