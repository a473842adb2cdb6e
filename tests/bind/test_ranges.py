from hypothesis import given
from hypothesis import strategies as st

from pipeline.bind.ranges import Ranges, rounded_up

sizes = st.lists(st.integers(0, 3000), max_size=20)
steps = st.sampled_from([1, 256, 512])


def bounds_of(first: int, needed: list[int], step: int) -> list[int]:
    """Return where each range begins, and where the last one ends."""
    ranges = Ranges(first, step)
    return [*map(ranges.take, needed), ranges.next]


@given(st.integers(0, 100), sizes, steps)
def test_every_part_has_the_numbers_it_needs_alone(first: int, needed: list[int], step: int) -> None:
    bounds = bounds_of(first, needed, step)
    assert bounds[0] == first
    for start, following, size in zip(bounds, bounds[1:], needed, strict=False):
        assert 0 <= following - start - size < step
        assert (following - start) % step == 0


@given(sizes.filter(bool), st.data())
def test_a_part_that_grows_within_its_range_moves_no_other(needed: list[int], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(needed) - 1))
    grown = list(needed)
    grown[index] = data.draw(st.integers(needed[index], rounded_up(needed[index], 512)))
    assert bounds_of(16, grown, 512) == bounds_of(16, needed, 512)
