"""Names are found without diacritics and stand in the order of the Latvian alphabet."""

import random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from portal.personal_data.names import SORT_KEY_LENGTH, fold, sort_key
from portal.throttling.models import AttemptWindow

# A register as a lietvede would order it by hand.
IN_ORDER = [
    "Abele", "Ābele", "Abele Anna", "Ābele Anna", "Abelīte", "Āboliņš", "Bērziņš", "Cukurs", "Čakste", "Eglīte", "Ēriks",
    "Gailis", "Ģelzis", "Ieva", "Īle", "Yra", "Jansons", "Kalns", "Ķirsis", "Lapa", "Ļaudona", "Niedre", "Ņikitins",
    "Sala", "Šalms", "Zariņš", "Žagars", "Анна", "Лайма",
]  # fmt: skip


def test_a_register_is_ordered_as_by_hand():
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@pytest.mark.django_db
def test_the_database_orders_them_the_same():
    names = [name for name in IN_ORDER if len(sort_key(name)) <= 64]
    AttemptWindow.objects.bulk_create(
        AttemptWindow(key=sort_key(name), window=number, expires_at="2026-11-21T00:00Z")
        for number, name in random.Random(3).sample(list(enumerate(names)), len(names))
    )
    ordered = AttemptWindow.objects.order_by("key").values_list("window", flat=True)
    assert list(ordered) == list(range(len(names))), connection.vendor


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Bērziņš", "berzins"),
        ("  ŠĶŪNIS-Ļeva \t Anna ", "skunis-leva anna"),
        ("Müller", "muller"),
        ("Straße", "strasse"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Жанна Ёлкина", "жанна елкина"),
        ("Ｆｕｌｌ", "full"),
    ],
)
def test_folding(typed, folded):
    assert fold(typed) == folded


def test_composed_and_decomposed_letters_are_the_same():
    assert sort_key("Be\u0304rzin\u0327s\u030c") == sort_key("Bērziņš")
    assert fold("Be\u0304rzin\u0327s\u030c") == fold("Bērziņš")


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing_and_keys_fit_their_column(text):
    assert fold(fold(text)) == fold(text)
    key = sort_key(text)
    assert len(key) <= SORT_KEY_LENGTH
    assert not set(key) - set("0123456789")


@given(st.text(alphabet="aābcčdeēžzš ", max_size=12), st.text(alphabet="aābcčdeēžzš ", max_size=12))
def test_case_never_matters(one, other):
    assert (sort_key(one) < sort_key(other)) == (sort_key(one.upper()) < sort_key(other.upper()))
