"""Images: PNG, JPEG and SVG that can be read, and nothing in them that could do more than draw."""

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageFile

from pipeline import rules
from pipeline.book.diagnostics import Rule
from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.read.svg import SvgProblem, svg_size

_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "PNG", "image/png"), (b"\xff\xd8\xff", "JPEG", "image/jpeg"))


class ImageProblem(Exception):
    """An image that cannot be used: the rule it breaks and the words of the finding."""

    def __init__(self, rule: Rule, **words: str) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.words = words


def read_image(path: ResourcePath, data: bytes) -> Resource:
    """Return an image with its type, digest and size; the type is told by the content, not by the name.

    Raises ImageProblem for what is no whole PNG, JPEG or SVG, or an SVG that does more than draw.
    """
    digest = hashlib.sha256(data).hexdigest()
    for signature, kind, media_type in _SIGNATURES:
        if data.startswith(signature):
            width, height = _raster_size(data, kind)
            return Resource(path, media_type, data, digest, width, height)
    if path.suffix.lower() != ".svg" and b"<svg" not in data[:4096]:
        raise ImageProblem(rules.IMAGE_UNREADABLE, problem="it is not an SVG, PNG or JPEG image")
    try:
        size = svg_size(data)
    except SvgProblem as problem:
        if problem.unsafe:
            raise ImageProblem(rules.SVG_UNSAFE, what=str(problem)) from problem
        raise ImageProblem(rules.IMAGE_UNREADABLE, problem=str(problem)) from problem
    return Resource(path, "image/svg+xml", data, digest, *size)


def _raster_size(data: bytes, kind: str) -> tuple[int, int]:
    try:
        with warnings.catch_warnings(), _whole_images_only():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=(kind,)) as image:
                image.load()
                return image.size
    except Exception as error:  # Pillow raises many kinds for damaged files: OSError, SyntaxError, struct.error …
        problem = str(error) or type(error).__name__
        raise ImageProblem(rules.IMAGE_UNREADABLE, problem=problem) from error


@contextmanager
def _whole_images_only() -> Iterator[None]:
    """Have Pillow refuse images that are cut short, whatever a library in the same process has told it."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
