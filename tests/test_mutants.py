"""What one break makes of a module, and what says nothing and is left alone."""

import pytest

from tools.mutants import mutants


def changes(source: str) -> list[str]:
    return [mutant.change for mutant in mutants(source)]


@pytest.mark.parametrize(
    ("source", "broken"),
    [
        ("raise E", ["raise E -> pass"]),
        ("del x", ["del x -> pass"]),
        ("x = 1", ["x = 1 -> x = None", "1 -> 2"]),
        ("x: int = None", ["x: int = None -> x: int = ''"]),
        ("x += y", ["x += y -> pass", "x += y -> x = y"]),
        ("x = y + z\nf(x)", ["x = y + z -> x = None", "y + z -> y - z"]),
        ("def f():\n    return x", ["return x -> return None"]),
        ("def f(x=True):\n    return", ["True -> False"]),
        ("if x: y", ["if x: -> if True:", "if x: -> if False:", "y -> pass"]),
        ("x = y if z else a", ["x = y if z else a -> x = None"]),
        ("while x: break", ["while x: -> while False:", "break -> pass"]),
        ("for x in y: continue", ["for x in y: -> for x in ():", "continue -> break"]),
        ("with x: y", ["with x: -> if True:", "y -> pass"]),
        ("with x as z: y", ["y -> pass"]),
        ("@x\ndef f(): y", ["@x -> def f():", "y -> pass"]),
        ("try: x\nexcept E: y", ["x -> pass", "except E: -> except ():", "y -> pass"]),
        ("f'{x}y'", ["f'{x}y' -> pass", "'y' -> 'XXyXX'"]),
        ("lambda: b'x'", ["lambda: b'x' -> pass", "lambda: b'x' -> lambda: None"]),
        (
            "@x(y=True)\nclass C(z=1):\n    a: int = f(b=0)",
            [
                "class C(z=1): -> class C:",
                "@x(y=True) -> class C(z=1):",
                "1 -> 2",
                "a: int = f(b=0) -> a: int = None",
                "f(b=0) -> f()",
                "0 -> 1",
                "x(y=True) -> x()",
                "True -> False",
            ],
        ),
        ("match x:\n    case y: z\n    case _: pass", ["case y: -> case _:", "z -> pass"]),
        ("match x:\n    case y: z", ["match x: -> pass", "z -> pass"]),
        (
            "match x:\n    case y | z if a: b()\n    case _: c()",
            [
                "case y | z if a: -> case _:",
                "case _: -> ",
                "case y | z if a: -> case y | z if True:",
                "case y | z if a: -> case y | z if False:",
                "y | z -> z",
                "y | z -> y",
                "b() -> pass",
                "c() -> pass",
            ],
        ),
    ],
)
def test_a_statement_is_broken(source: str, broken: list[str]) -> None:
    assert changes(source)[: len(broken)] == broken


@pytest.mark.parametrize(
    ("source", "broken"),
    [
        ("x if y else z", ["x if True else z", "x if False else z"]),
        ("not x and y", ["y", "not x", "x"]),
        ("-x", ["x"]),
        ("x < y is not z", ["x <= y is not z", "x < y is z"]),
        ("x[1:y]", ["1:y -> :y", "1:y -> 1:", "1 -> 2"]),
        ("x[y::-z]", ["y::-z -> ::-z", "y::-z -> y:", "-z -> z"]),
        ("[x for x in y if z]", ["for x in y", "for x in y if False"]),
        ("x.lower(y, k=z)", ["x.upper(y, k=z)", "x.lower(None, k=z)", "x.lower(y)"]),
        ("min(*x)", ["max(*x)"]),
        ("x.split()", []),
        ("zip(*x, strict=False)", ["True"]),
        ("x.split(*y, maxsplit=z)", ["x.rsplit(*y, maxsplit=z)", "x.split(*y)"]),
        ("f(None, 'x')", ["'x' -> 'XXxXX'"]),
        ("x(len(y), isinstance(y, z))", ["x(None, isinstance(y, z))", "x(len(y), None)"]),
        ("0.5", ["1.5"]),
    ],
)
def test_an_expression_is_broken(source: str, broken: list[str]) -> None:
    found = changes(f"if x:\n    y = [{source}]")[3:]  # what is around it is broken first
    assert len(found) == len(broken)
    for change, end in zip(found, broken, strict=True):
        assert change.endswith(end)


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "import x",
        "T = TypeVar('T', bound=x())",
        "L = Literal['x']\nM = tuple[L, L]\ndef f(x: M) -> M: ...",
        "class P(Protocol):\n    @x\n    def f(self): y()",
        "if TYPE_CHECKING:\n    x = 1",
        "def f(x: g(1)) -> g(2):\n    y: g(3)",
    ],
)
def test_what_says_nothing_when_the_program_runs_is_left_alone(source: str) -> None:
    assert changes(source) in ([], ["... -> pass"])


@pytest.mark.parametrize(
    ("source", "broken"),
    [
        ("class C:\n    x: f(1)", ["1 -> 2"]),
        ("L = M['x']\nx(L)", ["L = M['x'] -> L = None", "'x' -> 'XXxXX'", "x(L) -> pass"]),
        ("if TYPE_CHECKING:\n    x()\nelse:\n    y()", ["y() -> pass"]),
        ("x(cast('X', y(z)))", ["x(cast('X', y(z))) -> pass", "x(None)", "y(None)"]),
    ],
)
def test_what_stands_beside_it_is_broken(source: str, broken: list[str]) -> None:
    assert [
        change[-len(end) :] for change, end in zip(changes(source), broken, strict=False)
    ] == broken


def test_a_mutant_is_the_module_with_one_break_and_the_line_of_it() -> None:
    source = "x = f(\n    1,\n    y,\n)"
    assert [(mutant.line, mutant.source) for mutant in mutants(source)] == [
        (1, "x = None"),
        (1, "x = f(1, None)"),
        (2, "x = f(2, y)"),
    ]
