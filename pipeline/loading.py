"""Modules loaded while others work: what comes after a wait need not be waited for too."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from pipeline.settings import Product, Settings


@contextmanager
def loading(*modules: str) -> Iterator[None]:
    """Load modules while the context is open; those that fail to load say so where they are used."""
    missing = [name for name in modules if name not in sys.modules]
    if not missing:
        yield
        return
    loader = threading.Thread(target=_load, args=missing, daemon=True)
    loader.start()
    try:
        yield
    finally:
        loader.join()


def loaded_late(settings: Settings) -> Iterator[str]:
    """Yield the modules that a build uses once all is laid out, and that take long to load."""
    if not settings.products.isdisjoint((Product.PDF, Product.PRINT)):
        yield from ("pipeline.bind", "pipeline.check.pdf")
    if Product.EPUB in settings.products:
        yield from ("pipeline.package.epub", "pipeline.check.epub", "pipeline.check.accessibility")
    if settings.checked:
        yield from ("pipeline.check.files", "pipeline.report")


def _load(*modules: str) -> None:
    for name in modules:
        with suppress(Exception):
            import_module(name)
