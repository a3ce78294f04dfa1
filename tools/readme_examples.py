"""Run the README that an installed package shows on its index: each example, and what it prints.

It imports nothing of ours but what the README imports: `python -I tools/readme_examples.py`
runs it in any environment that has the package.
"""

import re
import sys
from contextlib import redirect_stdout
from importlib.metadata import metadata
from io import StringIO

_EXAMPLE = re.compile(
    r"^```python\n(?P<code>.*?)^```\n+(?:```text\n(?P<printed>.*?)^```)?", re.MULTILINE | re.DOTALL
)


def main() -> int:
    """Run the examples, one after the other as a reader would; return 1 if one lies."""
    examples = list(_EXAMPLE.finditer(str(metadata("jerking-info").json["description"])))
    names: dict[str, object] = {}
    for example in examples:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(compile(example["code"], "README.md", "exec"), names)  # noqa: S102
        if example["printed"] is not None and printed.getvalue() != example["printed"]:
            print(f"the README says {example['printed']!r}, and it is {printed.getvalue()!r}")
            return 1
    proven = [example for example in examples if example["printed"] is not None]
    print(f"{len(examples)} examples run, {len(proven)} of them with the output that is shown")
    return 0 if proven else 1


if __name__ == "__main__":
    sys.exit(main())
