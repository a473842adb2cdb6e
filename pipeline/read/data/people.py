"""`::: {.people data=…}`."""

from pipeline.book.data import People, Person
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.read.data.files import plain_value, running_text
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.people import PeopleModel, PersonModel
from pipeline.read.scope import Scope


def people(model: PeopleModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles) -> People:
    """Return the register in the file's order."""
    return People(anchor, tuple(_person(person, scope) for person in model.people), here)


def _person(model: PersonModel, scope: Scope) -> Person:
    return Person(
        anchor=AnchorId(model.id.text),
        name=running_text(model.name, scope),
        sort=model.sort.text,
        life=plain_value(model.life),
        variants=tuple(variant.text for variant in model.variants),
        about=running_text(model.about, scope),
        index=plain_value(model.index),
        location=model.id.location,
    )
