"""Where a place in a piece's boxes is once some of them were put in, changed or taken away."""

import pytest

from pipeline.typeset.box_changes import Change, Path

CHANGE = Change(within=(0,), begin=2, old_end=3, new_end=5)
"""The third child of the root's first became three."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((0,), (0,)),
        ((0, 1, 7), (0, 1, 7)),
        ((0, 2), None),
        ((0, 2, 0, 140), None),
        ((0, 3, 4), (0, 5, 4)),
        ((1, 2), (1, 2)),
    ],
)
def test_places_behind_a_change_move_and_those_within_it_are_gone(old: Path, new: Path | None) -> None:
    assert CHANGE.moved(old) == new
