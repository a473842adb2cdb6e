"""From the manuscript's folder to a `Book`: the only stage that knows Markdown and YAML."""

from pipeline.read.book import read_book
from pipeline.read.known_chapters import StandingChapters
from pipeline.read.slug import read_slug
from pipeline.read.styles import read_styles

__all__ = ["StandingChapters", "read_book", "read_slug", "read_styles"]
