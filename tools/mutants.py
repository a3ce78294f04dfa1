"""The mutants of a module: all that one small break makes of it, for `tools.mutation`.

The breaks fall on all of a module, its classes, decorators and constants included. What
says nothing when the program runs is left alone: docstrings, casts, type variables,
protocols, the imports that only type checkers see, annotations but for those of fields, and
names for these.
"""

import ast
from collections.abc import Callable, Iterator
from functools import partial
from itertools import zip_longest
from typing import NamedTuple, cast

from tools.breaks import broken


class Mutant(NamedTuple):
    """A module with one break in it."""

    line: int
    """The line on which what was broken begins."""
    change: str
    """What was broken, and into what."""
    source: str
    """The module as it is then, without its comments."""


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module.

    >>> [mutant.change for mutant in mutants("x = y < 1")]
    ['x = y < 1 -> x = None', 'y < 1 -> y <= 1', '1 -> 2']
    """
    tree = ast.parse(source)
    idle = _idle(tree)
    while more := _aliases(tree, idle) - idle:  # of each other, too
        idle |= more
    for node, put in _places(tree, idle):
        for other in broken(node):
            put(other)
            yield Mutant(_line(node), _change(node, other), ast.unparse(tree))
            put(node)


def _idle(tree: ast.AST) -> set[ast.AST]:
    """Return what says nothing when the program runs."""
    idle: set[ast.AST | None] = set()
    fields: set[ast.AST] = set()
    for node in ast.walk(tree):  # from the outside in
        match node:
            case (
                ast.Expr(ast.Constant(str()))  # a docstring
                | ast.ClassDef(bases=[ast.Name("Protocol")])
                | ast.Assign(value=ast.Call(ast.Name("TypeVar")))
            ):
                idle.add(node)
            case ast.ClassDef():
                fields.update(node.body)
            case ast.AnnAssign(annotation=kind) | ast.arg(annotation=kind) if node not in fields:
                idle.add(kind)
            case ast.FunctionDef():
                idle.add(node.returns)
            case ast.Call(ast.Name("cast"), [kind, _]):
                idle.add(kind)
            case ast.If(ast.Name("TYPE_CHECKING")):
                idle.update(node.body)
            case _:
                pass
    return {node for node in idle if node}


def _aliases(tree: ast.Module, idle: set[ast.AST]) -> set[ast.AST]:
    """Return the names of types that only annotations use."""
    used: set[object] = set()
    for node, _ in _places(tree, idle):
        match node:
            case ast.Name(name, ast.Load()) | ast.Constant(str(name)):
                used.add(name)
            case _:
                pass
    return {
        node
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Subscript | ast.BinOp)
        and not {ast.unparse(target) for target in node.targets} & used
    }


def _places(
    parent: ast.AST, idle: set[ast.AST]
) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None]]]:
    """Yield each node below a node, and what puts another in its place."""
    for field in parent._fields:
        child: object = getattr(parent, field, None)
        if isinstance(child, list):
            nodes = cast("list[object]", child)
            for index, node in enumerate(nodes):
                if isinstance(node, ast.AST) and node not in idle:
                    yield node, partial(nodes.__setitem__, index)
                    yield from _places(node, idle)
        elif isinstance(child, ast.AST) and child not in idle:
            yield child, partial(setattr, parent, field)
            yield from _places(child, idle)


def _line(node: ast.AST) -> int:
    return min(
        child.lineno
        for child in ast.walk(node)
        if isinstance(child, ast.stmt | ast.expr | ast.excepthandler | ast.pattern | ast.keyword)
    )


def _change(node: ast.AST, other: ast.AST) -> str:
    """Show the first line that differs."""
    lines = (ast.unparse(shown).splitlines() for shown in (node, other))
    return next(
        f"{was.strip()} -> {is_.strip()}"
        for was, is_ in zip_longest(*lines, fillvalue="")
        if was != is_
    )
