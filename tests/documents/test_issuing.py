"""PDFs we issue: whole, readable by machines, rendered once, harmless whatever was typed."""

import io
import logging
import re

import pikepdf
import pytest
from django.core.files.storage import storages
from django.utils import timezone

from eservices.applications.confirming import confirm
from eservices.applications.models import Authenticity
from eservices.cases.models import Party
from eservices.definitions.rows import new_row_id
from eservices.documents import handing_out, issuing, rendering
from eservices.documents.models import IssuedPdf
from eservices.registration.annulling import annul
from eservices.registration.registering import register
from portal.audit.models import AuditEntry
from portal.due_work.models import DueRow
from portal.due_work.working import work_once
from portal.personal_data.secrets import show_reference, show_secret
from tests.applications.making import attachment, submitted
from tests.cases.making import registrar
from tests.definitions.forms import published_version
from tests.documents.reading import Read
from tests.journeys.resident import Resident
from tests.registration.making import journal

pytestmark = pytest.mark.django_db
Kind = IssuedPdf.Kind
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def lita():
    return registrar("lita")


def whole_answers() -> dict:
    """Every shape of answer: several lines, Russian, a plus sign, a group, a file with a long name."""
    return {
        "poor": "no",
        "supporters": [{"row_id": new_row_id(), "s_name": "Ilze Paraudziņa", "s_works": "yes", "s_income": "950.00"}],
        "pension": "412.30",
        "why": "Grūti staigāt pa kāpnēm.\nМне 82 года.",
        "doctor": {"files": [str(attachment(name="ārsta atzinums.pdf").pk)], "later": False},
    }


class TestWhatIsInside:
    @pytest.mark.parametrize(
        ("roles", "signs"),
        [
            ([], "Anna Paraudziņa"),
            (["helper"], "Anna Paraudziņa"),
            (["applicant"], "Anna Paraudziņa"),
            (["representative"], "Liga representative"),
            (["institution", "applicant"], "Liga applicant"),
        ],
    )
    def test_the_line_to_sign_on_has_the_name_of_whoever_signs(self, roles, signs):
        application = submitted().application
        for order, role in enumerate(roles, start=1):
            Party.objects.create(case=application.case, role=role, first_name="Liga", last_name=role, order=order)
        text = Read(issuing.ready(application, Kind.TO_SIGN)).text
        assert re.search(rf"paraksts\s+{signs}", text)
        for role in roles:
            assert f"Liga {role}" in text.split("paraksts")[0], "everybody who takes part is named on top"

    def test_the_summary_says_who_to_whom_what_and_with_which_files(self):
        application = submitted(answers=whole_answers()).application
        text = Read(issuing.ready(application, Kind.SUMMARY)).text
        file = application.files.get().attachment
        for said in (
            "Paraugnovada Sociālais dienests",
            "Liepu iela 1, Paraugpils",
            show_reference(application.case.reference),
            "Klients Anna Paraudziņa",
            "Tālrunis 20 000 000",
            "Ilze Paraudziņa",
            "950,00 €",
            "Grūti staigāt pa kāpnēm. Мне 82 года.",
            "ārsta atzinums.pdf",
            "Nav norādīts",
            "datums paraksts Anna Paraudziņa",
            "Demonstrācijas saturs",
        ):
            assert said in text
        assert file.sha256 in text.replace(" ", "")
        assert application.content_hash in text.replace(" ", "")

    def test_a_stamp_stands_on_it_only_once_it_is_registered(self, lita):
        application = submitted().application
        with pytest.raises(issuing.NotRegistered):
            issuing.ready(application, Kind.STAMPED)
        document = register(application.case, by=lita)
        read = Read(issuing.ready(application, Kind.STAMPED))
        assert f"Saņemts un reģistrēts {document.number_text} {document.registered_on:%d.%m.%Y}." in _in_any_order(read)
        assert document.number_text not in Read(issuing.ready(application, Kind.SUMMARY)).text

    def test_an_annulled_number_stands_on_no_new_pdf(self, lita):
        application = submitted().application
        annul(register(application.case, by=lita), by=lita, reason="Cita lieta")
        with pytest.raises(issuing.NotRegistered):
            issuing.ready(application, Kind.STAMPED)

    def test_a_confirmed_application_has_no_empty_signature_line(self, lita):
        application = submitted().application
        assert "datums paraksts" in Read(issuing.ready(application, Kind.SUMMARY)).text
        confirm(application, Authenticity.SIGNED_COUNTER, by=lita)
        confirmed = Read(issuing.ready(application, Kind.SUMMARY)).text
        assert "datums paraksts" not in confirmed
        assert str(lita) in confirmed

    def test_the_copy_to_sign_tells_the_ways_to_confirm(self):
        text = Read(issuing.ready(submitted().application, Kind.TO_SIGN)).text
        assert "eParakstu" in text
        assert "pie mums klātienē" in text
        assert "Anna Paraudziņa" in text

    def test_the_demo_is_marked_and_a_real_office_is_not(self, settings):
        application = submitted().application
        settings.DEMO = False
        assert "Demonstrācijas" not in Read(issuing.ready(application, Kind.SUMMARY)).text

    def test_an_answer_is_text_never_markup(self):
        application = submitted(answers={"first_name": SCRIPT, "why": SCRIPT}).application
        for kind in (Kind.SUMMARY, Kind.TO_SIGN, Kind.RECEIPT):
            pdf = issuing.ready(application, kind)
            assert Read(pdf).text.replace(" ", "").count(SCRIPT.replace(" ", "")) >= 2
            assert b"/JavaScript" not in pdf
            assert not _names(pdf) & {"/JS", "/JavaScript", "/Launch", "/URI"}

    def test_it_stays_what_it_was_when_the_form_is_written_anew(self):
        application = submitted().application
        application.form_version.texts["item.why.label"] = "Pavisam cits jautājums"
        assert "Kas notiek?" in Read(issuing.ready(application, Kind.SUMMARY)).text


class TestAccessibility:
    @pytest.mark.parametrize("kind", [Kind.SUMMARY, Kind.TO_SIGN, Kind.RECEIPT])
    def test_it_is_tagged_titled_and_in_latvian(self, kind):
        application = submitted(answers=whole_answers()).application
        read = Read(issuing.ready(application, kind))
        assert (read.ua, read.language, read.marked, read.shows_title) == ("1", "lv", True, True)
        assert show_reference(application.case.reference) in read.title
        assert {"H1", "H2", "H3", "Table", "TR", "TH", "TD"} <= read.tags

    def test_its_letters_are_inside_only_those_used(self):
        pdf = issuing.ready(submitted(answers=whole_answers()).application, Kind.SUMMARY)
        fonts = Read(pdf).fonts
        assert fonts
        assert all(inside for _name, inside in fonts)
        # "ABCDEF+" before a name says that the font holds a subset.
        assert all(name[6] == "+" and "Durvis-Sans" in name for name, _inside in fonts)
        assert len(pdf) < 120_000


class TestReceipt:
    def test_only_the_one_for_who_has_just_submitted_holds_the_secret(self):
        done = submitted()
        secret = show_secret(done.secret)
        assert secret in Read(issuing.receipt_with_secret(done.application, done.secret)).text
        assert secret not in Read(issuing.ready(done.application, Kind.RECEIPT)).text
        assert "piezvaniet vai atnāciet" in Read(issuing.ready(done.application, Kind.RECEIPT)).text

    def test_the_secret_is_never_kept(self):
        done = submitted()
        before = IssuedPdf.objects.count()
        handing_out.send(done.application, Kind.RECEIPT, by=None, why="just_submitted", secret=done.secret)
        assert IssuedPdf.objects.count() == before
        assert not IssuedPdf.objects.exclude(storage_name="").exists()

    def test_it_promises_days_and_their_condition(self, monkeypatch):
        moment = timezone.make_aware(timezone.datetime(2026, 11, 20, 15, 0))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        text = Read(issuing.ready(submitted().application, Kind.RECEIPT)).text
        assert "reģistrēsim līdz 23. novembrim" in text
        assert "līdz 7. decembrim, ja iesniegums būs parakstīts" in text


class TestRenderingOnce:
    def test_submitting_makes_them_due_and_the_worker_renders_them(self):
        application = submitted().application
        rows = application.issued_pdfs
        assert set(rows.values_list("kind", "state")) == {
            (Kind.SUMMARY, "due"),
            (Kind.RECEIPT, "due"),
            (Kind.TO_SIGN, "due"),
        }
        work_once()
        assert set(rows.values_list("state", flat=True)) == {"done"}
        assert all(row.storage_name and len(row.sha256) == 64 for row in rows.all())

    def test_whoever_asks_before_the_worker_gets_the_same_file(self, monkeypatch):
        application = submitted().application
        first = issuing.ready(application, Kind.SUMMARY)
        row = application.issued_pdfs.get(kind=Kind.SUMMARY)
        assert row.state == DueRow.State.DONE
        monkeypatch.setattr(rendering, "pdf", lambda html: pytest.fail("rendered twice"))
        assert issuing.ready(application, Kind.SUMMARY) == first
        issuing.render(row)

    def test_two_at_once_leave_one_file(self, monkeypatch):
        application = submitted().application
        row = issuing.order(application, Kind.SUMMARY)
        other, real = [], rendering.pdf

        def another_is_quicker(html):
            monkeypatch.setattr(rendering, "pdf", real)
            other.append(issuing.render(IssuedPdf.objects.get(pk=row.pk)).storage_name)
            return real(html)

        monkeypatch.setattr(rendering, "pdf", another_is_quicker)
        assert issuing.render(row).storage_name == other[0]
        assert [name for name in _stored() if _of(row, name)] == other

    def test_it_lies_sealed(self):
        application = submitted().application
        issuing.ready(application, Kind.SUMMARY)
        with storages["private"].open(application.issued_pdfs.get(kind=Kind.SUMMARY).storage_name) as file:
            assert not file.read().startswith(b"%PDF")

    def test_confirming_and_registering_each_make_a_new_one_due(self, lita):
        application = submitted().application
        work_once()
        confirm(application, Authenticity.SIGNED_COUNTER, by=lita)
        register(application.case, by=lita)
        due = application.issued_pdfs.filter(state=DueRow.State.DUE)
        assert sorted(due.values_list("kind", flat=True)) == [Kind.STAMPED, Kind.SUMMARY]


class TestHandingOut:
    def test_it_goes_out_to_be_saved_under_a_name_that_tells_nothing(self, lita):
        application = submitted().application
        response = handing_out.send(application, Kind.SUMMARY, by=lita, why="case")
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == f'attachment; filename="iesniegums-{application.case.reference}.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["Cache-Control"] == "private, no-store"

    def test_who_took_it_is_recorded(self, lita):
        application = submitted().application
        handing_out.send(application, Kind.SUMMARY, by=lita, why="case")
        entry = AuditEntry.objects.get(act="pdf.open")
        assert (entry.actor, entry.case_id, entry.details) == (
            lita,
            application.case_id,
            {"kind": "summary", "why": "case"},
        )


class TestOnTheConfirmationPage:
    def test_the_receipt_holds_what_the_page_shows_and_the_copy_is_to_sign(self):
        journal()
        published_version()
        resident = Resident().fill_until("review").press("", form="submit-application")
        secret = resident.page.find(id="secret").get_text(strip=True)
        base = resident.address.rsplit("/", 2)[0]
        receipt = Read(resident.client.get(f"{base}/apliecinajums.pdf").content)
        assert secret in receipt.text
        assert resident.page.find(id="reference").get_text(strip=True) in receipt.text
        to_sign = Read(resident.client.get(f"{base}/iesniegums.pdf").content)
        assert "datums paraksts" in to_sign.text
        assert secret not in to_sign.text


class TestNothingIsFetched:
    def test_a_document_can_name_no_file_and_no_address(self):
        html = (
            '<html lang="lv"><title>x</title><body><p>redzams</p><img alt="a" src="file:///etc/passwd">'
            '<img alt="b" src="http://127.0.0.1:1/x.png"><link rel="stylesheet" href="http://127.0.0.1:1/x.css">'
        )
        fetcher = rendering._prepared()[2]
        for address in ("file:///etc/passwd", "http://127.0.0.1:1/", "https://a.example/", "durvis:../settings.py"):
            with pytest.raises(ValueError, match="disallowed"):
                fetcher.fetch(address)
        assert "redzams" in Read(rendering.pdf(html)).text

    def test_warnings_about_letters_do_not_reach_the_log(self, caplog):
        caplog.set_level(logging.DEBUG, logger="root")
        rendering.pdf('<html lang="lv"><title>x</title><body><p>Anna \U000f1234 noslēpums')
        assert "noslēpums" not in caplog.text
        assert "\U000f1234" not in caplog.text


def _in_any_order(read: Read) -> str:
    # The stamp stands beside the office's address, so a plain reader mixes their lines.
    words = read.text.split()
    start = words.index("Saņemts")
    near = words[start : start + 30]
    number = next(word for word in near if word.startswith("1-6/"))
    day = near[near.index(number) + 1]
    return f"Saņemts un reģistrēts {number} {day}"


def _names(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {str(key) for one in document.objects if isinstance(one, pikepdf.Dictionary) for key in one}


def _stored() -> list[str]:
    place = storages["private"]
    found = []
    for folder in place.listdir("issued")[0]:
        found += [f"issued/{folder}/{name}" for name in place.listdir(f"issued/{folder}")[1]]
    return found


def _of(row: IssuedPdf, name: str) -> bool:
    from eservices.attachments import storing
    from portal.personal_data.encryption import SealBrokenError

    try:
        return b"".join(storing.opened(name=name, aad=issuing._place(row))).startswith(b"%PDF")
    except SealBrokenError:
        return False
