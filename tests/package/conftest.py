"""A small book, written by hand after the markup that assemble gives: every construct once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Text
from pipeline.book.manuscript import BookMetadata, Creator, Resource
from pipeline.book.markup import ChapterMarkup, OutlineItem
from pipeline.book.memory import Remember
from pipeline.book.names import AnchorId, LanguageTag, Matter, Medium, PieceId, ResourcePath, Side
from pipeline.book.styles import Styles
from pipeline.book.vocabulary import ENGLISH
from pipeline.cache import BuildCache
from pipeline.check import survey_accessibility
from pipeline.package import package_epub

SAMPLE = Path(__file__).parent / "sample"
STYLES = Path(__file__).parents[2] / "styles"
TIMESTAMP = 1_795_437_296

PIECES = (
    ("cover", "Cover", Matter.FRONT, True),
    ("half-title", "Half title", Matter.FRONT, True),
    ("title-page", "Title page", Matter.FRONT, True),
    ("copyright-page", "Copyright", Matter.FRONT, True),
    ("figures-and-tables", "Figures and tables", Matter.FRONT, False),
    ("glance", "At a glance", Matter.BODY, False),
    ("part", "The land", Matter.BODY, True),
    ("roads", "Historical roads and their keepers", Matter.BODY, False),
    ("chronology", "Chronology", Matter.BACK, False),
    ("people", "People", Matter.BACK, False),
    ("sources", "Sources", Matter.BACK, False),
    ("index", "Index", Matter.BACK, False),
)

METADATA = BookMetadata(
    title="Salt Roads",
    subtitle="A Sample of Everything",
    slug="salt-roads",
    language=LanguageTag("en-GB"),
    identifier="urn:uuid:5f0c9c4e-6a1e-4a65-9d0c-3f6f4a7a9c11",
    creators=(Creator("Ada Example", "aut", "Example, Ada"), Creator("Łucja Wzór", "ill")),
    publisher="The Sample Press",
    edition="First edition",
    date="2026-11-23",
    rights=(Text("CC BY 4.0\nfor the text"),),
    sources_statement=(Text("Nothing here is true."),),
    description="A sample & nothing more.",
    subjects=("Roads", "Salt"),
    citation_style="ieee",
    location=SourceLocation(PurePosixPath("book.yaml")),
)


def _document(name: str, title: str, kind: str, matter: Matter, content: str, medium: Medium) -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" xml:lang="en-GB">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="styles/{medium}.css"/>
</head>
<body class="{medium} {matter}-matter {kind}" epub:type="{matter}matter">
{content}</body>
</html>
"""


def _markup(piece: str, title: str, matter: Matter, display: bool, medium: Medium) -> ChapterMarkup:
    path = SAMPLE / f"{piece}.xhtml"
    content = path.read_text("utf-8") if path.exists() else '<section id="cover" class="cover"><p>Salt</p></section>'
    kind = piece if display else "chapter"
    return ChapterMarkup(
        piece=PieceId(piece),
        medium=medium,
        matter=matter,
        opens=Side.RECTO,
        display=display,
        title=title,
        running_head=title,
        language=METADATA.language,
        xhtml=_document(piece, title, kind, matter, content, medium),
        anchors=(),
        resources=(),
        source_lines={},
    )


def _outline() -> tuple[OutlineItem, ...]:
    wells = OutlineItem("The wells", None, PieceId("roads"), AnchorId("wells"))
    roads = OutlineItem("Historical roads", "1", PieceId("roads"), AnchorId("roads"), (wells,))
    part = OutlineItem("The land", "I", PieceId("part"), AnchorId("part"), (roads,))
    flat = {
        piece: OutlineItem(title, None, PieceId(piece), AnchorId(piece))
        for piece, title, _, _ in (*PIECES[:4], ("contents", "Contents", None, None), *PIECES[4:])
    }
    del flat["half-title"], flat["roads"]
    return tuple(part if piece == "part" else item for piece, item in flat.items())


def _resource(path: str, media_type: str, data: bytes) -> Resource:
    return Resource(ResourcePath(PurePosixPath(path)), media_type, data, sha256(data).hexdigest())


def _picture(width: int, height: int) -> bytes:
    output = BytesIO()
    gradient = Image.linear_gradient("L").resize((width, height))
    Image.merge("RGB", (gradient, gradient.point(lambda value: value // 2 + 60), gradient)).save(output, "PNG")
    return output.getvalue()


@dataclass(frozen=True)
class Sample:
    """All that `package_epub` takes; fonts are cut once for all tests that do not ask how they are cut."""

    markups: tuple[ChapterMarkup, ...]
    screens: tuple[ChapterMarkup, ...]
    navigation: str
    outline: tuple[OutlineItem, ...]
    metadata: BookMetadata
    styles: Styles
    resources: Mapping[ResourcePath, Resource]
    cover: bytes
    remember: Remember

    def package(self, remember: Remember | None = None) -> bytes:
        return package_epub(
            self.markups,
            self.navigation,
            self.outline,
            self.metadata,
            ENGLISH,
            self.styles,
            self.resources,
            self.cover,
            TIMESTAMP,
            remember or self.remember,
            offered=survey_accessibility(self.markups, self.navigation, self.styles.sheets["epub.css"]),
        )


@pytest.fixture(scope="session")
def sample(made_before: BuildCache) -> Sample:
    """Return the sample book."""
    navigation = (SAMPLE / "nav.xhtml").read_text("utf-8")
    picture = _resource("figures/pans.png", "image/png", _picture(600, 360))
    unused = _resource("figures/unused.png", "image/png", _picture(6, 6))
    fonts = tuple(
        _resource(f"fonts/{path.name}", "font/ttf", path.read_bytes()) for path in (STYLES / "fonts").glob("*.ttf")
    )
    sheets = {path.name: path.read_text("utf-8") for path in STYLES.glob("*.css")}
    return Sample(
        markups=tuple(_markup(*piece, Medium.EPUB) for piece in PIECES),
        screens=tuple(_markup(*piece, Medium.SCREEN) for piece in PIECES),
        navigation=_document("nav", "Contents", "contents", Matter.FRONT, navigation, Medium.EPUB),
        outline=_outline(),
        metadata=METADATA,
        styles=Styles(sheets, fonts),
        resources={resource.path: resource for resource in (picture, unused)},
        cover=_picture(1600, 2400),
        remember=made_before.remember,
    )


@pytest.fixture(scope="session")
def epub(sample: Sample) -> bytes:
    """Return the sample book, packaged."""
    return sample.package()


@pytest.fixture(scope="session")
def altered(sample: Sample) -> Callable[[str, str], Sample]:
    """Return a function that replaces one text by another in every document of the sample."""

    def alter(old: str, new: str) -> Sample:
        from dataclasses import replace

        assert any(old in text for text in (sample.navigation, *(markup.xhtml for markup in sample.markups)))
        markups = tuple(replace(markup, xhtml=markup.xhtml.replace(old, new)) for markup in sample.markups)
        return replace(sample, markups=markups, navigation=sample.navigation.replace(old, new))

    return alter
