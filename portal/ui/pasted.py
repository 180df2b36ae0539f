"""What a text brings along from Word or a web page and nobody sees: taken out when it is saved."""

import re

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\u0000-\u0008\u000c\u000e-\u001f]")
# Spaces that look like one; those that keep a number together stay.
_HARD = re.compile(r"(?:&nbsp;|[\u00a0\u2007\u202f])")
_KEPT_TOGETHER = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|€|%)")
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_BULLET = re.compile(r"^(?:[•·▪●◦\uf0b7\uf0a7]|o(?=\t))[ \t]*", re.MULTILINE)
_BULLET_IN_PARAGRAPH = re.compile(r"(<(?:p|li)\b[^>]*>(?:<b>)?)(?:[•·▪●◦\uf0b7\uf0a7]|o(?=\s{2}))\s*")
_EMPTY_PARAGRAPH = re.compile(r"<p\b[^>]*>(?:\s|<br/?>|<b>\s*</b>)*</p>")


def tidy(text: str) -> str:
    """Take out invisible characters, bullets typed as signs, and spaces that only look like spaces."""
    hard = bool(_HARD.search(text))
    text = _HARD.sub(" ", _UNSEEN.sub("", text).replace("\r\n", "\n"))
    text = _SPACES.sub(" ", _BULLET.sub("", text.replace("\v", "\n")))
    return _KEPT_TOGETHER.sub("\N{NO-BREAK SPACE}", text) if hard else text


def tidy_html(source: str) -> str:
    """The same for the text of an editor with headings and lists; paragraphs with nothing in them go too."""
    return _EMPTY_PARAGRAPH.sub("", _BULLET_IN_PARAGRAPH.sub(r"\1", tidy(source)))
