"""All that pages draw with: forms, patterns, shadings, masks and images, each turned into inks once."""

from collections.abc import Iterable, Sequence
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, unparse_content_stream

from pipeline.errors import LayoutError
from pipeline.press.colours import Inker, numbers
from pipeline.press.inks import PrintingCondition
from pipeline.press.pictures import PictureProfiles, press_picture

_EXPONENTIAL: Final = 2
_STITCHING: Final = 3
_TILING: Final = 1
_INITIAL: Final = b"0 0 0 1 k 0 0 0 1 K\n"
"""Black: a page and a pattern begin in DeviceGray (ISO 32000-1, 8.4.1)."""


class Drawings:
    """Turns what resources name into inks, in place; what several pages share is turned once."""

    def __init__(self, condition: PrintingCondition, profiles: PictureProfiles, inker: Inker) -> None:
        self._condition = condition
        self._profiles = profiles
        self._inker = inker
        self._seen: set[tuple[int, int]] = set()

    def content(self, content: Object, resources: Object | None) -> bytes:
        """Return a page's content in inks; `resources` still name the colour spaces that it uses."""
        return _INITIAL + unparse_content_stream(self._inker.rewrite(content, resources))

    def press(self, resources: Object) -> None:
        """Turn everything that resources name into inks, and take colour spaces and properties out of them."""
        if self._is_known(resources):
            return
        for drawn in _values(resources, Name.XObject):
            if drawn.get(Name.Subtype) == Name.Form:
                self._form(drawn)
            elif not self._is_known(drawn):
                press_picture(drawn, self._condition, self._profiles)
        for pattern in _values(resources, Name.Pattern):
            self._pattern(pattern)
        for shading in _values(resources, Name.Shading):
            self._shading(shading)
        for state in _values(resources, Name.ExtGState):
            mask = state.get(Name.SMask)
            if isinstance(mask, Dictionary):
                self._form(mask.G)
        for key in (Name.ColorSpace, Name.Properties, Name.ProcSet):
            if key in resources:
                del resources[key]

    def _form(self, form: Object, initial: bytes = b"") -> None:
        if self._is_known(form):
            return
        own = form.get(Name.Resources, Dictionary())
        form.write(initial + unparse_content_stream(self._inker.rewrite(form, own)))
        self.press(own)
        for key in (Name.StructParents, Name.StructParent, Name.OC):
            if key in form:
                del form[key]
        if Name.Group in form:
            form.Group.CS = Name.DeviceCMYK

    def _pattern(self, pattern: Object) -> None:
        if pattern.PatternType == _TILING:
            self._form(pattern, _INITIAL)
        elif not self._is_known(pattern):
            self._shading(pattern.Shading)

    def _shading(self, shading: Object) -> None:
        if self._is_known(shading):
            return
        space = shading.ColorSpace
        if Name.Background in shading:
            shading.Background = Array(numbers(self._inker.tints(space, _floats(shading.Background))))
        shading.Function = self._function(shading.Function, space)
        shading.ColorSpace = Name.DeviceCMYK

    def _function(self, function: Object, space: Object) -> Object:
        """Return a function from a number to a colour of `space` as one to inks; raises LayoutError for odd ones."""
        kind = None if isinstance(function, Array) else function.FunctionType
        changed = Dictionary({key: value for key, value in function.items()}) if kind is not None else function
        if kind == _EXPONENTIAL:
            changed.C0 = Array(numbers(self._inker.tints(space, _floats(function.C0))))
            changed.C1 = Array(numbers(self._inker.tints(space, _floats(function.C1))))
            return changed
        if kind == _STITCHING:
            changed.Functions = Array([self._function(part, space) for part in function.Functions])
            return changed
        raise LayoutError("a gradient whose colours are computed cannot be turned into inks")

    def _is_known(self, item: Object) -> bool:
        if not item.is_indirect:
            return False
        known = item.objgen in self._seen
        self._seen.add(item.objgen)
        return known


def _values(resources: Object, category: Name) -> Iterable[Object]:
    entries = resources.get(category)
    return [value for _, value in sorted(entries.items())] if isinstance(entries, Dictionary) else ()


def _floats(numbers: Iterable[object]) -> Sequence[float]:
    return [float(str(number)) for number in numbers]
