"""How the pictures of the documentation are made: an example change, its comment as a page, and a browser."""

from scripts.pictures.browser import Browser, BrowserError
from scripts.pictures.comment import comment_document
from scripts.pictures.example import COMMAND, ExampleError, example_report

__all__ = ["COMMAND", "Browser", "BrowserError", "ExampleError", "comment_document", "example_report"]
