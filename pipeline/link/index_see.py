"""See and see also: which entries the editors send the reader to."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.manuscript import SeeInstruction
from pipeline.book.nearest import nearest
from pipeline.link.index_headings import fold
from pipeline.rules import SEE_ALSO_UNMARKED, SEE_CIRCLE, SEE_TARGET_MISSING, SEE_WITH_LOCATORS


@dataclass(slots=True)
class SeeLinks:
    """The targets of every entry that has a see, and of every one that has a see also, in the editors' order.

    Only targets that can be followed are here: marked entries, and for a see also nothing but them.
    """

    see: dict[str, tuple[str, ...]] = field(default_factory=dict)
    see_also: dict[str, tuple[str, ...]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wish:
    """One arrow an editor drew."""

    source: str
    target: str
    also: bool
    location: SourceLocation


def resolve_see(instructions: tuple[SeeInstruction, ...], marked: Collection[str]) -> SeeLinks:
    """Check what data/index.yaml says against the entries that the text marks, and keep what holds."""
    links = SeeLinks()
    wishes = tuple(
        _Wish(fold(item.entry), fold(target), item.also, item.location)
        for item in instructions
        for target in item.targets
    )
    sees: dict[str, list[str]] = {}
    for wish in wishes:
        if not wish.also:
            sees.setdefault(wish.source, []).append(wish.target)
    links.diagnostics.extend(_check_sources(instructions, marked))
    for wish in wishes:
        problem = _problem(wish, sees, marked)
        if problem is not None:
            links.diagnostics.append(problem)
        elif wish.also == (wish.source in marked):
            kept = links.see_also if wish.also else links.see
            kept[wish.source] = tuple(dict.fromkeys((*kept.get(wish.source, ()), wish.target)))
    return links


def _check_sources(instructions: tuple[SeeInstruction, ...], marked: Collection[str]) -> Iterator[Diagnostic]:
    for item in instructions:
        source = fold(item.entry)
        if not item.also and source in marked:
            yield SEE_WITH_LOCATORS.at(item.location, entry=source)
        elif item.also and source not in marked:
            yield SEE_ALSO_UNMARKED.at(item.location, nearest(source, marked), entry=source)


def _problem(wish: _Wish, sees: Mapping[str, list[str]], marked: Collection[str]) -> Diagnostic | None:
    if wish.target == wish.source or (wish.target in sees and wish.target not in marked):
        path = [wish.source, *_follow(wish.target, wish.source, sees)]
        what = "goes round in a circle" if path[-1] in path[:-1] else "leads to another see"
        return SEE_CIRCLE.at(wish.location, what=what, path=" → ".join(path))
    if wish.target not in marked:
        hint = nearest(wish.target, marked)
        return SEE_TARGET_MISSING.at(wish.location, hint, source=wish.source, target=wish.target)
    return None


def _follow(target: str, source: str, sees: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the entries a reader comes to, until one has no see or was met before."""
    met = {source}
    while target not in met:
        yield target
        met.add(target)
        if target not in sees:
            return
        target = sees[target][0]
    yield target
