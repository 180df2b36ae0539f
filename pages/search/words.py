"""Words as the search compares them: without capitals, diacritics and endings.

Latvian is typed with and without diacritics, so it is folded first and its endings are cut from the folded word.
Russian and English go through the Snowball stemmers.
"""

from functools import lru_cache

import snowballstemmer

from portal.personal_data.names import fold

LONGEST_WORD = 40
SHORTEST_STEM = 3
_SNOWBALL = {"ru": "russian", "en": "english"}
# Endings of nouns, adjectives and participles by case, folded; the longest that leaves a stem is cut.
_ENDINGS = sorted(
    {
        *("s", "a", "u", "am", "i", "e", "em", "us", "im", "um", "m", "o"),
        *("as", "ai", "os", "is", "es", "ei", "iem", "ie"),
        *("ajs", "ais", "aja", "ajam", "ajai", "ajas", "ajos", "ajiem", "ajo", "aji", "ajus"),
        *("ja", "ju", "jam", "jiem", "jos", "ji", "jus", "jai", "jas"),
        *("ija", "ijas", "ijai", "iju", "ijam", "ijas"),
    },
    key=lambda ending: (-len(ending), ending),
)


def words_in(text: str) -> list[str]:
    """The words of a text in order, lower case and with their diacritics; marks and single letters are left out."""
    kept = "".join(mark if mark.isalnum() else " " for mark in text.casefold())
    return [word[:LONGEST_WORD] for word in kept.split() if len(word) > 1]


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """A word without its ending, folded: "mājās" and "majas" give the same."""
    if language in _SNOWBALL:
        return fold(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord(word.casefold()))
    folded = fold(word)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= SHORTEST_STEM:
            return folded.removesuffix(ending)
    return folded


def languages_of(query: str, language: str) -> list[str]:
    """The language of the site, and Russian where the words are Cyrillic: people type in the language they think in."""
    cyrillic = any("а" <= letter <= "я" for letter in query.casefold())
    return [language, "ru"] if cyrillic and language != "ru" else [language]
