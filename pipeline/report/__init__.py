"""The report of a build, for people and for programs."""

from pipeline.report.data import report_data
from pipeline.report.page import report_page
from pipeline.report.shelf import shelf_data, shelf_page

__all__ = ["report_data", "report_page", "shelf_data", "shelf_page"]
