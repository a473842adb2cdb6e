"""YAML as the format has it: every scalar a string that knows its place; no aliases, tags, tabs or repeated keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath
from typing import TypeAlias

import yaml

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.read.text_file import control_character
from pipeline.read.yaml_faults import fault_of

_INDENTING_TAB = re.compile(r"^ *\t(?=.*\S)", re.MULTILINE)
_OPENING = re.compile(r"[|>][-+0-9]*[^\n]*\n\s*|[\"']")
_AFTER_BREAK = re.compile(r"\n? *")
_DEEPEST = 16
_QUOTED = "put a value that begins with this sign in quotation marks"
_NO_TAB = "replace it by blanks, as many as the lines around have"


@dataclass(frozen=True, slots=True)
class YamlSource:
    """The text a node stands in; `first_line` is the line of the file that the text begins on, from 1."""

    path: PurePosixPath
    text: str
    first_line: int = 1

    def place(self, index: int) -> SourceLocation:
        """Return line and column of the character at `index`."""
        line = self.text.count("\n", 0, index)
        return SourceLocation(self.path, self.first_line + line, index - self.text.rfind("\n", 0, index))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value; `start` and `end` bound it, quotation marks included, in `source`."""

    text: str
    source: YamlSource = field(repr=False)
    start: int
    end: int

    @property
    def location(self) -> SourceLocation:
        """Where the value begins."""
        return self.source.place(self.start)

    def at(self, offset: int) -> SourceLocation:
        """Return the place of the character at `offset` of the value, through quoting, escapes and folding."""
        return self.source.place(next(islice(self._positions(), offset, None), self.start))

    def _positions(self) -> Iterator[int]:
        source, position = self.source.text, self.start
        quote = source[position : position + 1]
        opening = _OPENING.match(source, position, self.end)
        if opening:
            position = opening.end()
        for character in self.text:
            position = min(position, self.end)
            here = source[position : position + 1]
            escaped = here == "\\" and quote == '"'
            if here != character and not escaped:
                wanted = "\n" if character in " \n" else character
                position = max(source.find(wanted, position, self.end), position)
                here = source[position : position + 1]
            yield position
            if here == "\n":
                position = _AFTER_BREAK.match(source, position, self.end).end()  # type: ignore[union-attr]
            elif escaped or (quote == "'" and source.startswith("''", position)):
                position += 2
            else:
                position += 1
        yield min(position, self.end)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, and where each key stands."""

    entries: dict[str, "Node"]
    keys: dict[str, SourceLocation]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    location: SourceLocation


Node: TypeAlias = Scalar | Mapping | Sequence


def parse_yaml(source: YamlSource, findings: list[Diagnostic]) -> Mapping | Sequence | None:
    """Read one YAML document that is a mapping or a list; None where it is none (then `findings` says why).

    An empty document is an empty mapping.
    """
    tabs = [source.place(match.end() - 1) for match in _INDENTING_TAB.finditer(source.text)]
    if tabs:
        findings.extend(rules.YAML_TAB.at(here, _NO_TAB) for here in tabs)
        return None
    try:
        composer, node = _composed(source)
    except yaml.MarkedYAMLError as error:
        fault = fault_of(error, source.text)
        here = source.place(fault.at) if fault else SourceLocation(source.path)
        if "'\\t'" in (error.problem or ""):
            findings.append(rules.YAML_TAB.at(here, _NO_TAB))
        else:
            problem = fault.problem if fault else error.problem or error.context
            findings.append(rules.YAML_SYNTAX.at(here, fault.hint if fault else None, problem=problem))
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        problem = str(error).partition("\n")[0]
        findings.append(rules.YAML_SYNTAX.at(SourceLocation(source.path, source.first_line), problem=problem))
        return None
    findings.extend(composer.findings)
    if isinstance(node, Scalar):
        findings.append(rules.YAML_SYNTAX.at(node.location, problem="keys and values are expected, not text"))
        return None
    return None if composer.aliases else node


def _composed(source: YamlSource) -> tuple["_Composer", Node]:
    """Compose with libyaml, ten times as fast; where it refuses, with the parser whose words are plainer."""
    for loader in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader):
        composer = _Composer(source, loader)
        try:
            return composer, composer.document()
        except (yaml.YAMLError, ValueError, OverflowError):
            if loader is yaml.SafeLoader:
                raise
    raise AssertionError("the last parser returns or raises")


class _Composer:
    """Builds nodes from PyYAML's events, which still tell anchors, aliases and tags from the values."""

    def __init__(self, source: YamlSource, loader: type[yaml.SafeLoader]) -> None:
        self.findings: list[Diagnostic] = []
        self.aliases = 0
        self._source = source
        self._events = yaml.parse(source.text, Loader=loader)

    def document(self) -> Node:
        node: Node = Mapping({}, {}, self._source.place(0))
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refused("a second document begins", event)
                first = next(self._events)
                empty = isinstance(first, yaml.ScalarEvent) and not first.value and not first.style
                node = node if empty else self._node(first, 0)
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > _DEEPEST:
            raise _refused(f"nested more than {_DEEPEST} deep", event)
        start, end = _bounds(event)
        here = self._source.place(start)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.aliases += 1
            self.findings.append(rules.YAML_ALIAS.at(here, _QUOTED))
        elif getattr(event, "tag", None):
            self.findings.append(rules.YAML_SYNTAX.at(here, _QUOTED, problem="a value cannot begin with !"))
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(here, depth)
            case yaml.SequenceStartEvent():
                return self._sequence(here, depth)
            case yaml.ScalarEvent():
                return self._scalar(event, here)
            case _:
                return Scalar("", self._source, start, end)

    def _scalar(self, event: yaml.ScalarEvent, here: SourceLocation) -> Scalar:
        text = event.value
        name = control_character(text)
        if name:
            self.findings.append(rules.CONTROL_CHARACTER.at(here, character=name))
            text = "".join(character for character in text if not control_character(character))
        return Scalar(text, self._source, *_bounds(event))

    def _sequence(self, here: SourceLocation, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), here)

    def _mapping(self, here: SourceLocation, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, SourceLocation] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self.findings.append(rules.YAML_SYNTAX.at(key.location, problem="a key is text, not a list"))
            elif key.text in entries:
                first, hint = keys[key.text].line, "remove one of the two, or join their values"
                self.findings.append(rules.YAML_DUPLICATE_KEY.at(key.location, hint, key=key.text, first=first))
            else:
                entries[key.text] = value
                keys[key.text] = key.location
        return Mapping(entries, keys, here)


def _bounds(event: yaml.Event) -> tuple[int, int]:
    return _index(event.start_mark), _index(event.end_mark)


def _index(mark: object) -> int:
    return int(getattr(mark, "index", 0))


def _refused(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    mark = event.start_mark
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark if isinstance(mark, yaml.Mark) else None)
