"""How the engine begins each page of a document: remembered, so that it can begin there again."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

_STARTS: Final = "starts_of_pages"
_NUMBER: Final = "number_in_document"


@dataclass(frozen=True, slots=True)
class PageStart:
    """How things stood when a page was begun.

    `state` is the engine's own: where in the tree, with what kind of page, on which side, with which counters.
    The notes of these numbers were still to come; `clean` tells that nothing was carried over from the page before.
    """

    state: tuple[Any, ...]
    notes_to_come: frozenset[int]
    clean: bool

    @property
    def path(self) -> tuple[int, ...] | None:
        """The way to where the page begins; None where it begins in several places at once, as within a table's row."""
        steps: list[int] = []
        place = self.state[0]
        while place is not None:
            if len(place) != 1:
                return None
            ((step, place),) = place.items()
            steps.append(step)
        return tuple(steps)


def number_notes(notes: Sequence[Any]) -> None:
    """Number the notes of a document, which the engine does not keep in order: what it takes back goes to the end."""
    for number, note in enumerate(notes):
        setattr(note, _NUMBER, number)


def note_number(note: Any) -> int:
    """Return the number of a note; -1 where it was given none."""
    return int(getattr(note, _NUMBER, -1))


def record_starts(pages: Any) -> None:
    """Wrap `weasyprint.layout.page` so that a context remembers how each of its pages was begun."""
    remake = pages.remake_page

    def remake_page(index: int, context: Any, root_box: Any, html: Any) -> Any:
        made = vars(context).setdefault(_STARTS, {})
        state = tuple(deepcopy(part) for part in context.page_maker[index][:4])
        clean = not context.reported_footnotes and not context.broken_out_of_flow
        made[index] = PageStart(state, frozenset(map(note_number, context.footnotes)), clean)
        return remake(index, context, root_box, html)

    pages.remake_page = remake_page


def starts_of(context: Any) -> Mapping[int, PageStart]:
    """Return how the pages of a layout were begun, by their places."""
    starts: Mapping[int, PageStart] = vars(context).get(_STARTS, {})
    return starts
