"""The content in the forms that people and software read: pure functions of a `Topic`.

For people: `phrases` has every word that is not content, `outline` puts words and content in
order as blocks, and `text`, `markdown`, `html` (with `markup`, `figure` and `handout.css`),
`pdf` and `notebook` render them. For software: `jsonld`, `tables`, `chunks`, `infobutton` and the
folder `fhir`. Each is loaded when it is first used.
"""

from jerking_info._lazy import lazy

__all__ = (
    "to_chunks",
    "to_csv",
    "to_fhir",
    "to_fhir_package",
    "to_html",
    "to_infobutton",
    "to_jsonld",
    "to_markdown",
    "to_parquet",
    "to_pdf",
    "to_tables",
    "to_text",
    "write_fhir_package",
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jerking_info.formats.chunks import to_chunks
    from jerking_info.formats.fhir import to_fhir
    from jerking_info.formats.fhir.package import to_fhir_package, write_fhir_package
    from jerking_info.formats.html import to_html
    from jerking_info.formats.infobutton import to_infobutton
    from jerking_info.formats.jsonld import to_jsonld
    from jerking_info.formats.markdown import to_markdown
    from jerking_info.formats.pdf import to_pdf
    from jerking_info.formats.table_files import to_csv, to_parquet
    from jerking_info.formats.tables import to_tables
    from jerking_info.formats.text import to_text
else:  # Hidden from type checkers: a visible `__getattr__` would excuse misspelt names.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "chunks": "to_chunks",
            "fhir": "to_fhir",
            "fhir.package": "to_fhir_package write_fhir_package",
            "html": "to_html",
            "infobutton": "to_infobutton",
            "jsonld": "to_jsonld",
            "markdown": "to_markdown",
            "pdf": "to_pdf",
            "table_files": "to_csv to_parquet",
            "tables": "to_tables",
            "text": "to_text",
        },
    )
