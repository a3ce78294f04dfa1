"""All that one small break makes of a node of Python's syntax: the operators of `tools.mutants`.

They are those of mutmut and cosmic-ray that are worth their time: conditions forced each
way, operators and methods swapped for their neighbours, constants changed, arguments,
options, decorators, cases and statements left out.
"""

import ast
from collections.abc import Iterator, Sequence
from copy import copy
from functools import singledispatch
from typing import TypeVar

_N = TypeVar("_N", bound=ast.AST)

_TRUE, _FALSE, _NONE = (ast.Constant(value) for value in (True, False, None))
_NOTHING = ast.Tuple([], ast.Load())

_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_PAIRS = (
    ("lower", "upper"),
    ("lstrip", "rstrip"),
    ("find", "rfind"),
    ("ljust", "rjust"),
    ("index", "rindex"),
    ("removeprefix", "removesuffix"),
    ("partition", "rpartition"),
    ("split", "rsplit"),
    ("startswith", "endswith"),
    ("min", "max"),
    ("any", "all"),
)
_FUNCTIONS = dict(_PAIRS) | {second: first for first, second in _PAIRS}


def _with(node: _N, **changes: object) -> _N:
    changed = copy(node)
    for field, value in changes.items():
        setattr(changed, field, value)
    return changed


def _replaced(items: Sequence[ast.AST], index: int, *others: ast.AST) -> list[ast.AST]:
    return [*items[:index], *others, *items[index + 1 :]]


def _shorter(node: _N, field: str) -> Iterator[_N]:
    """Yield a node without each of the items of a field."""
    items: Sequence[ast.AST] = getattr(node, field)
    for index in range(len(items)):
        yield _with(node, **{field: _replaced(items, index)})


def _is_none(node: ast.AST | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


@singledispatch
def broken(_: ast.AST) -> Iterator[ast.AST]:
    """Yield all that one break makes of a node, apart from breaks further inside."""
    yield from ()


@broken.register
def _(_: ast.Expr | ast.Raise | ast.Delete) -> Iterator[ast.AST]:
    yield ast.Pass()


@broken.register
def _(node: ast.Assign | ast.AnnAssign) -> Iterator[ast.AST]:
    if node.value:
        yield _with(node, value=ast.Constant("") if _is_none(node.value) else _NONE)


@broken.register
def _(node: ast.AugAssign) -> Iterator[ast.AST]:
    yield ast.Pass()
    yield ast.Assign([node.target], node.value, lineno=node.lineno)


@broken.register
def _(node: ast.Return | ast.Yield) -> Iterator[ast.AST]:
    if not _is_none(node.value):
        yield _with(node, value=_NONE)


@broken.register
def _(_: ast.Continue) -> Iterator[ast.AST]:
    yield ast.Break()


@broken.register
def _(_: ast.Break) -> Iterator[ast.AST]:
    yield ast.Pass()


@broken.register
def _(node: ast.For) -> Iterator[ast.AST]:
    yield _with(node, iter=_NOTHING)


@broken.register
def _(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    match node.test:
        case ast.Name("TYPE_CHECKING"):
            pass
        case _:
            yield _with(node, test=_TRUE)
            yield _with(node, test=_FALSE)


@broken.register
def _(node: ast.While) -> Iterator[ast.AST]:
    yield _with(node, test=_FALSE)


@broken.register
def _(node: ast.match_case) -> Iterator[ast.AST]:
    if node.guard:
        yield _with(node, guard=_TRUE)
        yield _with(node, guard=_FALSE)


@broken.register
def _(node: ast.comprehension) -> Iterator[ast.AST]:
    for index in range(len(node.ifs)):
        yield _with(node, ifs=_replaced(node.ifs, index))
        yield _with(node, ifs=_replaced(node.ifs, index, _FALSE))


@broken.register
def _(node: ast.With) -> Iterator[ast.AST]:
    if not any(item.optional_vars for item in node.items):
        yield ast.If(_TRUE, node.body, [])


@broken.register
def _(node: ast.ExceptHandler) -> Iterator[ast.AST]:
    if node.type:
        yield _with(node, type=_NOTHING)


@broken.register
def _(node: ast.ClassDef) -> Iterator[ast.AST]:
    yield from _shorter(node, "keywords")
    yield from _shorter(node, "decorator_list")


@broken.register
def _(node: ast.FunctionDef) -> Iterator[ast.AST]:
    yield from _shorter(node, "decorator_list")


@broken.register
def _(node: ast.Match) -> Iterator[ast.AST]:
    for index, case in enumerate(node.cases):
        match case.pattern, case.body:
            case ast.MatchAs(None), [ast.Pass()]:
                pass  # what no case says is passed over anyway
            case _:
                cases = _replaced(node.cases, index)
                yield _with(node, cases=cases) if cases else ast.Pass()


@broken.register
def _(node: ast.MatchOr) -> Iterator[ast.AST]:
    yield from _shorter(node, "patterns")


@broken.register
def _(node: ast.Constant) -> Iterator[ast.AST]:
    match node.value:
        case bool(value):
            yield ast.Constant(not value)
        case int(number) | float(number):
            yield ast.Constant(number + 1)
        case str(text):
            yield ast.Constant(f"XX{text}XX")
        case bytes(raw):
            yield ast.Constant(b"XX" + raw + b"XX")
        case _:
            pass


@broken.register
def _(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield from _shorter(node, "values")


@broken.register
def _(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


@broken.register
def _(node: ast.BinOp) -> Iterator[ast.AST]:
    yield _with(node, op=_OPERATORS[type(node.op)]())


@broken.register
def _(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        yield _with(node, ops=_replaced(node.ops, index, _COMPARISONS[type(operator)]()))


@broken.register
def _(node: ast.Lambda) -> Iterator[ast.AST]:
    if not _is_none(node.body):
        yield _with(node, body=_NONE)


@broken.register
def _(node: ast.Slice) -> Iterator[ast.AST]:
    for field in ("lower", "upper", "step"):
        if getattr(node, field):
            yield _with(node, **{field: None})


@broken.register
def _(node: ast.Call) -> Iterator[ast.AST]:
    match node.func:
        case ast.Name("cast" | "isinstance" | "len"):  # would always fail, or never
            return
        case ast.Attribute(attr="split" | "rsplit") if not node.args[1:] and not node.keywords:
            pass  # the same, from either end
        case ast.Attribute(attr=name) if name in _FUNCTIONS:
            yield _with(node, func=_with(node.func, attr=_FUNCTIONS[name]))
        case ast.Name(name) if name in _FUNCTIONS:
            yield _with(node, func=_with(node.func, id=_FUNCTIONS[name]))
        case _:
            pass
    for index, argument in enumerate(node.args):
        if not isinstance(argument, ast.Starred | ast.Constant):
            yield _with(node, args=_replaced(node.args, index, _NONE))
    for index, keyword in enumerate(node.keywords):
        if ast.unparse(keyword) != "strict=False":  # what `zip` does anyway
            yield _with(node, keywords=_replaced(node.keywords, index))
