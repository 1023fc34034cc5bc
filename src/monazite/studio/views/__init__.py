"""Parts of pages as HTML, made where the answers are made; every text goes in escaped."""

from monazite.studio.views.figures import absent, figures, notes, older_link
from monazite.studio.views.found import found_html
from monazite.studio.views.parts import part

__all__ = ["absent", "figures", "found_html", "notes", "older_link", "part"]
