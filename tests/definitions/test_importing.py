import pytest

from eservices.definitions.exporting import export_definition
from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.schema import normal_form
from tests.definitions.forms import tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    tiny_facts()
    return service_page()


def test_import_publishes_a_page_under_the_service(office):
    imported = import_definition(tiny_definition())
    assert imported.changed
    assert imported.page.get_parent().specific == office
    assert (imported.page.slug, imported.page.live) == ("pieteikties", True)
    version = FormVersion.objects.get()
    assert (version.eservice, version.number, version.state, version.page) == (
        "sika-palidziba",
        1,
        "live",
        imported.page,
    )


def test_export_gives_back_what_was_imported(office):
    import_definition(tiny_definition())
    assert export_definition("sika-palidziba") == normal_form(tiny_definition())


def test_a_form_without_days_leaves_its_service_without_a_term_of_its_own(office):
    none = {"n": 0, "unit": "working_days"}
    clock = {"start": "received", "decide": none, "notify": none}
    definition = tiny_definition(clock=clock) | {"rehearsals": []}
    service = import_definition(definition).page.service
    assert (service.decide_n, service.notify_n) == (None, None)
    assert export_definition("sika-palidziba") == normal_form(definition)


def test_importing_again_changes_nothing(office):
    import_definition(tiny_definition())
    revisions = EServicePage.objects.get().revisions.count()
    again = import_definition(tiny_definition())
    assert (again.changed, again.notes) == (False, [])
    assert FormVersion.objects.count() == 1
    assert EServicePage.objects.get().revisions.count() == revisions
