"""Writes the page without a server: a folder for any web host, or one file for a USB stick."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from explorer.errors import ConfigError, StorageError
from explorer.files import write_bytes
from explorer.sentences import LANGUAGES, sentences
from explorer.site import DEFAULT_MODELS
from explorer.site.content import gather
from explorer.site.models import Parts
from explorer.web import FOLDER

# What a page may do, as its host would say it in Content-Security-Policy: only what is its own
POLICY = (
    "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; style-src {style}; "
    "connect-src {connect}; img-src data: blob:; worker-src blob:; "
    "base-uri 'none'; form-action 'none'"
)
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="description" content="{about}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
{style}
</head>
<body>
<main id="page"><h1>{heading}</h1><p class="lead">{about} {begins}</p>
<noscript>{noscript}</noscript></main>
<script type="application/json" id="content">{content}</script>
{parts}{script}
</body>
</html>
"""


def write_folder(
    out: Path, names: Sequence[str] = DEFAULT_MODELS, language: str | None = None
) -> list[Path]:
    """Write ``index.html`` and its files into ``out``; what is no file of ours there stays.

    Returns the files. Raises StorageError where ``out`` is a file or holds another page.
    """
    _check(out, language)
    content, parts = gather(names, language)
    written = [
        write_bytes(out / "data" / f"{name}.bin", _packed(part)) for name, part in parts.items()
    ]
    written += [write_bytes(out / name, _bundle(name)) for name in ("site.js", "site.css")]
    page = _page(
        content,
        policy=POLICY.format(script="'self'", style="'self'", connect="'self'"),
        style='<link rel="stylesheet" href="site.css">\n<link rel="modulepreload" href="site.js">',
        script='<script type="module" src="site.js"></script>',
    )
    return [*written, write_bytes(out / "index.html", page.encode())]


def write_single(
    file: Path, names: Sequence[str] = DEFAULT_MODELS, language: str | None = None
) -> Path:
    """Write all of it as one HTML file, which opens without any server, and asks for nothing."""
    if file.suffix.lower() not in (".html", ".htm"):
        raise ConfigError(f"the single page must be named *.html, got {file.name!r}.")
    _check_language(language)
    content, parts = gather(names, language)
    page = _page(
        content,
        policy=POLICY.format(script="'unsafe-inline'", style="'unsafe-inline'", connect="'none'"),
        style=f"<style>{_bundle('site.css').decode()}</style>",
        script=f'<script type="module">{_inline(_bundle("site.js").decode())}</script>',
        parts=_embedded(parts),
    )
    return write_bytes(file, page.encode())


def _packed(part: bytes) -> bytes:
    return gzip.compress(part, 7, mtime=0)  # level 9 takes five times as long, for 0.2 %


def _bundle(name: str) -> bytes:
    return (FOLDER / "dist" / name).read_bytes()


def _page(content: dict[str, Any], parts: str = "", **fields: str) -> str:
    language = content["language"] or "en"
    words = sentences(language)
    return PAGE.format(
        language=language,
        title=escape(words["app"]["title"]),
        heading=escape(words["app"]["title"]),
        about=escape(words["site"]["about"], quote=True),
        begins=escape(words["site"]["begins"]),
        noscript=escape(words["site"]["noscript"]),
        content=json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace(
            "<", "\\u003c"
        ),
        parts=parts,
        **{
            name: escape(field, quote=True) if name == "policy" else field
            for name, field in fields.items()
        },
    )


def _embedded(parts: Parts) -> str:
    """Each part as a script that no browser runs: gzip in base85, a quarter larger than bytes."""
    return "".join(
        f'<script type="text/plain" id="part-{name}">{_text(part)}</script>\n'
        for name, part in parts.items()
    )


def _text(part: bytes) -> str:
    # of base85's letters "<" and "&" would need escapes, and "`" is none of JSON's favourites
    written = base64.b85encode(_packed(part)).decode("ascii")
    return written.translate(LETTERS)


LETTERS = str.maketrans("<>&", ",.:")


def _inline(script: str) -> str:
    return script.replace("</script", "<\\/script")


def _check(out: Path, language: str | None) -> None:
    _check_language(language)
    if out.exists() and not out.is_dir():
        raise StorageError(f"a folder is expected at {out}, but it is a file.")
    page = out / "index.html"
    if page.exists() and 'id="content"' not in page.read_text("utf-8", errors="replace"):
        raise StorageError(f"{out} already holds another page, index.html: choose another folder.")


def _check_language(language: str | None) -> None:
    if language is not None and language not in LANGUAGES:
        raise ConfigError(f"--lang must be one of {', '.join(LANGUAGES)}, got {language!r}.")
