"""The page: one HTML file that needs no network, by which a reviewer sees in a minute what a change does."""

from evenkeel.report.page.document import page

__all__ = ["page"]
