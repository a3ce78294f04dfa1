"""Where the names of the package are defined, and what their docstrings say, from the source.

Nothing is imported, so what a name is does not depend on what is installed.
"""

import ast
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

Node = ast.FunctionDef | ast.ClassDef | ast.AnnAssign | ast.Assign | ast.Module


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a name is defined, and what its docstring says."""

    module: str
    """The module that defines it."""
    node: Node
    """Its source."""
    docstring: str
    """What it is; empty if nothing says so."""


def public_names(module: str) -> tuple[str, ...]:
    """Return what a module lists in `__all__`.

    Raises:
        LookupError: if it lists nothing.
    """
    for node in source(module).body:
        match node:
            case ast.Assign(targets=[ast.Name("__all__")], value=value):
                return tuple(ast.literal_eval(value))
            case _:
                pass
    raise LookupError(f"{module} has no __all__")


@cache
def definition(module: str, name: str) -> Definition:
    """Return where a name that can be imported from a module is defined.

    Raises:
        LookupError: if the module has no such name.
    """
    if _file(f"{module}.{name}"):
        tree = source(f"{module}.{name}")
        return Definition(f"{module}.{name}", tree, ast.get_docstring(tree) or "")
    for found, docstring in definitions(source(module)):
        if name_of(found) == name:
            return Definition(module, found, docstring)
    for node in ast.walk(source(module)):
        if isinstance(node, ast.ImportFrom) and name in {a.asname or a.name for a in node.names}:
            return definition(_absolute(module, node), name)
    raise LookupError(f"{module} has no {name}")


def definitions(body: ast.Module | ast.ClassDef) -> Iterator[tuple[Node, str]]:
    """Yield what a module or a class defines, each with its docstring, in order."""
    for node, below in pairwise([*_statements(body), ast.Pass()]):
        match node, below:
            case ((ast.FunctionDef() | ast.ClassDef()), _):
                yield node, ast.get_docstring(node) or ""
            case ((ast.AnnAssign() | ast.Assign()), ast.Expr(ast.Constant(str(text)))):
                yield node, text
            case ((ast.AnnAssign() | ast.Assign()), _):
                yield node, ""
            case _:
                pass


def name_of(node: Node) -> str:
    """Return the name that a definition gives; empty where it is not one plain name."""
    match node:
        case ast.FunctionDef(name) | ast.ClassDef(name):
            return name
        case ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]):
            return name
        case _:
            return ""


@cache
def source(module: str) -> ast.Module:
    """Return the source of a module of the package.

    Raises:
        LookupError: if there is no such module.
    """
    if file := _file(module):
        return ast.parse(file.read_text(encoding="utf-8"))
    raise LookupError(f"there is no module {module}")


def _file(module: str) -> Path | None:
    top, *rest = module.split(".")
    package = importlib.util.find_spec(top)
    if package is None or package.origin is None:
        return None
    path = Path(package.origin).parent.joinpath(*rest)
    files = (path / "__init__.py", path.with_suffix(".py"))
    return next((file for file in files if file.is_file()), None)


def _absolute(module: str, node: ast.ImportFrom) -> str:
    # Relative imports stand only in the package's own __init__.
    return f"{module}.{node.module}" if node.level and node.module else node.module or module


def _statements(body: ast.Module | ast.ClassDef | ast.If) -> Iterator[ast.stmt]:
    """Yield the statements, also those that only type checkers see."""
    for node in body.body:
        if isinstance(node, ast.If):
            yield from _statements(node)
        else:
            yield node
