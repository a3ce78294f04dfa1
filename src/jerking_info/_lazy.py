"""Names that a package imports on first use (PEP 562)."""

from sys import modules

TYPE_CHECKING = False  # Importing `typing` would take longer than the rest of this module.
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy(
    package: str, homes: "Mapping[str, str]"
) -> "tuple[Callable[[str], object], Callable[[], list[str]]]":
    """Return `__getattr__` and `__dir__` for a package.

    Args:
        package: the package's name, such as `jerking_info.formats`.
        homes: for each module, relative to `package`, the names that it defines, separated by
            spaces; for `""`, the public submodules.
    """
    home_of = {name: home for home, names in homes.items() for name in names.split()}

    def load(name: str) -> object:
        from importlib import import_module

        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if not home_of[name]:
            return import_module(f"{package}.{name}")
        value: object = getattr(import_module(f"{package}.{home_of[name]}"), name)
        setattr(modules[package], name, value)
        return value

    return load, lambda: sorted(modules[package].__all__)
