"""References and secrets can be said, written and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.personal_data import secrets
from portal.personal_data.blind_index import blind


def test_a_reference_reads_well_and_back():
    reference = secrets.new_reference()
    assert len(reference) == 8
    shown = secrets.show_reference(reference)
    assert shown == f"{reference[:4]} {reference[4:]}"
    assert secrets.read_reference(shown) == reference
    assert secrets.show_reference("K7MP4TXD") == "K7MP 4TXD"


def test_look_alikes_do_not_stand_side_by_side():
    for group in ("0OQD", "1ILJ", "2Z", "5S", "6G", "8B", "UVW"):
        assert len(set(group) & set(secrets.ALPHABET)) <= 1, group


@pytest.mark.parametrize(
    "typed", ["k7mp4txd", "K7MP-4TXD", " k7mp  4txd ", "K7MP–4TXD", "К7МР 4ТХD", "k 7 m p 4 t x d"]
)
def test_a_reference_is_read_as_people_type_it(typed):
    assert secrets.read_reference(typed) == "K7MP4TXD"


def test_what_is_misread_from_paper_is_read_back():
    assert secrets.read_reference("BSZG UKMP") == "8526VKMP"


@pytest.mark.parametrize("typed", ["", "K7MP", "K7MP4TXDD", "K7MP4TX1", "K7MP 4TX0", "'; DROP TABLE", "K7MP4TXŅ"])
def test_what_cannot_be_one_is_not_read(typed):
    assert secrets.read_reference(typed) is None


def test_a_typed_secret_is_long_grouped_and_never_repeats():
    made = {secrets.new_typed_secret() for _ in range(200)}
    assert len(made) == 200
    one = made.pop()
    assert len(one) == 20
    assert [len(group) for group in secrets.show_secret(one).split()] == [4, 4, 4, 4, 4]
    assert secrets.read_secret(secrets.show_secret(one).lower()) == one


def test_a_link_token_has_256_bits_and_fits_a_url():
    token = secrets.new_link_token()
    assert len(token) == 43
    assert token.replace("-", "").replace("_", "").isalnum()


def test_the_stored_hash_is_keyed_and_tells_nothing(keys_folder):
    hashed = secrets.hash_secret("K7MP4TXDK7MP4TXDK7MP")
    assert len(hashed) == 64
    assert hashed == secrets.hash_secret("K7MP4TXDK7MP4TXDK7MP")
    (keys_folder / "index.key").unlink()
    assert hashed != secrets.hash_secret("K7MP4TXDK7MP4TXDK7MP")


@given(st.text(max_size=20), st.text(max_size=20))
def test_purposes_cannot_be_matched(one, other):
    assert (blind("code", one) == blind("code", other)) == (one == other)
    assert blind("code", one) != blind("name", one)
