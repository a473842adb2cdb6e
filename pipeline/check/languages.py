"""Languages that a book may say its words are in: those that somebody, or something, knows."""

from collections.abc import Collection
from typing import Final

from pyphen import language_fallback

_UNDIVIDED: Final = frozenset(
    {"ar", "bo", "ckb", "dv", "fa", "he", "ja", "km", "ko", "lo", "my", "ps", "sd", "ug", "ur", "yi", "zh", "zxx"}
)
"""Languages whose words are never divided at the end of a line, in the script that they are mostly written in."""
_UNDIVIDED_SCRIPTS: Final = frozenset(
    {"arab", "hang", "hani", "hans", "hant", "hebr", "hira", "jpan", "kana", "khmr", "kore", "laoo", "mymr", "tibt"}
)


def is_known(tag: str, named: Collection[str]) -> bool:
    """Tell whether the hyphenation knows a language, or need not, or book.yaml has it among those `named`.

    A name holds for all narrower ones (RFC 4647, 3.3.1): “ar” for “ar-Latn”.
    """
    return language_fallback(tag) is not None or _needs_no_division(tag.lower()) or _is_named(tag.lower(), named)


def _needs_no_division(tag: str) -> bool:
    language, *others = tag.split("-")
    scripts = [part for part in others if len(part) == 4 and part.isalpha()]
    return scripts[0] in _UNDIVIDED_SCRIPTS if scripts else language in _UNDIVIDED


def _is_named(tag: str, named: Collection[str]) -> bool:
    return any(f"{tag}-".startswith(f"{name.lower()}-") for name in named)
