"""Words as the search compares them: without capitals, diacritics and endings.

Latvian is typed with and without diacritics, so it is folded first and its endings are cut from the folded word.
Russian and English go through the Snowball stemmers.
"""

from functools import lru_cache

import snowballstemmer
from django.conf import settings

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

# Words that say nothing of what is looked for, folded; in each language, because people mix them.
_SMALL = (
    "un vai ar par no uz kas ko ka kam kur kad ja jo lai bet ir nav bija bus es man mani mans mana manam manai mes mums "
    "jus jums tu tev vins vina vinam vinai tas ta tam tai to si sis so sai ar ari jau tikai vel pie pec pa pat te tur "
    "gan nu ludzu loti vairs vajag vajadzigs vajadziga gribu var varu varam nevaru nevar kads kada kadi kadu "
    "и или а но в во на с со по к ко у о об из за от до для что как где когда кто мне меня мой моя мою моей моему мы нам "
    "нас вы вас вам он она его ее ей ему это этот есть нет не ли бы же то так уже еще очень надо нужно нужна нужен могу "
    "можно хочу какой какая какие "
    "the a an and or of to in on at for from with by is are was be do does can could will would how what where when who "
    "which my me we us our you your he she his her it its this that there not no if need want get have has i am"
)
_SMALL_WORDS = frozenset(_SMALL.split())


def words_in(text: str) -> list[str]:
    """The words of a text in order, lower case and with their diacritics; marks and single letters are left out."""
    kept = "".join(mark if mark.isalnum() else " " for mark in text.casefold())
    return [word[:LONGEST_WORD] for word in kept.split() if len(word) > 1]


def telling(words: list[str]) -> list[str]:
    """The words that tell what is looked for; all of them where none does."""
    return [word for word in words if fold(word) not in _SMALL_WORDS] or words


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
    return [language, "ru"] if cyrillic and language != "ru" and "ru" in dict(settings.LANGUAGES) else [language]
