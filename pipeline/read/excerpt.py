"""Words of an author, short enough to be quoted in a finding."""


def excerpt(text: str, length: int = 48) -> str:
    """Return `text` on one line, cut to `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
