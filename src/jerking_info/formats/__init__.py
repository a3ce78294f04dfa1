"""The content in the forms that people and software read: pure functions of a `Topic`.

Each is loaded when it is first asked for, so that who prints text pays for no archive.
"""

__all__ = (
    "to_csv",
    "to_fhir",
    "to_fhir_package",
    "to_html",
    "to_jsonld",
    "to_markdown",
    "to_parquet",
    "to_tables",
    "to_text",
    "write_fhir_package",
)

TYPE_CHECKING = False  # 1 mutant lives: None is as false
if TYPE_CHECKING:
    from jerking_info.formats.fhir import to_fhir
    from jerking_info.formats.fhir.package import to_fhir_package, write_fhir_package
    from jerking_info.formats.html import to_html
    from jerking_info.formats.jsonld import to_jsonld
    from jerking_info.formats.markdown import to_markdown
    from jerking_info.formats.table_files import to_csv, to_parquet
    from jerking_info.formats.tables import to_tables
    from jerking_info.formats.text import to_text
else:  # hidden from type checkers, as in `jerking_info` itself
    _HOMES = {
        "to_fhir": "fhir",
        "to_fhir_package": "fhir.package",
        "to_html": "html",
        "to_jsonld": "jsonld",
        "to_markdown": "markdown",
        "to_csv": "table_files",
        "to_parquet": "table_files",
        "to_tables": "tables",
        "to_text": "text",
        "write_fhir_package": "fhir.package",
    }

    def __getattr__(name):
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> tuple[str, ...]:
    return __all__
