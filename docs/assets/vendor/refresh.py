"""Fetch the browser files that this site ships but did not write: `make vendor`.

VENDOR.json beside this file lists every one of them: its package, version and licence, the hash of the file in the
package, and the hash of the file that is shipped. Fonts are cut down to the characters below on the way.

To take a newer version, change `version` in VENDOR.json and run `make vendor ARGS=--record`: it writes the new hashes,
and the diff is for you to read. Without `--record` anything that differs from the record is refused.

This needs npm (to fetch the packages by name) and fontTools with brotli; nothing else in the project needs either.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RECORD = Path(__file__).with_name("VENDOR.json")

# What a page in English, with French and German names in it, is written with.
LATIN = "20-7E A0-FF 131 152 153 2C6 2DA 2DC 2002 2009 200B 2013 2014 2018-201A 201C-201E 2020 2022 2026 2032 2033 \
2039 203A 2044 20AC 2122 2212"
# The letters of the other European languages and the T of a transposed matrix, in files that load only where one occurs.
LATIN_EXTENDED = "100-130 132-151 154-17F 218-21B 2C7 2D8-2DB 2DD 1D40 1E9E"
# Letters and digits in the styles that LaTeX has names for, Greek, relations, operators, arrows, fences and accents.
MATHS = "20-7E A0 A8 AC AF B0 B1 B4 B7 D7 F7 2C6 2C7 2D8-2DC 302-304 307 308 332 338 391-3A9 3B1-3C9 3D1 3D5 3D6 3F1 \
3F5 2016 2020 2026 2032-2034 2061-2064 20D6 20D7 2102 210A-210E 2110-2113 2115 2119-211D 2124 212C 212F-2131 2133 2134 \
2190-2195 21A6 21D0 21D2 21D4 2200 2202 2203 2205 2207-2209 220F 2211-2213 2218 221A 221D 221E 2223 2225 2227-222B \
223C 2243 2245 2248 2260-2262 2264 2265 226A 226B 2282 2283 2286 2287 2295 2297 2299 22A4 22A5 22C5 22EE 22EF 22F1 \
2308-230B 23DE 23DF 2605 27E8 27E9 FE00 1D400-1D4B5 1D538-1D551 1D6A8-1D6DA 1D6E2-1D755 1D7CE-1D7D7"
CHARACTERS = {"latin": LATIN, "latin-extended": LATIN_EXTENDED, "maths": MATHS}
WEIGHTS = (400, 700)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--record", action="store_true", help="write new hashes instead of refusing what differs")
    record = parser.parse_args().record
    packages = json.loads(RECORD.read_text(encoding="utf-8"))
    changed = []
    for package in packages:
        members = fetch(f"{package['package']}@{package['version']}")
        for file in package["files"]:
            source = members[file["source"]]
            shipped = cut(source, file["characters"]) if "characters" in file else source
            new = {"source_sha256": sha256(source), "sha256": sha256(shipped)}
            if {name: file.get(name) for name in new} != new:
                changed.append(f"{file['path']}: {package['package']} {package['version']}")
                file |= new
                if not record:
                    continue
            target = ROOT / file["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(shipped)
            print(f"{file['path']}  {len(shipped) / 1000:.1f} kB")
    if record:
        RECORD.write_text(json.dumps(packages, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    elif changed:
        print("These are not what VENDOR.json records; they were left as they are:", *changed, sep="\n  ")
        return 1
    return 0


def fetch(package: str) -> dict[str, bytes]:
    """The files of an npm package, by their path in it."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", package, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            return {
                member.name.removeprefix("package/"): tar.extractfile(member).read()
                for member in tar.getmembers()
                if member.isfile()
            }


def cut(font: bytes, characters: str) -> bytes:
    """A font with one set of CHARACTERS only, as WOFF2; a variable one with the weights of WEIGHTS only.

    Glyphs that a kept one is built from or stretches to stay, so brackets and roots still grow.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # the licence stays in the file
    loaded = TTFont(BytesIO(font), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points(CHARACTERS[characters]))
    subsetter.subset(loaded)
    if "fvar" in loaded:
        instantiateVariableFont(loaded, {"wght": WEIGHTS}, inplace=True)
    loaded.flavor = "woff2"
    result = BytesIO()
    loaded.save(result)
    return result.getvalue()


def code_points(ranges: str) -> Iterable[int]:
    """`"41-43 61"` as 0x41, 0x42, 0x43, 0x61."""
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
