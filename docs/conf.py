"""How Sphinx builds the site: `nox -s docs`."""

import re
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Literal, get_origin, get_type_hints

from docutils import nodes
from pydantic import BaseModel
from sphinx.application import Sphinx
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import stringify_annotation

import jerking_info
from jerking_info.command.main import COMMANDS
from jerking_info.command.site import write_site
from jerking_info.content import vocabulary
from jerking_info.formats import to_markdown
from jerking_info.formats.phrases import phrases

ROOT = Path(__file__).parents[1]
AT_THE_TOP = "CHANGELOG|CONTRIBUTING|SECURITY"
NAMED_TYPES = {
    stringify_annotation(value, "fully-qualified"): name
    for name, value in vars(vocabulary).items()
    if get_origin(value) is Literal
}
HOMES = (
    "jerking_info",
    "jerking_info.Topic",
    "jerking_info.formats",
    "jerking_info.feedback",
    "jerking_info.testing",
)
# Pages on fields, kinds and commands, which have the same names.
OTHER_NAMES = {"content", "fhir", "how-to/content-editor", "mentions", "reference/command"}
QUOTING = (
    "Quote the content with its cautions and this disclaimer, name the content version, and "
    "say where the warning signs are."
)
DESCRIPTION = metadata("jerking-info")["Summary"]
ACCENTS = {"light": "#0b5c6b", "dark": "#7fc7d4"}

project = "jerking-info"
author = "The jerking-info project"
version = release = jerking_info.__version__
html_title = f"{project} {version}"  # in the sidebar, too
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
copybutton_prompt_text = ">>> "
copybutton_selector = "div:not(.highlight-text) > div.highlight > pre"  # output needs no copy
exclude_patterns = ["_build", "_generated"]
templates_path = ["_templates"]
myst_enable_extensions = ["colon_fence", "fieldlist"]
myst_heading_anchors = 3

default_role = "code"
add_module_names = False
python_use_unqualified_type_names = True
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True, "exclude-members": "model_config"}
nitpick_ignore_regex = [("py:.*", r"(?!jerking_info\.\w+$).*")]  # names that are not public

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_favicon = "_static/icon.svg"
html_theme_options = {
    f"{mode}_css_variables": {"color-brand-primary": color, "color-brand-content": color}
    for mode, color in ACCENTS.items()
}
html_copy_source = html_show_copyright = html_show_sourcelink = False


def setup(app: Sphinx) -> None:
    """Connect the functions below."""
    app.connect("builder-inited", generate)
    app.connect("source-read", lambda app, page, source: link_pages(app, page, page, source))
    app.connect("include-read", link_pages)
    app.connect("autodoc-process-docstring", describe_fields)
    app.connect("autodoc-process-signature", leave_out_fields)
    app.connect("doctree-resolved", link_names)
    app.connect("build-finished", write_files)


def generate(app: Sphinx) -> None:
    """Write the parts of pages that come from the package, for pages to include."""
    newest = jerking_info.releases[-1]
    commands = [name for group in COMMANDS.values() for name in group]
    parts = {
        "content": to_markdown(jerking_info.load()),
        "versions": f"Code {version}, content {newest.version} of {newest.released}.\n",
        "releases": "| version | released | sha256 of its file |\n| --- | --- | --- |\n"
        + "".join(f"| {r.version} | {r.released} | `{r.sha256}` |\n" for r in jerking_info.releases)
        + '\n<a href="releases/index.html">Every form of every release</a>\n',
        "commands": "".join(
            f"## {' '.join(['jerking-info', *name])}\n\n```text\n{help_of(*name)}```\n\n"
            for name in [[], *([command] for command in commands)]
        ),
        "examples": "| example | command |\n| --- | --- |\n" + "".join(examples()),
    }
    (app.srcdir / "_generated").mkdir(exist_ok=True)
    for name, text in parts.items():
        (app.srcdir / "_generated" / f"{name}.md").write_text(text, encoding="utf-8")


def help_of(*command: str) -> str:
    """Return the help text of a command, 80 columns wide."""
    return subprocess.run(
        [sys.executable, "-m", "jerking_info", *command, "--help"],
        env={"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def examples() -> list[str]:
    """Return a row for each example, from the first line of its docstring."""
    rows: list[str] = []
    for file in sorted((ROOT / "examples").rglob("*.py")):
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        if found := re.match(r'"""(?P<title>.*): `(?P<command>python [^`]+)`', first):
            command = found["command"].replace("|", "\\|")
            rows.append(f"| [{found['title']}](../../{file.relative_to(ROOT)}) | `{command}` |\n")
    return rows


def link_pages(app: Sphinx, path: object, page: str, source: list[str]) -> None:
    """Turn links between files of the repository into links between pages of the site."""
    del app, path, page
    source[0] = re.sub(
        rf"\]\((?:\.\./)*({AT_THE_TOP})\.md",
        lambda found: f"](/project/{found[1].lower()}.md",
        source[0],
    )
    source[0] = re.sub(r"\]\((?:\.\./)*docs/", "](/", source[0]).replace(
        "](README.md", "](/index.md"
    )


def describe_fields(
    app: Sphinx, kind: str, name: str, value: object, options: object, lines: list[str]
) -> None:
    """Document the fields of a model by their types and descriptions."""
    del app, name, options
    if kind == "class" and isinstance(value, type) and issubclass(value, BaseModel):
        fields = value.model_fields
        declared = {field: info.annotation for field, info in fields.items()}
        types = get_type_hints(SimpleNamespace(__annotations__=declared))  # without Annotated
        lines += ["", ".. rubric:: Fields", ""]
        for field, info in fields.items():
            shown = stringify_annotation(types[field], "fully-qualified")
            for literal, literal_name in NAMED_TYPES.items():
                shown = shown.replace(literal, literal_name)
            shown = re.sub(r"[a-z_]+\.", "", shown)
            lines += [f"**{field}**: `{shown}`", f"    {info.description}", ""]


def leave_out_fields(
    app: Sphinx, kind: str, name: str, value: object, options: object, arguments: str, result: str
) -> tuple[str, str] | None:
    """Leave out the constructor of a model: its fields are listed below it."""
    del app, name, options, arguments, result
    is_model = kind == "class" and isinstance(value, type) and issubclass(value, BaseModel)
    return ("", "") if is_model else None


def link_names(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Link each public name in a text, such as `topic.by_code`, to its place in the reference."""
    if page in OTHER_NAMES:
        return
    objects = app.env.domains.python_domain.objects
    for literal in doctree.findall(nodes.literal):
        if isinstance(literal.parent, nodes.reference | nodes.title | nodes.strong):
            continue
        name = literal.astext().partition("(")[0].removeprefix("jerking_info.")
        for home in HOMES:
            full_name = f"{home}.{name.replace('topic.', 'Topic.')}"
            if full_name in objects:
                place = objects[full_name]
                link = make_refnode(
                    app.builder, page, place.docname, place.node_id, literal.deepcopy(), full_name
                )
                literal.replace_self(link)
                break


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write every form of every release, and llms.txt, beside the pages."""
    if exception is None and app.builder.name == "html":
        write_site(app.outdir / "releases", force=True)
        titles = {page: title.astext() for page, title in app.env.titles.items()}
        pages = app.env.toctree_includes[app.config.root_doc]  # in the order of the sidebar
        newest = jerking_info.load()
        lines = [
            f"# {project}",
            f"> {DESCRIPTION}",
            f"{newest.disclaimer.text} {phrases(newest.language).review_note(newest)}",
            QUOTING,
            "## Documentation",
            "\n".join(f"- [{titles[page]}]({page}.html)" for page in pages),
            "## Content",
            f"- [{newest.title}, {newest.version}](releases/{newest.version}/{newest.id}.md)",
        ]
        (app.outdir / "llms.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
