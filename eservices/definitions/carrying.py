"""Texts in other languages: which of a page's are true translations of what stands there now, and taking them elsewhere."""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation, TranslatableObject, Translation, TranslationContext
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue
from wagtail_localize.strings import StringValue

from eservices.definitions.compiling import compile_steps
from eservices.definitions.publishing import block_ids

Texts = dict[str, str]


def is_kept_in_step(target: Any) -> bool:
    """Say whether the translation tool writes this translation; otherwise it is edited like any other page."""
    return Translation.objects.filter(
        source__object_id=target.translation_key, target_locale=target.locale_id, enabled=True
    ).exists()


def true_texts(source: Any, target: Any) -> Texts:
    """Give a translation's texts by name; of one the tool writes only those made of the words the source has now."""
    if not is_kept_in_step(target):
        return compile_steps(target.steps)[1]
    made = StringTranslation.objects.filter(
        context__object_id=source.translation_key, locale=target.locale_id, has_error=False
    ).select_related("translation_of", "context")
    known = {(*_end(one.context.path), one.translation_of.data): StringValue(one.data).render_text() for one in made}
    ids = block_ids(source)
    wanted = {
        name: (*_field(name, ids), StringValue.from_plaintext(text).data)
        for name, text in compile_steps(source.steps)[1].items()
    }
    return {name: known[place] for name, place in wanted.items() if place in known}


def teach(source: Any, locale: Locale, texts: Texts) -> None:
    """Let the translation tool know the translations of a source's texts, so that its next turn uses them."""
    ids = block_ids(source)
    wanted = {_field(name, ids): text for name, text in texts.items()}
    for segment in extract_segments(source):
        if isinstance(segment, StringSegmentValue) and _end(segment.path) in wanted:
            _teach_one(source, locale, segment, wanted[_end(segment.path)])


def _teach_one(source: Any, locale: Locale, segment: StringSegmentValue, text: str) -> None:
    owner, _made = TranslatableObject.objects.get_or_create_from_instance(source)
    context, _made = TranslationContext.objects.get_or_create(object=owner, path=segment.path)
    string = String.from_value(source.locale, segment.string)
    StringTranslation.objects.update_or_create(
        translation_of=string,
        locale=locale,
        context=context,
        defaults={
            "data": StringValue.from_plaintext(text).data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        },
    )


def _end(path: str) -> tuple[str, str]:
    """Give the block and the field that the path of a segment ends with."""
    block, _dot, field = path.rpartition(".")
    return block.rpartition(".")[2], field


def _field(name: str, ids: dict[str, str]) -> tuple[str, str]:
    """Give the block and its field that hold the text of this name."""
    kind, key, *rest = name.split(".")
    if kind == "option":
        return ids.get(f"option.{key}.{rest[0]}", ""), rest[1] if rest[1:] else "label"
    owner = "item" if kind == "group" else kind
    return ids.get(f"{owner}.{key}", ""), rest[0] if rest else "text"
