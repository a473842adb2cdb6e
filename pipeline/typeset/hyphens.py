"""Two rules of hyphenation that the engine does not know: no more than two hyphens in a row, none across pages.

They are `hyphenate-limit-lines: 2` and `hyphenate-limit-last: always` of CSS Text 4 §6.3. A line that would break a
rule is set again without hyphenation. The engine's own functions are wrapped; a line is known by where it starts.
"""

from types import ModuleType
from typing import Any, Final

from pipeline.typeset.line_fitting import LIKE

_IN_A_ROW: Final = 2
_HYPHEN: Final = "‐"
"""U+2010, which the engine adds where it divides a word."""
_WITHOUT: Final = "sets_without_hyphens"
_RUNS: Final = "hyphens_in_a_row"


def limit_hyphens(inline_layout: ModuleType, block_layout: ModuleType) -> None:
    """Wrap `weasyprint.layout.inline` and `.block` so that both rules hold for all that is laid out from now on."""
    _obey_prohibition(inline_layout)
    _limit_hyphens_in_a_row(inline_layout)
    _keep_words_on_their_page(inline_layout, block_layout)


def _obey_prohibition(inline_layout: Any) -> None:
    split = inline_layout.split_first_line

    def split_first_line(text: str, style: Any, context: Any, *rest: Any, **named: Any) -> Any:
        if getattr(context, _WITHOUT, False):
            style = _without_hyphens(style)
        return split(text, style, context, *rest, **named)

    inline_layout.split_first_line = split_first_line


def _without_hyphens(style: Any) -> Any:
    """Return a copy of a style that divides no words, the same one each time."""
    known = vars(style).get(_WITHOUT)
    if known is None:
        known = style.copy()
        known["hyphens"] = "manual"
        setattr(known, LIKE, style)
        setattr(style, _WITHOUT, known)
    return known


def _limit_hyphens_in_a_row(inline_layout: Any) -> None:
    next_line = inline_layout.get_next_linebox

    def get_next_linebox(
        context: Any, linebox: Any, position_y: float, bottom_space: float, skip_stack: Any, *rest: Any
    ) -> Any:
        runs: dict[tuple[int, str], int] = vars(context).setdefault(_RUNS, {})
        text = id(linebox.children[0]) if linebox.children else 0
        before = runs.get((text, repr(skip_stack)), 0) if skip_stack else 0
        with _Prohibition(context, before >= _IN_A_ROW):
            line, resume_at = next_line(context, linebox, position_y, bottom_space, skip_stack, *rest)
        runs[text, repr(resume_at)] = before + 1 if line and _ends_with_hyphen(line) else 0
        return line, resume_at

    inline_layout.get_next_linebox = get_next_linebox


def _keep_words_on_their_page(inline_layout: Any, block_layout: Any) -> None:
    lay_out_lines = block_layout._linebox_layout

    def linebox_layout(
        context: Any, box: Any, index: int, linebox: Any, new_children: list[Any], page_is_empty: bool,
        absolute_boxes: Any, fixed_boxes: Any, adjoining_margins: Any, bottom_space: float, position_y: float,
        skip_stack: Any, *rest: Any,
    ) -> Any:  # fmt: skip
        abort, stop, resume_at, *others = lay_out_lines(
            context, box, index, linebox, new_children, page_is_empty, absolute_boxes, fixed_boxes,
            adjoining_margins, bottom_space, position_y, skip_stack, *rest,
        )  # fmt: skip
        page_ends_here = stop and not abort and resume_at is not None and bool(new_children)
        if page_ends_here and not context.in_column and _ends_with_hyphen(new_children[-1]):
            start = new_children[-2].resume_at if len(new_children) > 1 else skip_stack
            if start is not None:  # a paragraph's first line, whose indent is forgotten by now, is left as it is
                with _Prohibition(context, True):
                    line, line_resume_at = inline_layout.get_next_linebox(
                        context, linebox, new_children[-1].position_y, bottom_space, start, box,
                        absolute_boxes, fixed_boxes, None, None,
                    )  # fmt: skip
                line.resume_at = line_resume_at
                new_children[-1] = line
                resume_at = {index: line_resume_at}
        return (abort, stop, resume_at, *others)

    block_layout._linebox_layout = linebox_layout


class _Prohibition:
    """While it is entered, the lines that `context` lays out are not hyphenated, if `applies`."""

    def __init__(self, context: Any, applies: bool) -> None:
        self._context = context
        self._before = getattr(context, _WITHOUT, False)
        self._applies = applies or self._before

    def __enter__(self) -> None:
        setattr(self._context, _WITHOUT, self._applies)

    def __exit__(self, *_: object) -> None:
        setattr(self._context, _WITHOUT, self._before)


def _ends_with_hyphen(line: Any) -> bool:
    while getattr(line, "children", None):
        line = line.children[-1]
    return str(getattr(line, "text", "")).endswith(_HYPHEN)
