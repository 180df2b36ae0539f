"""What is sealed opens only whole, unchanged and in its own place."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.personal_data import keys as key_files
from portal.personal_data.encryption import (
    CHUNK,
    SealBrokenError,
    SealingWriter,
    iter_opened,
    open_sealed,
    opened_size,
    seal,
)

HEAD = 72
SEALED_CHUNK = CHUNK + 16
PLACE = "cases_party:contact:0c6f"


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_is_sealed_opens_in_its_place(plain, place):
    assert open_sealed(seal(plain, aad=place), aad=place) == plain


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_every_length_around_a_chunk_opens_and_is_known_beforehand(size):
    plain = bytes(range(256)) * (size // 256 + 1)
    blob = seal(plain[:size], aad=PLACE)
    assert open_sealed(blob, aad=PLACE) == plain[:size]
    assert opened_size(len(blob)) == size


@given(st.lists(st.binary(max_size=50_000), max_size=8))
@settings(max_examples=25, deadline=None)
def test_writing_in_pieces_is_the_same_as_at_once(pieces):
    out = io.BytesIO()
    with SealingWriter(out, aad=PLACE) as writer:
        for piece in pieces:
            writer.write(piece)
    assert open_sealed(out.getvalue(), aad=PLACE) == b"".join(pieces)


def test_nothing_of_the_text_or_its_repetition_is_seen():
    text = "Anna Bērziņa, 010180-12345".encode()
    first, second = seal(text, aad=PLACE), seal(text, aad=PLACE)
    assert text not in first
    assert first != second


@given(st.text(max_size=20).filter(lambda text: text != "a"))
def test_another_place_does_not_open_it(place):
    with pytest.raises(SealBrokenError):
        open_sealed(seal(b"x", aad="a"), aad=place)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_changed_bit_is_noticed(data):
    blob = bytearray(seal(b"doctor's conclusion" * 10, aad=PLACE))
    at = data.draw(st.integers(0, len(blob) - 1))
    blob[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBrokenError):
        open_sealed(bytes(blob), aad=PLACE)


@given(st.integers(0, HEAD + 3 * SEALED_CHUNK + 115))
@settings(max_examples=60, deadline=None)
def test_any_cut_is_noticed(length):
    blob = seal(bytes(3 * CHUNK + 100), aad=PLACE)
    with pytest.raises(SealBrokenError):
        open_sealed(blob[:length], aad=PLACE)


def chunks_of(blob):
    body = blob[HEAD:]
    return blob[:HEAD], [body[at : at + SEALED_CHUNK] for at in range(0, len(body), SEALED_CHUNK)]


@pytest.mark.parametrize(
    ("what", "order"),
    [
        ("swapped", [1, 0, 2, 3]),
        ("reordered", [2, 0, 1, 3]),
        ("one left out", [0, 2, 3]),
        ("first left out", [1, 2, 3]),
        ("last left out", [0, 1, 2]),
        ("one twice", [0, 1, 1, 2, 3]),
        ("extended", [0, 1, 2, 3, 3]),
        ("all left out", []),
    ],
)
def test_chunks_keep_their_order_and_number(what, order):
    head, chunks = chunks_of(seal(bytes(3 * CHUNK + 100), aad=PLACE))
    with pytest.raises(SealBrokenError):
        open_sealed(head + b"".join(chunks[number] for number in order), aad=PLACE)


def test_chunks_of_two_files_do_not_mix():
    head, ours = chunks_of(seal(bytes(2 * CHUNK + 5), aad=PLACE))
    _, theirs = chunks_of(seal(bytes(2 * CHUNK + 5), aad=PLACE))
    with pytest.raises(SealBrokenError):
        open_sealed(head + ours[0] + theirs[1] + ours[2], aad=PLACE)


def test_a_stream_stops_at_the_first_chunk_that_does_not_fit():
    blob = bytearray(seal(bytes(2 * CHUNK + 5), aad=PLACE))
    blob[HEAD + SEALED_CHUNK + 3] ^= 1
    parts = iter_opened(io.BytesIO(bytes(blob)), aad=PLACE)
    assert next(parts) == bytes(CHUNK)
    with pytest.raises(SealBrokenError):
        next(parts)


def test_a_source_that_gives_little_at_a_time_opens_too():
    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 1000) if size > 0 else size)

    blob = seal(bytes(CHUNK + 5000), aad=PLACE)
    assert b"".join(iter_opened(Slow(blob), aad=PLACE)) == bytes(CHUNK + 5000)


def test_an_interrupted_writing_leaves_nothing_that_opens():
    out = io.BytesIO()

    class StoppedError(Exception):
        pass

    def write_and_stop():
        with SealingWriter(out, aad=PLACE) as writer:
            writer.write(bytes(3 * CHUNK))
            raise StoppedError

    with pytest.raises(StoppedError):
        write_and_stop()
    with pytest.raises(SealBrokenError):
        open_sealed(out.getvalue(), aad=PLACE)


def test_the_format_names_its_version_and_key(keys_folder):
    blob = seal(b"x", aad=PLACE)
    assert blob[:4] == b"DRV\x01"
    assert f"master-{blob[4:12].decode()}.key" in {path.name for path in keys_folder.iterdir()}


def test_a_new_master_key_seals_and_the_old_still_opens(keys_folder):
    key_files.keys()
    current = next(keys_folder.glob("master-*.key"))
    current.rename(keys_folder / "master-20250101.key")
    old = seal(b"before", aad=PLACE)
    assert key_files.make_next_master()
    new = seal(b"after", aad=PLACE)
    assert old[4:12] == b"20250101"
    assert new[4:12] > old[4:12]
    assert (open_sealed(old, aad=PLACE), open_sealed(new, aad=PLACE)) == (b"before", b"after")


def test_without_its_master_key_nothing_opens(keys_folder):
    blob = seal(b"x", aad=PLACE)
    for path in keys_folder.iterdir():
        path.unlink()
    with pytest.raises(SealBrokenError, match=r"not in the keys folder|does not belong"):
        open_sealed(blob, aad=PLACE)
