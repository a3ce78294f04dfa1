"""The handout as a PDF that clinics attach to a record."""

# WeasyPrint has no types.
# pyright: reportMissingImports=false, reportMissingTypeStubs=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from jerking_info.content.models import Topic
from jerking_info.formats.html import to_html
from jerking_info.formats.outline import Only


def to_pdf(
    topic: Topic, *, only: Only = None, codes: bool = True, emergency_number: str | None = None
) -> bytes:
    """Write a topic, or a card of some of its entries, as a tagged PDF (PDF/UA-1).

    The arguments and errors are those of `to_text`.

    Returns:
        The file: A4 pages with title and language, the same bytes each time with one version of
        WeasyPrint and the same fonts.

    Raises:
        ImportError: if the extra `pdf` or the Debian packages that it needs are missing.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: no Pango
        raise ImportError(
            "a PDF needs WeasyPrint and Pango: run pip install 'jerking-info[pdf]' and "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error
    page = to_html(topic, only=only, codes=codes, emergency_number=emergency_number)
    style = weasyprint.CSS(string="@page { size: A4 }")
    pdf: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", stylesheets=[style])
    return pdf
