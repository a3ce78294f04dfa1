"""The reference of the public names, as Markdown that MyST reads: from the docstrings.

A page of `docs/reference` names what it documents in a comment, and `reference` stands there
instead when the site is built:

    <!-- reference: jerking_info load parse -->
    <!-- reference: jerking_info.formats -->

The second kind documents a module and all that it lists. Types stand there as they are
written, `CauseId` and not what it is made of.
"""

import ast
import copy
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tools.docstrings import Link, linked, markdown
from tools.source_names import Definition, Node, definition, definitions, name_of, public_names

PAGES = Path(__file__).parents[1] / "docs" / "reference"
MARKER = re.compile(r"<!-- reference: (?P<module>[\w.]+)(?P<names>(?:\s+\w+)*) -->")

_MADE_AT_FIRST_TOUCH = {
    "__version__": "The version of the code, by semantic versioning. The content has its own.",
    "topic": "The newest content release that this package ships: `load()`.",
    "causes": "Its causes.",
    "tips": "Its tips, in order.",
    "synonyms": "Its synonyms.",
    "disclaimer": "Its disclaimer. Show it wherever you show any of the content.",
}
"""What is said of values under which no docstring can stand."""


def reference(marker: re.Match[str]) -> str:
    """Return the documentation that a marker in a page asks for.

    Raises:
        LookupError: if there is no such name, or nothing says what it is.
    """
    module = marker["module"]
    parts = [f"```{{py:currentmodule}} {module}\n```"]
    if not marker["names"]:
        top, _, name = module.rpartition(".")
        about = markdown(definition(top, name).docstring, _links(module))
        parts = [f"```{{py:module}} {module}\n```", about]
    links = _links(module)
    parts += (_described(definition(module, name), name, links) for name in _named(marker))
    return "\n\n".join(parts)


@cache
def documented() -> dict[str, str]:
    """Return the full name of whatever the pages document, by its full and by its short name."""
    found: dict[str, str] = {}
    for page in sorted(PAGES.glob("*.md")):
        for marker in MARKER.finditer(page.read_text(encoding="utf-8")):
            for name in _named(marker):
                full = f"{marker['module']}.{name}"
                if full in found:
                    raise ValueError(f"{full} is documented twice")
                found[full] = full
                found.setdefault(name, full)
    return found


def _named(marker: re.Match[str]) -> tuple[str, ...]:
    return tuple(marker["names"].split()) or public_names(marker["module"])


def _links(module: str) -> Link:
    """Return what a name links to where a module is described: its own names come first."""
    return lambda name: documented().get(f"{module}.{name}") or documented().get(name)


def _described(found: Definition, name: str, link: Link) -> str:
    docstring = found.docstring or _MADE_AT_FIRST_TOUCH.get(name, "")
    if not docstring:
        raise LookupError(f"nothing says what {name} of {found.module} is")
    node = found.node
    body = markdown(docstring, link)
    match node:
        case ast.ClassDef():
            return _class(node, found.module, body, link)
        case ast.FunctionDef():
            canonical = {"canonical": f"{found.module}.{name}"}
            return _directive("function", _signature(node, found.module), body, canonical)
        case ast.AnnAssign():
            return _directive("data", name, body, {"type": _type(node.annotation, found.module)})
        case ast.Assign() if name.strip("_").islower() or name.isupper():
            kind = type(node.value.value) if isinstance(node.value, ast.Constant) else object
            return _directive("data", name, body, {"type": kind.__name__})
        case ast.Assign():
            return _directive("type", name, body, {"canonical": _type(node.value, found.module)})
        case ast.Module():
            return f"{{py:mod}}`{found.module}`: {body.splitlines()[0]}"


def _class(node: ast.ClassDef, module: str, body: str, outside: Link) -> str:
    """Return a class with all that is public in it."""
    members = dict(_members(node, module))

    def link(name: str) -> str | None:
        return f"{documented()[node.name]}.{name}" if name in members else outside(name)

    parts = [body]
    if bases := [f"`{ast.unparse(base)}`" for base in node.bases if not _is_inside(base)]:
        parts.insert(0, f"Bases: {linked(', '.join(bases), link)}")
    parts += (_member(member, docstring, module, link) for member, docstring in members.values())
    kind = "exception" if node.name.endswith("Error") else "class"
    start = next((m for m, _ in _own_members(node) if name_of(m) == "__init__"), None)
    shown = node.name
    if isinstance(start, ast.FunctionDef) and kind == "class":
        shown += (
            _signature(start, module, bound=True).removeprefix("__init__").removesuffix(" -> None")
        )
        parts.insert(1, markdown(ast.get_docstring(start) or "", link))
    canonical = {"canonical": f"{module}.{node.name}"}
    return _directive(kind, shown, "\n\n".join(parts), canonical, depth=5)


def _members(node: ast.ClassDef, module: str) -> Iterator[tuple[str, tuple[Node, str]]]:
    """Yield what is public in a class: its own members, after those of its private bases."""
    for base in node.bases:
        if _is_inside(base) and isinstance(base, ast.Name):
            home = definition(module, base.id)
            if isinstance(home.node, ast.ClassDef):
                yield from _members(home.node, home.module)
    for member, docstring in _own_members(node):
        name = name_of(member)
        if not name.startswith(("_", "model_")):
            yield name, (member, docstring)


def _own_members(node: ast.ClassDef) -> Iterator[tuple[Node, str]]:
    return definitions(node)


def _member(node: Node, docstring: str, module: str, link: Link) -> str:
    if not docstring:
        raise LookupError(f"nothing says what {name_of(node)} is")
    body = markdown(docstring, link)
    match node:
        case ast.FunctionDef():
            decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
            if "property" in decorators and node.returns:
                return _directive(
                    "property", node.name, body, {"type": _type(node.returns, module)}
                )
            options = {"classmethod": ""} if "classmethod" in decorators else {}
            return _directive("method", _signature(node, module, bound=True), body, options)
        case ast.AnnAssign():
            return _directive(
                "attribute", name_of(node), body, {"type": _type(node.annotation, module)}
            )
        case _:
            raise NotImplementedError(ast.unparse(node))


def _is_inside(base: ast.expr) -> bool:
    """Tell whether a base class is the package's own business."""
    return isinstance(base, ast.Name) and (base.id.startswith("_") or base.id == "Displayed")


def _directive(
    kind: str, signature: str, body: str, options: Mapping[str, str], depth: int = 4
) -> str:
    fence = "`" * depth
    lines = [f"{fence}{{py:{kind}}} {signature}", *(f":{k}: {v}" for k, v in options.items())]
    return "\n".join([*lines, "", body, fence])


def _signature(node: ast.FunctionDef, module: str, *, bound: bool = False) -> str:
    """Return how a function is called, its types as names of what is documented."""
    arguments = copy.deepcopy(node.args)
    for argument in ast.walk(arguments):
        if isinstance(argument, ast.arg) and argument.annotation:
            argument.annotation = _Qualify(module).visit(argument.annotation)
    returns = _type(node.returns, module) if node.returns else ""
    if any(ast.unparse(decorator) == "st.composite" for decorator in node.decorator_list):
        bound, returns = True, f"st.SearchStrategy[{returns}]"  # Hypothesis itself draws
    if bound:
        arguments.args = arguments.args[1:]
    return f"{node.name}({ast.unparse(arguments)})" + (f" -> {returns}" if returns else "")


def _type(node: ast.expr, module: str) -> str:
    return ast.unparse(_Qualify(module).visit(copy.deepcopy(node)))


class _Qualify(ast.NodeTransformer):
    """Write documented names in full, and of what a type is annotated with, nothing."""

    def __init__(self, module: str) -> None:
        self._module = module

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id.startswith("_"):  # the module's own name for a type
            inside = definition(self._module, node.id).node
            if isinstance(inside, ast.Assign):
                tree = ast.Expr(copy.deepcopy(inside.value))
                self.generic_visit(tree)
                return tree.value
        return ast.Name(documented().get(node.id, node.id))

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        found = documented().get(f"jerking_info.{node.attr}")  # as in `models.Tip`
        return ast.Name(found) if found else node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, str):  # of a class that comes later in the source
            tree = ast.Expr(ast.parse(node.value, mode="eval").body)
            self.generic_visit(tree)
            return tree.value
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        if name == "Literal":
            return node
        if name == "Annotated" and isinstance(node.slice, ast.Tuple):
            node = ast.Subscript(ast.Name("Annotated"), node.slice.elts[0])
        self.generic_visit(node)
        return node.slice if name == "Annotated" else node
