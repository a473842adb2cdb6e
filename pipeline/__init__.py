"""A publishing pipeline: a structured manuscript becomes a typeset PDF and an EPUB.

The seven stages stand in the folders `read`, `link`, `assemble`, `typeset`, `bind`, `package` and `check`;
`book` holds the values that travel between them and `build` is the only module that knows their order.
"""

__version__ = "0.1.0"
