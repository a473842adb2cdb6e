"""`::: {.infobox data=…}`."""

from pipeline.book.data import Infobox, InfoboxField, InfoboxImage
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Citation, CitationItem, Inlines, Text
from pipeline.book.names import AnchorId, CitationId
from pipeline.read.data.files import plain_value, running_text
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.infobox import InfoboxFieldModel, InfoboxImageModel, InfoboxModel
from pipeline.read.scope import Scope
from pipeline.read.typography import bind_inlines


def infobox(
    model: InfoboxModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles
) -> Infobox:
    """Return the panel; an image that cannot be used is left out, with a finding."""
    title = running_text(model.title, scope)
    image = _image(model.image, scope, files) if model.image else None
    fields = tuple(
        InfoboxField(field.id.text, field.label.text, _value(field, scope), field.id.location) for field in model.fields
    )
    return Infobox(anchor, title, image, fields, here)


def _value(model: InfoboxFieldModel, scope: Scope) -> Inlines:
    """Return what is written out, or the fact with a citation of its sources."""
    if model.fact is None:
        return running_text(model.value, scope)
    here = model.fact.location
    fact = scope.registry.take(model.fact, scope.findings)
    if fact is None:
        return ()
    items = tuple(CitationItem(source.key, "", "", "", here) for source in fact.sources)
    citation = (Text(" "), Citation(CitationId(scope.made_up("cite")), items, False, here)) if items else ()
    return (*bind_inlines(scope.registry.inlines(fact.id), scope.language), *citation)


def _image(model: InfoboxImageModel, scope: Scope, files: ManuscriptFiles) -> InfoboxImage | None:
    here = model.file.location
    path = files.image(model.file.text, scope.file, here, scope.findings)
    if path is None:
        return None
    return InfoboxImage(path, plain_value(model.alt) or "", running_text(model.caption, scope), here)
