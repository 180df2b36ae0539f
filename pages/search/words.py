"""Words as the search compares them: without capitals, diacritics and endings.

Latvian is typed with and without diacritics, so it is folded first and its endings are cut from the folded word.
Russian and English go through the Snowball stemmers.
"""

import re
from functools import lru_cache
from itertools import groupby

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
    "pats pati pasam pasai pasi butu jabut savs savu savam savai darit talak griezties versties "
    "и или а но в во на с со по к ко у о об из за от до для что как где когда кто мне меня мой моя мою моей моему мы нам "
    "нас вы вас вам он она его ее ей ему это этот есть нет не ли бы же то так уже еще очень надо нужно нужна нужен могу "
    "можно хочу какой какая какие делать куда если "
    "na dlja dlya gde kak chto kogda nado nuzhno mne esli "
    "the a an and or of to in on at for from with by is are was be do does can could will would how what where when who "
    "which my me we us our you your he she his her it its this that there not no if need want get have has i am"
)
_SMALL_WORDS = frozenset(_SMALL.split())

# Words that say for whom help is, or ask how to get it: they tell less of what is looked for than the others.
_ASIDE = {
    "lv": (
        "mamma mammīte māte māmiņa tētis tēvs vectēvs vecaistēvs vecmāmiņa vecmamma vecāmāte ome omīte opis opītis vīrs "
        "sieva dēls meita brālis māsa kaimiņš kaimiņiene radinieks draugs pensionārs pensionāre seniors vecs cilvēks cik "
        "maksā jāmaksā maksāt dabūt saņemt dod pienākas liels drīkst velti brīvu bezmaksas jāgaida"
    ),
    "ru": (
        "мама папа мать отец бабушка дедушка муж жена сын дочь брат сестра сосед соседка родственник пенсионер пожилой "
        "пенсионерка человек сколько стоит получить дают положено бесплатно"
    ),
    "en": (
        "mother mum mom father dad parent grandmother grandfather husband wife son daughter brother sister neighbour "
        "relative pensioner elderly person people how much cost get free"
    ),
}
# People say where they live; where the site says it itself, it is an address of the office.
_TOWNS = {
    "lv": "rīga daugavpils liepāja jelgava jūrmala ventspils rēzekne valmiera jēkabpils ogre latvija",
    "ru": "рига даугавпилс лиепая елгава юрмала вентспилс резекне валмиера екабпилс огре латвия",
    "en": "riga daugavpils liepaja jelgava jurmala ventspils rezekne valmiera jekabpils ogre latvia",
}
ASIDE = 0.3

# Letters and pairs as they sound; Russian is typed in Latin letters in many ways, with "h" or "kh", "j" or "y".
_LETTERS = str.maketrans(
    dict(zip("абвгдежзийклмнопрстуфхцчшыэjywx", "abvgdezziiklmnoprstufhccsieiivh", strict=True))
    | {"щ": "sc", "ю": "iu", "я": "ia", "ь": None, "ъ": None}
)
_TWO_FOR_ONE = re.compile("[szck]h|ts")
_SOFT = re.compile("i+e")
_SOUNDS_OF_TWO = {"sh": "s", "zh": "z", "ch": "c", "kh": "h", "ts": "c"}
_RUSSIAN_ENDINGS = (
    "а я у ю о е и ы ой ей ою ею ом ем ам ям ами ями ах ях ов ев ий ый ая яя ое ее ие ые ую юю их ых им ым ими ыми ого его "
    "ому ему ия ию ии ией иям иями иях ость ости"
)


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


@lru_cache
def _aside(language: str) -> frozenset[str]:
    stems = {stem(word, language) for word in _ASIDE.get(language, "").split()}
    return frozenset(stems | {sound(word) for word in _ASIDE[language].split()} if language == "ru" else stems)


@lru_cache
def _towns(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _TOWNS.get(language, "").split())


def told_by(key: str, language: str, *, is_ours: bool) -> float:
    """How much a stem tells of what is looked for: whom it is for, how old, or what it costs, tells less.

    So does a town, unless pages of the site are about it (``is_ours``).
    """
    aside = key.isdigit() or key in _aside(language) or (not is_ours and key in _towns(language))
    return ASIDE if aside else 1


def languages_of(query: str, language: str) -> list[str]:
    """The language of the site, and Russian where the words are Cyrillic: people type in the language they think in."""
    cyrillic = any("а" <= letter <= "я" for letter in query.casefold())
    return [language, "ru"] if cyrillic and language != "ru" and "ru" in dict(settings.LANGUAGES) else [language]


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A Russian word, Cyrillic or typed in Latin letters in any of the usual ways, as it sounds: the same for both."""
    latin = _TWO_FOR_ONE.sub(lambda two: _SOUNDS_OF_TWO[two[0]], fold(word).translate(_LETTERS))
    return "".join(letter for letter, _again in groupby(_SOFT.sub("e", latin)))


@lru_cache
def sounds_of_endings() -> frozenset[str]:
    """What may follow a stem of a Russian word, as it sounds."""
    return frozenset({"", *map(sound, _RUSSIAN_ENDINGS.split())})


def is_latin(word: str) -> bool:
    """Whether a word is typed in Latin letters."""
    return all("a" <= letter <= "z" for letter in fold(word))
