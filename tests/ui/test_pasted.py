"""What comes along from Word unseen does not reach residents, and what is meant stays."""

import pytest
from wagtail.rich_text import RichText

from pages.blocks import PointsBlock, ProseBlock
from pages.models import ContentPage
from portal.ui.pasted import tidy, tidy_html

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("pakal\u00adpojums\u200b", "pakalpojums"),
        (f"Aprūpe{NBSP}mājās  ir{NBSP}{NBSP}bez maksas", "Aprūpe mājās ir bez maksas"),
        (f"1{NBSP}200{NBSP}€ un 5{NBSP}dienas", f"1{NBSP}200{NBSP}€ un 5 dienas"),
        ("•\tPase\n·  Izziņa\n\uf0b7 Rēķins\no\tCits", "Pase\nIzziņa\nRēķins\nCits"),
        ("pirmā\votrā\r\ntrešā", "pirmā\notrā\ntrešā"),
        ("„Durvis” – [home_care_1x], 8.30–17.00", "„Durvis” – [home_care_1x], 8.30–17.00"),
        ("o, kā tad!", "o, kā tad!"),
        ("", ""),
    ],
)
def test_unseen_signs_go_and_words_stay(pasted, kept):
    assert tidy(pasted) == kept
    assert tidy(kept) == kept


def test_running_text_loses_empty_paragraphs_and_typed_bullets():
    source = '<p data-block-key="a">·&nbsp; Pase</p><p> </p><p><b> </b></p><p data-block-key="b">Teksts <a href="/lv/">šeit</a></p>'
    assert tidy_html(source) == '<p data-block-key="a">Pase</p><p data-block-key="b">Teksts <a href="/lv/">šeit</a></p>'


@pytest.mark.django_db
def test_fields_and_blocks_are_tidied_when_a_page_is_saved():
    page = ContentPage(title=f"Mājas{NBSP}lapa", summary="Par\u00ad to")
    page.clean()
    assert (page.title, page.summary) == ("Mājas lapa", "Par to")
    cleaned = PointsBlock().clean({"title": "", "items": ["• Pase", f"Divi{NBSP}vārdi"]})
    assert list(cleaned["items"]) == ["Pase", "Divi vārdi"]
    assert ProseBlock().clean(RichText("<p></p><p>Jā\u200b</p>")).source == "<p>Jā</p>"
