"""Words of book.yaml as codes of ONIX (EDItEUR's code lists, issue 69 and later)."""

from collections.abc import Mapping
from typing import Final

CONTRIBUTOR_ROLES: Final[Mapping[str, str]] = {
    "aut": "A01", "cre": "A09", "art": "A07", "bkd": "A11", "ill": "A12", "pht": "A13", "wpr": "A15", "aft": "A19",
    "win": "A24", "aui": "A24", "ctg": "A39", "cov": "A36", "bjd": "A36", "edt": "B01", "adp": "B05", "trl": "B06",
    "com": "C01",
}  # fmt: skip
"""List 17 by MARC relator codes."""
OTHER_CONTRIBUTOR: Final = "Z99"

LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bs": "bos", "ca": "cat", "cs": "cze", "cy": "wel",
    "da": "dan", "de": "ger", "el": "gre", "en": "eng", "eo": "epo", "es": "spa", "et": "est", "eu": "baq",
    "fa": "per", "fi": "fin", "fr": "fre", "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv",
    "hu": "hun", "hy": "arm", "id": "ind", "is": "ice", "it": "ita", "ja": "jpn", "ka": "geo", "kk": "kaz",
    "ko": "kor", "la": "lat", "lt": "lit", "lv": "lav", "mk": "mac", "nl": "dut", "no": "nor", "nb": "nob",
    "nn": "nno", "pl": "pol", "pt": "por", "ro": "rum", "ru": "rus", "sk": "slo", "sl": "slv", "sq": "alb",
    "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "zh": "chi",
}  # fmt: skip
"""List 74 (ISO 639-2/B) by the two letters that a language tag begins with."""


def language_code(language: str) -> str | None:
    """Return the code of a language tag's language; None where the table has none."""
    subtag = language.split("-")[0].lower()
    return subtag if len(subtag) == 3 else LANGUAGES.get(subtag)


def country_code(language: str) -> str | None:
    """Return the region of a language tag, as list 91 has it: “GB” of en-GB."""
    return next((subtag.upper() for subtag in language.split("-")[1:] if len(subtag) == 2), None)


def date_code(date: str) -> tuple[str, str] | None:
    """Return a date's format (list 55) and digits: 2026-11-23 gives 00 and 20261123; None for anything else."""
    digits = date.replace("-", "")
    formats = {8: "00", 6: "01", 4: "05"}
    return (formats[len(digits)], digits) if digits.isdecimal() and len(digits) in formats else None
