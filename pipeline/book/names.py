"""Alike things have different types: names, labels and positions of a book."""

from enum import StrEnum
from pathlib import PurePosixPath
from typing import NewType

AnchorId = NewType("AnchorId", str)
"""A name something can be linked by; unique in the whole book, and the same in every medium."""

PieceId = NewType("PieceId", str)
"""The name of a piece of the spine; it is the piece's own anchor too."""

CitationId = NewType("CitationId", str)
"""Names one citation as it stands at one place of the text."""

SourceKey = NewType("SourceKey", str)
"""The key of a source in data/sources.yaml."""

FactId = NewType("FactId", str)
"""The name of a value in data/facts.yaml."""

Folio = NewType("Folio", str)
"""A page number as printed: “xii”, “214”."""

PageIndex = NewType("PageIndex", int)
"""Zero-based position of a page within one PDF."""

TextPosition = NewType("TextPosition", int)
"""A place in the reading text of a piece: so many signs stand before it (see `pipeline.book.reading_text`)."""

LanguageTag = NewType("LanguageTag", str)
"""A BCP 47 language tag: “en-GB”, “az-Latn”."""

ResourcePath = NewType("ResourcePath", PurePosixPath)
"""Where an image stands, relative to the book's folder."""


class Matter(StrEnum):
    """The three stretches of a book: folios are roman in the front, arabic from the body on."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


class Medium(StrEnum):
    """What a chapter is assembled for."""

    PRINT = "print"
    EPUB = "epub"
    SCREEN = "screen"


class Side(StrEnum):
    """The side of a spread: recto is the right-hand page, verso the left-hand one."""

    RECTO = "recto"
    VERSO = "verso"

    __hash__ = str.__hash__  # an Enum's own takes longer than all else of looking a page up


class PageKind(StrEnum):
    """What may stand in a page's margins."""

    DISPLAY = "display"
    """Cover, half title, title and copyright page, part page: nothing."""
    OPENER = "opener"
    """First page of a chapter: drop folio at the foot, no running head."""
    RUNNING = "running"
    """Running head and folio."""
    BLANK = "blank"
    """Nothing at all."""

    __hash__ = str.__hash__


class GeneratedKind(StrEnum):
    """Pieces that are made from the book's metadata and structure, not from a file."""

    COVER = "cover"
    HALF_TITLE = "half-title"
    TITLE_PAGE = "title-page"
    COPYRIGHT_PAGE = "copyright-page"
    CONTENTS = "contents"
    FIGURES_AND_TABLES = "figures-and-tables"
    PART = "part"


class PieceType(StrEnum):
    """What a chapter is to the book, where it is more than a chapter (DPUB-ARIA 1.1; EPUB Structural Semantics 1.1)."""

    ABSTRACT = "abstract"
    ACKNOWLEDGMENTS = "acknowledgments"
    AFTERWORD = "afterword"
    APPENDIX = "appendix"
    BIBLIOGRAPHY = "bibliography"
    CHAPTER = "chapter"
    COLOPHON = "colophon"
    CONCLUSION = "conclusion"
    DEDICATION = "dedication"
    EPILOGUE = "epilogue"
    FOREWORD = "foreword"
    GLOSSARY = "glossary"
    INDEX = "index"
    INTRODUCTION = "introduction"
    PREFACE = "preface"
    PROLOGUE = "prologue"
