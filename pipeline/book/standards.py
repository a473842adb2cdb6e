"""Standards that a finished file can claim to keep."""

from enum import StrEnum


class Standard(StrEnum):
    """ISO 14289-1 (accessible to every reader) and ISO 19005-3 at level A (readable for good, and tagged)."""

    PDF_UA_1 = "PDF/UA-1"
    PDF_A_3A = "PDF/A-3a"
