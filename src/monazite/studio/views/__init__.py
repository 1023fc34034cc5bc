"""Parts of pages as HTML, made where the answers are made; every text goes in escaped."""

from monazite.studio.views.figures import figures, notes, older_link
from monazite.studio.views.found import found_html
from monazite.studio.views.parts import part

__all__ = ["figures", "found_html", "notes", "older_link", "part"]
