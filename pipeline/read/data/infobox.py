"""`::: {.infobox data=…}`."""

from pipeline.book.data import Infobox, InfoboxField, InfoboxImage
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.read.data.files import plain_value, running_text
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.infobox import InfoboxImageModel, InfoboxModel
from pipeline.read.scope import Scope


def infobox(
    model: InfoboxModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles
) -> Infobox:
    """Return the panel; an image that cannot be used is left out, with a finding."""
    title = running_text(model.title, scope)
    image = _image(model.image, scope, files) if model.image else None
    fields = tuple(
        InfoboxField(field.id.text, field.label.text, running_text(field.value, scope), field.id.location)
        for field in model.fields
    )
    return Infobox(anchor, title, image, fields, here)


def _image(model: InfoboxImageModel, scope: Scope, files: ManuscriptFiles) -> InfoboxImage | None:
    here = model.file.location
    path = files.image(model.file.text, scope.file, here, scope.findings)
    if path is None:
        return None
    return InfoboxImage(path, plain_value(model.alt) or "", running_text(model.caption, scope), here)
