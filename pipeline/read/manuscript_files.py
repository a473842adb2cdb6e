"""The files of a book: text, YAML and images, each read once, with what was wrong in them."""

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.book.nearest import nearest
from pipeline.book.texts import Texts
from pipeline.read.excerpt import excerpt
from pipeline.read.folder import FileRefusedError, Folder, Refusal
from pipeline.read.images import ImageProblem, read_image
from pipeline.read.paths import named_path, scheme_of
from pipeline.read.registry import Registry
from pipeline.read.text_file import read_text
from pipeline.read.yaml_remarks import check_remarks
from pipeline.read.yaml_text import Mapping, Sequence, YamlSource, parse_yaml

_IMAGE_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg")
_NOT_IN_NAMES = frozenset("\"'#%&*:<>?\\|")
"""Mean something else in addresses, or may not stand in the names of an EPUB (EPUB 3.3 §4.2.3)."""


class ManuscriptFiles:
    """Reads what the book's other files name; `texts` and `resources` grow with it, `findings` too.

    `registry` is empty until the book's facts have been read. `asked` counts the questions for anything but the text of
    a chapter: whoever reads without asking depends on that text alone.
    """

    def __init__(self, folder: Folder, findings: list[Diagnostic]) -> None:
        self._folder = folder
        self._nodes: dict[PurePosixPath, Mapping | Sequence | None] = {}
        self._images: dict[PurePosixPath, Resource | Diagnostic] = {}
        self.findings = findings
        self.registry = Registry()
        self.texts: Texts[PurePosixPath] = Texts()
        self.asked = 0

    @property
    def resources(self) -> dict[ResourcePath, Resource]:
        """Every image that could be read, by its path."""
        return {image.path: image for image in self._images.values() if isinstance(image, Resource)}

    def holds(self, path: PurePosixPath) -> bool:
        """Tell whether there is such a file within the book's folder."""
        self.asked += 1
        return self._folder.holds(path)

    def lacks(self, path: PurePosixPath) -> bool:
        """Tell whether there is nothing of that path, so that reading it would be no mistake but in vain."""
        self.asked += 1
        return self._folder.lacks(path)

    def is_outside(self, path: PurePosixPath) -> bool:
        """Tell whether a path leads out of the book's folder."""
        self.asked += 1
        return self._folder.is_outside(path)

    def below(self, folder: str, suffix: str) -> Iterator[PurePosixPath]:
        """Yield the files below a folder of the book that end in `suffix`."""
        self.asked += 1
        return self._folder.files(folder, suffix)

    def text(self, path: PurePosixPath) -> str | None:
        """Return a file's text, or None where it could not be read."""
        if path not in self.texts:
            text = read_text(self._folder, path, self.findings)
            if text is None:
                return None
            self.texts[path] = text
            return text
        return self.texts[path]

    def yaml(self, path: PurePosixPath) -> Mapping | Sequence | None:
        """Return a YAML file's content, or None where it could not be read."""
        self.asked += 1
        if path not in self._nodes:
            text = self.text(path)
            self._nodes[path] = None if text is None else self._parsed(YamlSource(path, text))
        return self._nodes[path]

    def _parsed(self, source: YamlSource) -> Mapping | Sequence | None:
        node = parse_yaml(source, self.findings)
        if node is not None:
            self.findings.extend(check_remarks(node, source))
        return node

    def image(
        self, name: str, file: PurePosixPath, here: SourceLocation, findings: list[Diagnostic]
    ) -> ResourcePath | None:
        """Return the path of the image that `file` calls `name`; None where `findings` say why it cannot be used."""
        self.asked += 1
        scheme = scheme_of(name)
        if scheme:
            rule = rules.IMAGE_REMOTE if scheme in ("http", "https") else rules.IMAGE_OUTSIDE
            findings.append(rule.at(here, file=excerpt(name, 60)))
            return None
        path = named_path(file, name)
        try:
            data = self._folder.read(path)
        except FileRefusedError as error:
            findings.append(self._refused(error, name, path, here))
            return None
        problem = self._problem_of_name(path)
        if problem:
            findings.append(rules.IMAGE_NAME.at(here, file=path, problem=problem))
            return None
        if path not in self._images:
            try:
                self._images[path] = read_image(ResourcePath(path), data)
            except ImageProblem as fault:
                self._images[path] = fault.rule.at(None, file=name, **fault.words)
        image = self._images[path]
        if isinstance(image, Diagnostic):
            findings.append(Diagnostic(image.rule, image.severity, image.message, here))
            return None
        return image.path

    def _problem_of_name(self, path: PurePosixPath) -> str | None:
        """Return why the products cannot hold an image of that name, None where they can."""
        wrong = next((letter for letter in str(path) if letter in _NOT_IN_NAMES), None)
        if wrong:
            return f"it holds the character {wrong}"
        if path.suffix.lower() not in _IMAGE_SUFFIXES:
            return f"it ends in none of {', '.join(_IMAGE_SUFFIXES)}"
        alike = (other for other in self._images if other != path and _folded(other) == _folded(path))
        other = next(alike, None)
        return f"only case tells it from “{other}”" if other else None

    def _refused(self, error: FileRefusedError, name: str, path: PurePosixPath, here: SourceLocation) -> Diagnostic:
        match error.refusal:
            case Refusal.OUTSIDE:
                return rules.IMAGE_OUTSIDE.at(here, file=name)
            case Refusal.UNREADABLE:
                return rules.IMAGE_UNREADABLE.at(here, file=name, problem=error.problem)
            case _:
                known = [str(file) for suffix in _IMAGE_SUFFIXES for file in self.below(".", suffix)]
                return rules.IMAGE_MISSING.at(here, nearest(str(path), known), file=name)


def _folded(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", str(path).casefold())
