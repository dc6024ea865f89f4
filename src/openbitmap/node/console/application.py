"""Mounts the pages on the node's HTTP application."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from openbitmap.node.console.pages.answers.page import router as answers
from openbitmap.node.console.pages.entry.page import router as entry

HERE = Path(__file__).parent


def add_console(app: FastAPI) -> None:
    """Add the pages and their static files; machine doors keep their own addresses."""
    app.include_router(entry)
    app.include_router(answers)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
