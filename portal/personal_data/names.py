"""Names for finding and for ordering, the same on every database.

SQLite folds and sorts only ASCII, and PostgreSQL as its locale says, so both are worked out here and stored.
"""

import itertools
import unicodedata

SORT_KEY_LENGTH = 200
_LETTERS_KEPT = 48
_NO_DECOMPOSITION = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
# Latvian order: č ģ ķ ļ ņ ŗ š ž are letters of their own, y stands after i, long vowels beside the short.
_ORDER = "0123456789abcčdefgģhiyjkķlļmnņopqrŗsštuvwxzžабвгдежзийклмнопрстуфхцчшщъыьэюя"
_OWN_LETTERS = frozenset(_ORDER)
_CODE = {letter: f"{number:02}" for number, letter in enumerate(_ORDER, start=1)}
_SPACE = "00"


def fold(text: str) -> str:
    """Bring text to the form it is searched by: lower case, no diacritics, single spaces."""
    # Taken apart before and after: a sign for a letter (ℾ) becomes a capital, and some small letters come apart again.
    lower = unicodedata.normalize("NFKD", text).casefold().translate(_NO_DECOMPOSITION)
    letters = (char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))
    return " ".join("".join(letters).split())


def sort_key(text: str) -> str:
    """Give a key that orders names as the Latvian alphabet does, at most SORT_KEY_LENGTH characters.

    It holds digits only, two for a letter: those every database and locale order alike. A second part, reached when
    the letters are equal, puts the short vowel before the long (Abele, Ābele).
    """
    words = " ".join(unicodedata.normalize("NFC", text.casefold()).replace("-", " ").split())
    letters = list(itertools.islice(itertools.chain.from_iterable(map(_plain_letters, words)), _LETTERS_KEPT))
    first = "".join(_CODE.get(letter, _SPACE) for letter, _ in letters)
    return first + _SPACE + "".join("1" if marked else "0" for _, marked in letters)


def _plain_letters(char: str) -> list[tuple[str, bool]]:
    if char in _OWN_LETTERS or char == " ":
        return [(char, False)]
    plain = fold(char)
    return [(letter, True) for letter in plain if letter in _OWN_LETTERS]
