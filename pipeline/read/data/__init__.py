"""Blocks that are filled from data files, one module per kind."""
