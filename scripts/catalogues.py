"""Message catalogues: compile them, and check that nothing a person reads is left untranslated.

``compile`` writes .mo files beside the .po files. ``check`` extracts every message of our
code and templates (as makemessages would) and demands a translation of each: in Latvian of
all, in Russian of all that a resident can meet. It refuses a message that stands twice in a file.
The catalogues of one language count together, as they do at run time. ``locale/`` at the top holds
what staff read of Wagtail that Wagtail has not in Latvian, or not well, and is not extracted from anything.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("portal", "pages", "eservices", "templates")
# What only staff meet needs no Russian.
STAFF_ONLY = (
    "eservices/inbox/",
    "eservices/counter/",
    "templates/counter/",
    "eservices/registration/",
    "eservices/notifications/models.py",
    "eservices/clients/",
    "templates/inbox/",
    "templates/wagtailadmin/",
    "templates/wagtailsnippets/",
    "portal/people/",
    "portal/audit/",
    "portal/working_days/",
    "portal/due_work/",
    "portal/demo/",
    "portal/oversight.py",
    "portal/wagtail_hooks.py",
    "pages/pre_checks/blocks.py",
    "pages/pre_checks/reviewing.py",
    "templates/oversight/",
    "pages/models/",
    "pages/blocks.py",
    "templates/pages/admin/",
    "templates/pages/missed_panel.html",
    "templates/pages/old_statement_panel.html",
    "templates/pages/nothing_to_read_panel.html",
    "pages/upkeep/",
    "templates/pages/upkeep/",
    "eservices/definitions/places.py",
    "eservices/definitions/middleware.py",
    "portal/translated.py",
    "pages/wagtail_hooks.py",
    "eservices/catalogue/",
    "eservices/cases/",
    "eservices/definitions/bank_copies.py",
    "eservices/definitions/bank_views.py",
    "eservices/definitions/banking.py",
    "eservices/definitions/expecting.py",
    "eservices/definitions/file_views.py",
    "eservices/definitions/keeping.py",
    "eservices/definitions/blocks.py",
    "eservices/definitions/models.py",
    "eservices/definitions/page_form.py",
    "eservices/definitions/publishing.py",
    "eservices/definitions/reviewing.py",
    "eservices/definitions/differing.py",
    "eservices/definitions/panels.py",
    "eservices/definitions/views.py",
    "templates/definitions/admin/",
    "templates/definitions/_try_steps.html",
    "templates/definitions/try.html",
    "templates/definitions/try_end.html",
    "templates/definitions/try_faults.html",
    "templates/definitions/try_frame.html",
    "eservices/definitions/rehearsing.py",
    "eservices/definitions/importing.py",
    "eservices/definitions/schema.py",
    "eservices/definitions/wagtail_hooks.py",
)

Key = tuple[str, str]


def catalogue_files(language: str = "*") -> list[Path]:
    """List every .po file of ours, for one language or all."""
    places = [ROOT / "locale", *(ROOT / source for source in SOURCES)]
    pattern = f"{language}/LC_MESSAGES/django*.po"
    found = [path for place in places for path in place.glob(f"**/locale/{pattern}")]
    return sorted({*found, *(ROOT / "locale").glob(pattern)})


def read(path: Path, language: str | None = None) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=language or path.parts[-3], abort_invalid=True)


def compile_all() -> None:
    """Write the .mo beside each .po that is newer."""
    for source in catalogue_files():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with target.open("wb") as file:
                write_mo(file, read(source))


def key_of(message: object) -> Key:
    """Return context and singular id, by which gettext finds a message."""
    identity = message.id  # type: ignore[attr-defined]
    singular = identity[0] if isinstance(identity, tuple) else identity
    return (message.context or "", singular)  # type: ignore[attr-defined]


def translated(language: str) -> set[Key]:
    """Return the keys that have a finished translation in any catalogue of the language."""
    done = set()
    for path in catalogue_files(language):
        for message in read(path, language):
            texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
            if message.id and all(texts) and not message.fuzzy:
                done.add(key_of(message))
    return done


def extractable() -> Iterator[tuple[str, str]]:
    """Yield path and text of everything xgettext should read; templates turned into gettext calls."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    from django.utils.translation.template import templatize

    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix == ".py" and "/migrations/" not in name:
                yield name, path.read_text()
            elif path.suffix in {".html", ".txt"} and ("templates/" in name or source == "templates"):
                yield name, templatize(path.read_text(), origin=name)


def extract() -> Catalog:
    """Return every message of our sources with its places."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for name, text in extractable():
            copy = Path(folder) / (name if name.endswith(".py") else f"{name}.py")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text)
            names.append(str(copy.relative_to(folder)))
        listing = Path(folder) / "sources"
        listing.write_text("\n".join(names))
        keywords = ("gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3", "pgettext_lazy:1c,2",
                    "npgettext_lazy:1c,2,3", "gettext_noop", "_")  # fmt: skip
        command = ["xgettext", "-L", "Python", "--from-code=UTF-8", "--files-from=sources", "-o", "all.pot"]
        subprocess.run([*command, *(f"--keyword={word}" for word in keywords)], cwd=folder, check=True)
        found = Path(folder) / "all.pot"
        if not found.exists():
            return Catalog()
        template = found.read_text().replace("charset=CHARSET", "charset=UTF-8")
        found.write_text(template.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n != 1)"))
        return read(found, "en")


def repeated(path: Path) -> list[str]:
    """List the messages that one catalogue has more than once; Babel would take the last without a word."""
    found = subprocess.run(["msguniq", "--repeated", str(path)], capture_output=True, check=True).stdout
    return [f"{path.relative_to(ROOT)}: {message.id!r} twice" for message in read_po(io.BytesIO(found)) if message.id]


def check() -> int:
    """Print each message without its translation, and each that stands twice; return how many there are."""
    faults = [fault for path in catalogue_files() for fault in repeated(path)]
    done = {language: translated(language) for language in ("lv", "ru")}
    for message in extract():
        if not message.id:
            continue
        places = [place.removesuffix(".py") if place.endswith((".html.py", ".txt.py")) else place
                  for place, _line in message.locations]  # fmt: skip
        where = ", ".join(sorted(set(places))[:3])
        if key_of(message) not in done["lv"]:
            faults.append(f"lv: {message.id!r} ({where})")
        if key_of(message) not in done["ru"] and not all(place.startswith(STAFF_ONLY) for place in places):
            faults.append(f"ru: {message.id!r} ({where})")
    print("\n".join(faults) or "Every message is translated.")
    return len(faults)


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_all()
    elif sys.argv[1:] == ["check"]:
        sys.exit(1 if check() else 0)
    else:
        sys.exit("Say: catalogues.py compile, or catalogues.py check")
