"""An editor changes the form in the CMS; what cannot be published says why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from eservices.definitions.importing import import_definition
from eservices.definitions.models import EServicePage, FormVersion
from eservices.definitions.publishing import NotPublishableError
from eservices.definitions.versions import live_version, texts_for
from portal.people.models import StaffUser
from tests.definitions.editor import edit_data
from tests.definitions.forms import TEXTS, tiny_definition, tiny_facts
from tests.definitions.site import service_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def eservice():
    tiny_facts()
    service_page()
    return import_definition(tiny_definition()).page


@pytest.fixture
def editor(client):
    client.force_login(StaffUser.objects.create_superuser("redaktore", "r@paraugs.lv", "x" * 20))
    return client


def post(editor, page, data, publish=True):
    data |= {"action-publish": "1"} if publish else {}
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def name_of(data, value):
    """The name of the posted field that has this value."""
    return next(name for name, found in data.items() if found == value)


def messages(response):
    return response.content.decode().replace("&quot;", '"').replace("&#x27;", "'")


def test_the_edit_page_opens(editor, eservice):
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[eservice.pk]))
    assert response.status_code == 200


def test_publishing_unchanged_makes_no_version(editor, eservice):
    response = post(editor, eservice, edit_data(eservice))
    assert response.status_code == 302, messages(response)
    assert FormVersion.objects.count() == 1


def test_a_changed_label_is_published_as_the_next_version_by_the_editor(editor, eservice):
    data = edit_data(eservice)
    data[name_of(data, TEXTS["item.why.label"])] = "Kas Jums kait?"
    assert post(editor, eservice, data).status_code == 302
    version = live_version("sika-palidziba")
    assert (version.number, version.texts["item.why.label"]) == (2, "Kas Jums kait?")
    assert version.published_by.username == "redaktore"


def test_a_condition_that_looks_forward_is_refused_in_words(editor, eservice):
    data = edit_data(eservice)
    looked_at = next(name for name in data if name.endswith("-when-0-value-answer"))
    data[looked_at] = "truth"
    response = post(editor, eservice, data)
    assert response.status_code == 200
    assert "„truth” jautā vēlāk" in messages(response)
    assert FormVersion.objects.count() == 1


def test_the_same_form_may_be_saved_as_a_draft(editor, eservice):
    data = edit_data(eservice)
    data[next(name for name in data if name.endswith("-when-0-value-answer"))] = "truth"
    assert post(editor, eservice, data, publish=False).status_code == 302
    assert live_version("sika-palidziba").number == 1


def test_a_published_key_cannot_be_renamed(editor, eservice):
    data = edit_data(eservice)
    data[name_of(data, "talk")] = "speech"
    response = post(editor, eservice, data)
    assert response.status_code == 200
    assert "Atslēga „talk” ir publicēta un nevar kļūt par „speech”" in messages(response)


def test_a_published_question_may_be_removed(editor, eservice):
    data = edit_data(eservice)
    data[name_of(data, "talk").removesuffix("-value-key") + "-deleted"] = "1"
    assert post(editor, eservice, data).status_code == 302
    assert "item.talk.label" not in live_version("sika-palidziba").texts


def test_a_published_key_cannot_come_back_as_another_type(eservice):
    from eservices.definitions.schema import DefinitionError

    definition = tiny_definition()
    definition["schema"]["steps"][2]["items"][4] = {"key": "talk", "type": "text"}
    for text in [key for key in definition["texts"]["lv"] if key.startswith("option.talk.")]:
        del definition["texts"]["lv"][text]
    with pytest.raises(DefinitionError, match="„talk” ir publicēts kā select un nevar kļūt par text"):
        import_definition(definition)


def test_the_key_of_the_e_service_stays(editor, eservice):
    assert post(editor, eservice, edit_data(eservice, key="cits")).status_code == 302
    assert EServicePage.objects.get().key == "sika-palidziba"


def test_a_failing_rehearsal_blocks_publishing(editor, eservice):
    rehearsals = '[{"name": "Steidzami", "answers": {"urgent": "yes"}, "expect": {"urgent": false}}]'
    response = post(editor, eservice, edit_data(eservice, rehearsals=rehearsals))
    assert "“Steidzami”: gaidīts: False; iznāca: True." in messages(response)


@pytest.mark.parametrize("rehearsals", ['"x"', "[1]", '[{"name": "x"}]'])
def test_rehearsals_that_are_none_are_refused_in_words(editor, eservice, rehearsals):
    response = post(editor, eservice, edit_data(eservice, rehearsals=rehearsals))
    assert response.status_code == 200
    assert "rehearsals" in messages(response)
    assert FormVersion.objects.count() == 1


def test_a_page_that_cannot_be_compiled_is_not_published_by_any_way(eservice):
    from eservices.definitions.schema import DefinitionError

    page = EServicePage.objects.get()
    page.title = "Cits virsraksts"
    page.rehearsals[0]["expect"]["unit"] = "families"
    with pytest.raises(DefinitionError, match=r"gaidīts: families; iznāca: home_care"):
        page.save_revision().publish()
    assert EServicePage.objects.get().title == TEXTS["title"]
    assert live_version("sika-palidziba").number == 1


def test_a_published_key_cannot_come_back_in_the_editor_as_another_type(editor, eservice):
    data = edit_data(eservice)
    old, new = (name_of(data, key).removesuffix("-value-key") for key in ("talk", "why"))
    assert data[f"{new}-type"] == "long_text"
    data |= {f"{old}-deleted": "1", f"{new}-id": "", f"{new}-value-key": "talk", "rehearsals": "[]"}
    words = messages(post(editor, eservice, data))
    assert "„talk” ir publicēts kā select un nevar kļūt par long_text" in words
    assert FormVersion.objects.count() == 1


@pytest.fixture
def writer(client, eservice):
    """Somebody who may change pages and not publish them."""
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission, Page

    group = Group.objects.create(name="Rakstītājas")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(depth=1), permission=change)
    user = StaffUser.objects.create_user("rakstitaja", password="x" * 20)
    user.groups.add(group)
    client.force_login(user)
    return client


def test_who_may_not_publish_saves_a_draft_and_sees_the_check(writer, eservice):
    address = reverse("wagtailadmin_pages:edit", args=[eservice.pk])
    assert "action-publish" not in messages(writer.get(address))
    data = edit_data(eservice)
    data[name_of(data, TEXTS["item.why.label"])] = "Kas Jums kait?"
    assert post(writer, eservice, data).status_code == 302
    page = EServicePage.objects.get(pk=eservice.pk)
    assert page.has_unpublished_changes
    assert live_version("sika-palidziba").texts["item.why.label"] == TEXTS["item.why.label"]
    panel = writer.get(reverse("eservices:check_panel", args=[eservice.pk]))
    assert "Kļūdu nav" in messages(panel)
    assert writer.get(reverse("eservices:take_in")).status_code == 302
    assert writer.post(reverse("eservices:bank_keep", args=[eservice.pk]), {}).status_code == 302


def test_of_two_editors_the_later_is_warned_before_overwriting_the_earlier(editor, eservice):
    from wagtail.admin.models import EditingSession

    address = reverse("wagtailadmin_pages:edit", args=[eservice.pk])
    eservice.refresh_from_db()
    opened = {
        "loaded_revision_id": str(eservice.latest_revision_id),
        "loaded_revision_created_at": eservice.latest_revision.created_at.isoformat(),
    }
    editor.get(address)
    session = EditingSession.objects.get()
    other = StaffUser.objects.create_superuser("otra", "o@paraugs.lv", "x" * 20)
    theirs = EServicePage.objects.get(pk=eservice.pk)
    theirs.intro = "Citas ievads"
    theirs.save_revision(user=other)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["definitions", "eservicepage", eservice.pk, session.pk])
    told = editor.post(ping, {"revision_id": opened["loaded_revision_id"]}).json()
    assert "saglabāja jaunāku versiju" in told["html"]
    data = edit_data(eservice, intro="Mans ievads") | opened
    response = editor.post(address, data, headers={"Accept": "application/json"})
    assert (response.status_code, response.json()["error_code"]) == (400, "invalid_revision")
    assert "Saglabājot zustu jaunāka versija." in response.json()["error_message"]
    assert EServicePage.objects.get(pk=eservice.pk).get_latest_revision_as_object().intro == "Citas ievads"


# Publishing by other ways than the editor's own button.


def faulty_draft(page):
    """A draft that was whole when it was written; since then the unit it names was given up."""
    page = EServicePage.objects.get(pk=page.pk)
    page.title, page.routing_unit = "Cits virsraksts", "gone"
    return page.save_revision()


def assert_nothing_was_published(response):
    words = messages(response)
    assert "Nekas netika publicēts. Lapā „Cits virsraksts” ir kļūdas:" in words
    assert "„Noteikumi”: Nodaļas „gone” nav." in words
    assert EServicePage.objects.get().title == TEXTS["title"]
    assert live_version("sika-palidziba").number == 1


def test_publishing_several_pages_at_once_publishes_none_and_says_why(editor, eservice):
    faulty_draft(eservice)
    parent = eservice.get_parent()
    parent.title = "Jauns nosaukums"
    parent.specific.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    listing = reverse("wagtailadmin_explore", args=[parent.pk])
    response = editor.post(
        f"{address}?id={parent.pk}&id={eservice.pk}&next={listing}", {"include_descendants": ""}, follow=True
    )
    assert response.redirect_chain == [(listing, 302)]
    assert_nothing_was_published(response)
    assert reverse("wagtailadmin_pages:edit", args=[eservice.pk]) in messages(response)


def test_the_last_approval_of_a_workflow_publishes_nothing_faulty_and_stays_open(editor, eservice):
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    task, workflow = GroupApprovalTask.objects.create(name="Vadītāja"), Workflow.objects.create(name="Saskaņošana")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    faulty_draft(eservice)
    state = workflow.start(EServicePage.objects.get(), user=StaffUser.objects.get())
    address = reverse("wagtailadmin_pages:workflow_action", args=[eservice.pk, "approve", state.current_task_state.pk])
    response = editor.post(address, {"comment": "Labi"}, follow=True)
    assert_nothing_was_published(response)
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS


def test_a_new_page_with_a_fault_is_not_made(editor, eservice):
    other = service_page(slug="cita-lapa")
    address = reverse("wagtailadmin_pages:add", args=["definitions", "eservicepage", other.pk])
    response = editor.post(address, edit_data(eservice) | {"action-publish": "1"})
    assert "„Noteikumi”: Šāda atslēga jau ir citai lapai" in messages(response)
    assert EServicePage.objects.count() == 1


def copy(editor, page, **data):
    data = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": page.get_parent().pk, **data}
    return editor.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True)


def test_an_e_service_is_not_copied_as_published(editor, eservice):
    response = copy(editor, eservice, publish_copies="on")
    assert "E-pakalpojuma kopiju nevar publicēt uzreiz" in messages(response)
    assert EServicePage.objects.count() == 1
    above = eservice.get_parent()
    response = copy(editor, above, publish_copies="on", copy_subpages="on")
    assert "E-pakalpojuma kopiju nevar publicēt uzreiz" in messages(response)
    assert EServicePage.objects.count() == 1


def test_a_copy_cannot_take_over_the_key_of_the_original(editor, eservice):
    copy(editor, eservice.get_parent(), copy_subpages="on")
    made = EServicePage.objects.exclude(pk=eservice.pk).get()
    assert not made.live
    with pytest.raises(NotPublishableError, match="Šāda atslēga jau ir citai lapai"):
        made.get_latest_revision().publish()
    assert live_version("sika-palidziba").page == eservice
    assert not EServicePage.objects.get(pk=made.pk).live


def test_a_form_set_to_go_live_later_is_not_in_use_before(eservice):
    EServicePage.objects.get().unpublish()
    page = EServicePage.objects.get()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    assert live_version("sika-palidziba") is None


def test_a_fault_is_told_with_its_place_in_the_editor(editor, eservice):
    data = edit_data(eservice)
    data[next(name for name in data if name.endswith("-when-0-value-answer"))] = "truth"
    step = next(step for step in eservice.steps if any(block.value["when"] for block in step.value["items"]))
    words = messages(post(editor, eservice, data))
    assert f"„Jautājumi”, solis „{step.value['title']}”, „" in words
    assert "schema.steps" not in words


# Translating.


@pytest.fixture
def translation(eservice):
    from wagtail_localize.models import TranslationSource

    russian = Locale.objects.create(language_code="ru")
    eservice.get_parent().copy_for_translation(russian, copy_parents=True)
    source, _made = TranslationSource.get_or_create_from_instance(eservice)
    return source.translations.create(target_locale=russian)


def segments(translation):
    return {segment.string.data for segment in translation.source.stringsegment_set.select_related("string")}


def test_only_what_residents_read_is_translated(translation):
    texts = segments(translation)
    assert {"Kas notiek?", "Maltītes", "Par Jums", TEXTS["title"], "Apgādnieks"} <= texts
    definition = tiny_definition()["schema"]
    never = {"pieteikties", "sika-palidziba", "safe", "careful", "home_care", "tiny", "sanemtie", "2026-11", "income"}
    never |= {step["key"] for step in definition["steps"]}
    never |= {item["key"] for step in definition["steps"] for item in step["items"]}
    assert texts & never == set()


def translate(translation, leave_out=()):
    from wagtail_localize.models import StringTranslation

    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.string.data not in leave_out:
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                data=f"RU {segment.string.data}",
            )
    translation.save_target(publish=True)


def test_a_whole_translation_is_offered(translation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(translation)
    version = live_version("sika-palidziba")
    texts, language = texts_for(version, "ru")
    assert language == "ru"
    assert texts["option.wants.meals"] == "RU Maltītes"
    assert version.number == 1


def test_a_translation_with_a_hole_is_offered_in_latvian(translation, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        translate(translation, leave_out={"Maltītes"})
    assert EServicePage.objects.get(locale__language_code="ru").live
    version = live_version("sika-palidziba")
    assert texts_for(version, "ru") == (version.texts, "lv")


def test_a_new_e_service_begins_with_what_the_office_already_said(editor, eservice):
    other = service_page(slug="cita-lapa")
    address = reverse("wagtailadmin_pages:add", args=["definitions", "eservicepage", other.pk])
    form = editor.get(address).context["form"]
    assert form["service"].value() == eservice.service_id
    assert form["declaration"].value() == eservice.declaration
    assert form["privacy_version"].value() == eservice.privacy_version


def test_only_what_residents_read_can_be_commented_on():
    """A comment button at every setting of a hundred questions kept the editor from opening for seconds."""
    from wagtail import blocks

    from eservices.definitions.blocks import CharBlock, NeverTranslated, StepBlock, TextBlock

    def fields(block):
        children = block.child_blocks.values() if hasattr(block, "child_blocks") else ()
        for child in [block.child_block] if isinstance(block, blocks.ListBlock) else children:
            yield from fields(child)
        if isinstance(block, blocks.FieldBlock):
            yield block

    commented = [one for one in fields(StepBlock()) if getattr(one.field.widget, "show_add_comment_button", True)]
    assert commented
    assert {type(one) for one in commented} == {CharBlock, TextBlock}
    assert not [one for one in commented if isinstance(one, NeverTranslated)]
