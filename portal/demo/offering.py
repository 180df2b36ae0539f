"""What the demo office registers in and what can be applied for online."""

import json
from collections.abc import Collection

from eservices.definitions.bank_copies import forms_asking_the_same, note_same
from eservices.definitions.importing import import_definition
from eservices.definitions.keeping import keep_from
from eservices.definitions.models import BankPart, EServicePage
from eservices.registration.models import Direction, Journal
from portal.demo.reading import eservice_files

JOURNALS = (
    ("sanemtie", "Saņemtie dokumenti", "1-6", Direction.RECEIVED),
    ("nosutitie", "Nosūtītie dokumenti", "1-7", Direction.SENT),
    ("lemumi", "Lēmumi", "1-8", Direction.DECISION),
    ("ligumi", "Līgumi", "1-9", Direction.CONTRACT),
)

# Kept from the home care form: name, when to use it, questions.
BANK = (
    (
        "Klienta dati",
        "Cilvēks, kuram vajadzīga palīdzība. Lieciet solī, kura virsraksts nosauc šo cilvēku.",
        "klienta_vards klienta_uzvards klienta_kods klienta_dzimis klienta_adrese ir_deklarets deklareta_adrese",
    ),
    (
        "Apgādnieki",
        "Likumīgie apgādnieki, katrs savā rindā. Pirms tam jājautā, kas iesniedz un vai ir statuss.",
        "ir_apgadnieki apgadnieki",
    ),
    ("Ienākumi", "Kādi ienākumi un cik mēnesī, bez dokumentiem.", "ienakumu_veidi ienakumi_menesi"),
)


def add_journals() -> None:
    """Add the office's journals."""
    for code, title, index, direction in JOURNALS:
        defaults = {"title": title, "index": index, "direction": direction}
        Journal.objects.get_or_create(code=code, defaults=defaults)


def add_eservices(only: Collection[str] = ()) -> list[str]:
    """Import the definitions whose e-service does not exist yet, as an editor would; return their titles.

    ``only`` names the e-services wanted; empty means all.
    """
    known = set(EServicePage.objects.values_list("key", flat=True))
    added = []
    for path in eservice_files():
        definition = json.loads(path.read_text(encoding="utf-8"))
        key = definition["schema"]["eservice"]
        if key not in known and (not only or key in only):
            added.append(import_definition(definition).page.title)
    return added


def add_bank() -> None:
    """Keep questions of the home care form in the question bank, and note every form that asks the same of residents."""
    latvian = EServicePage.objects.filter(locale__language_code="lv", live=True, has_unpublished_changes=False)
    for name, note, questions in BANK:
        source = latvian.filter(key="aprupe-majas").first()
        if source is None or BankPart.objects.filter(name=name, locale__language_code="lv").exists():
            continue
        part = keep_from(source, None, name=name, note=note, questions=questions.split(), needed=True)
        source.get_latest_revision().publish()
        for form in forms_asking_the_same(part):
            if latvian.filter(pk=form.pk).exists():
                note_same(part, form).publish()
