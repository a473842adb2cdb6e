"""Templates translated to Python once, and kept beside them as Python keeps its own modules."""

import contextlib
import tempfile
from pathlib import Path
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_FOLDER: Final = Path(__file__).parent / "templates" / "__pycache__"


class CompiledTemplates(BytecodeCache):
    """Keeps what templates are translated to; where the package cannot be written to, nothing is kept.

    What is kept of another version of a template, of Jinja or of Python is not used.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what is kept of a template."""
        with contextlib.suppress(OSError), self._place(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, whole or not at all."""
        with contextlib.suppress(OSError):
            _FOLDER.mkdir(exist_ok=True)
            with tempfile.NamedTemporaryFile("wb", dir=_FOLDER, delete=False) as file:
                bucket.write_bytecode(file)
            Path(file.name).replace(self._place(bucket))

    def _place(self, bucket: Bucket) -> Path:
        return _FOLDER / f"{bucket.key}.jinja"
