"""The metadata block at the head of a chapter: YAML between two lines of ---."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.read.models.base import validate
from pipeline.read.models.chapter import ChapterModel
from pipeline.read.yaml_remarks import check_remarks
from pipeline.read.yaml_text import Mapping, YamlSource, parse_yaml


@dataclass(frozen=True, slots=True)
class Head:
    """A chapter's metadata (None where it could not be read), its text, and the count of lines before the text."""

    model: ChapterModel | None
    body: str
    lines: int


def read_head(path: PurePosixPath, text: str, findings: list[Diagnostic]) -> Head:
    """Split a chapter into metadata and text; a block without title or end is a finding."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        findings.append(rules.TITLE_MISSING.at(SourceLocation(path, 1)))
        return Head(None, text, 0)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        problem = "the metadata block that begins here has no second line of ---"
        findings.append(rules.YAML_SYNTAX.at(SourceLocation(path, 1), problem=problem))
        return Head(None, "", len(lines))
    source = YamlSource(path, "\n".join(lines[1:end]), 2)
    return Head(_model(source, findings), "\n".join(lines[end + 1 :]), end + 1)


def _model(source: YamlSource, findings: list[Diagnostic]) -> ChapterModel | None:
    node = parse_yaml(source, findings)
    if node is None:
        return None
    findings.extend(check_remarks(node, source))
    if isinstance(node, Mapping) and "title" not in node.entries:
        findings.append(rules.TITLE_MISSING.at(SourceLocation(source.path, 1)))
        return None
    return validate(ChapterModel, node, findings)
