"""How Sphinx builds the site: `python -m tools.site`, or `sphinx-build -n -W docs FOLDER`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # for `tools`; the package is the installed one

from sphinx.application import Sphinx
from tools.page_parts import filled

from jerking_info import __version__
from jerking_info.command.site import write_site
from tools.pictures import colours


def _theme(*, dark: bool) -> dict[str, str]:
    """Return furo's variables in the colours of the page for patients."""
    named = colours(dark=dark)
    brand = {"color-brand-primary": named["accent"], "color-brand-content": named["accent"]}
    return brand | {f"ji-{name}": colour for name, colour in named.items()}


project = "jerking-info"
author = "The jerking-info project"
version = release = __version__
language = "en"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "fieldlist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

add_module_names = False
python_use_unqualified_type_names = True
nitpicky = True
# Names of the standard library and of other projects: to link them would take a request.
nitpick_ignore = [
    ("py:class", "Iterable"),
    ("py:class", "Iterator"),
    ("py:class", "JsonValue"),
    ("py:class", "date"),
    ("py:class", "os.PathLike"),
    ("py:class", "st.SearchStrategy"),
    ("py:exc", "pydantic.ValidationError"),
]

html_theme = "furo"
html_title = "jerking-info"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_favicon = "_static/icon.svg"
html_theme_options = {
    "light_css_variables": _theme(dark=False),
    "dark_css_variables": _theme(dark=True),
}
html_copy_source = False
html_show_copyright = False
html_show_sourcelink = False
templates_path = ["_templates"]


def setup(app: Sphinx) -> None:
    """Fill in what pages are made of, and write every form of every release beside them."""
    app.connect("source-read", _fill)
    app.connect("build-finished", _write_releases)


def _fill(app: Sphinx, docname: str, source: list[str]) -> None:
    source[0] = filled(app.env.doc2path(docname, base=False).as_posix(), source[0])


def _write_releases(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.name == "html":
        write_site(app.outdir / "releases", force=True)
