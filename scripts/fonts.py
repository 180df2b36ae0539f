#!/usr/bin/env python
"""Make the portal's font files: small parts of Source Sans 3, each for the letters of one range.

The ranges stand in frontend/_fonts.scss, where the style sheet tells a browser which file holds which letters. The
licence (SIL Open Font License 1.1, condition 3) keeps the name "Source" for the whole font, so the parts have a name of
their own, on the page as inside the file and in every PDF.
"""

import re
import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "source-sans"
FONTS = ROOT / "static" / "fonts"
RANGES = ROOT / "frontend" / "_fonts.scss"

NAME = "Durvis Sans"
WEIGHTS = {400: "Regular", 700: "Bold"}

# Numbers of the name table: family, unique name, full name, PostScript name, trademark, family and subfamily by type.
FAMILY, UNIQUE, FULL, POSTSCRIPT, TRADEMARK, TYPE_FAMILY, TYPE_SUBFAMILY = 1, 3, 4, 6, 7, 16, 17


def main() -> int:
    """Write one file for each range and weight into static/fonts, with the licence; remove what stood there before."""
    if FONTS.exists():
        shutil.rmtree(FONTS)
    FONTS.mkdir(parents=True)
    for part, letters in ranges().items():
        for weight in WEIGHTS:
            path = FONTS / f"durvis-sans-{part}-{weight}.woff2"
            cut(weight, letters, path)
            print(f"{path.stat().st_size / 1024:8.1f} KB  {path.name}")
    shutil.copyfile(SOURCE / "LICENSE.md", FONTS / "LICENSE.md")
    return 0


def ranges() -> dict[str, set[int]]:
    """Return the code points of each file. The names of languages lie in the first, whatever letters they need."""
    found = dict(re.findall(r'"([a-z-]+)": \((U\+[^)]*)\)', RANGES.read_text()))
    letters = {part: set(parse_unicodes(text)) for part, text in found.items()}
    letters["latin"] |= letters.pop("names")
    # A PDF takes the space between two words from their own file, or else from a font of another width.
    return {part: found | {0x20, 0xA0} for part, found in letters.items()}


def cut(weight: int, letters: set[int], path: Path) -> None:
    """Write the part of the font that these letters need, without instructions for old screens."""
    options = Options(flavor="woff2", hinting=False)
    # Figures of one width stand below each other in tables of prices.
    options.layout_features = [*options.layout_features, "tnum"]
    font = load_font(str(SOURCE / "TTF" / f"SourceSans3-{WEIGHTS[weight]}.ttf"), options)
    part = Subsetter(options)
    part.populate(unicodes=letters)
    part.subset(font)
    rename(font, weight)
    save_font(font, str(path), options)


def rename(font: TTFont, weight: int) -> None:
    """Give a part its own name; the copyright and the licence stay inside."""
    full = f"{NAME} {WEIGHTS[weight]}"
    names = font["name"]
    for number in (TRADEMARK, TYPE_FAMILY, TYPE_SUBFAMILY):
        names.removeNames(nameID=number)
    for number, text in ((FAMILY, NAME), (UNIQUE, full), (FULL, full), (POSTSCRIPT, full.replace(" ", "-"))):
        names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    sys.exit(main())
