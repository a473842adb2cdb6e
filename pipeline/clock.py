"""The date that a build's products carry, and the day on which facts are due for review."""

import os
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.book.manuscript import BookMetadata
from pipeline.errors import UsageError

EARLIEST = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())
LATEST = int(datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC).timestamp())
"""The first and the last moment that an EPUB's container (a ZIP file) can name."""


def timestamp(folder: Path, metadata: "BookMetadata") -> int:
    """Return the moment, in seconds since 1970 UTC, that products are dated with: never the wall clock.

    It is SOURCE_DATE_EPOCH (reproducible-builds.org) where that is set, else the date of the last commit of the
    checkout that holds the book, else the edition's own date, else the start of 1980. What lies before 1980 becomes
    its start. Raises UsageError when SOURCE_DATE_EPOCH is not a number or lies beyond 2107.
    """
    known = given_or_committed(folder)
    return known if known is not None else max(_edition(metadata) or EARLIEST, EARLIEST)


def given_or_committed(folder: Path) -> int | None:
    """Return SOURCE_DATE_EPOCH, else the last commit's moment; None where neither is known and the edition decides."""
    given = _given()
    if given is not None:
        return given
    committed = _last_commit(folder)
    return None if committed is None else min(max(committed, EARLIEST), LATEST)


def today() -> date:
    """Return the day on which what ages is looked at: SOURCE_DATE_EPOCH's where that is set, else the wall clock's.

    Only for findings that no product holds: two builds of one commit are alike, but a figure that nobody has looked
    at for a year has aged although nothing was committed. Raises UsageError when SOURCE_DATE_EPOCH is not a number.
    """
    given = _given()
    return (datetime.now(UTC) if given is None else datetime.fromtimestamp(given, UTC)).date()


def _given() -> int | None:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not re.fullmatch("[0-9]+", given):
        raise UsageError(f"SOURCE_DATE_EPOCH is “{given}”, not a number of seconds")
    if len(given) > len(str(LATEST)) or int(given) > LATEST:
        raise UsageError(f"SOURCE_DATE_EPOCH is “{given[:20]}”: an EPUB can bear no date after 2107 ({LATEST})")
    return max(int(given), EARLIEST)


def _last_commit(folder: Path) -> int | None:
    # Whoever owns the checkout, its date is only read; without this git would say nothing of another user's.
    trusted = ("-c", "safe.directory=*", "-c", "log.showSignature=false")
    command = ["git", *trusted, "-C", str(folder), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    answer = done.stdout.strip()
    return int(answer) if done.returncode == 0 and answer.isdecimal() else None


def _edition(metadata: "BookMetadata") -> int | None:
    try:
        day = date.fromisoformat(metadata.date or "")
    except ValueError:
        return None
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
