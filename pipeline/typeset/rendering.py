"""A document rendered: its styles worked out, its boxes made, its pages set; what the engine does in one go."""

from collections.abc import Mapping
from typing import Any, Final

from pipeline.typeset.document import Document
from pipeline.typeset.drawn_pages import draw_once
from pipeline.typeset.engine import documents, structure, weasyprint
from pipeline.typeset.standing_type import Forme, set_pages
from pipeline.typeset.stylesheets import PrintStyles
from pipeline.typeset.tags import tag_as_drawn

PDF_VARIANT: Final = "pdf/a-3a"


def render(
    document: Document, styles: PrintStyles, standing: Forme | None = None, is_kept: bool = False
) -> tuple[Any, Forme | None]:
    """Return a document of the engine, ready to be drawn, and its pages, which may be kept as standing type.

    Of the `standing` type, an earlier state of the same piece, those pages are taken that are the same now. Where it
    `is_kept`, what is drawn of the pages is kept with them; else a page that has been drawn holds nothing any more.
    """
    options = _options(styles)
    counters = documents.CounterStyle()
    context = documents.Document._build_layout_context(document, styles.fonts, counters, {}, options)
    tree = structure.build_formatting_structure(
        document.etree_element,
        context.style_for,
        context.get_image_from_uri,
        document.base_url,
        context.target_collector,
        counters,
        context.footnotes,
    )
    forme = set_pages(document, tree, context, standing)
    if is_kept:
        for page in forme.pages:
            draw_once(page)
    metadata = documents.DocumentMetadata(**documents.get_html_metadata(document))
    rendered = documents.Document(
        list(forme.pages), metadata, document.url_fetcher, styles.fonts, {}, options["output_intent"]
    )
    rendered._html = document
    tag_as_drawn(rendered.pages, lets_go=not is_kept)
    return rendered, forme if is_kept else None


def _options(styles: PrintStyles) -> dict[str, Any]:
    options: dict[str, Any] = dict(weasyprint.DEFAULT_OPTIONS)
    options |= {
        "stylesheets": [styles.sheet],
        "presentational_hints": True,  # a list's `start` is one
        "pdf_variant": PDF_VARIANT,
    }
    properties: Mapping[str, Any] = documents.VARIANTS[PDF_VARIANT][1]
    options |= {name: value for name, value in properties.items() if options.get(name, value) is None}
    return options
