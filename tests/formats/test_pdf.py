"""`to_pdf`: a tagged file with title, language, both disclaimers and the release date."""

import io
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader

from jerking_info import load
from jerking_info.command.forms import export
from jerking_info.command.main import main
from jerking_info.formats import to_html, to_pdf

try:
    import weasyprint  # noqa: F401
except (ImportError, OSError):  # or Pango is missing
    HAS_WEASYPRINT = False
else:
    HAS_WEASYPRINT = True

TOPIC = load()


def test_a_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ImportError, match=r"pip install 'jerking-info\[pdf\]'"):
        to_pdf(TOPIC)
    assert main(["export", "pdf", "-o", "never.pdf"]) == 2
    assert "libpango" in capsys.readouterr().err


def test_weasyprint_gets_the_page_of_the_same_card(monkeypatch: pytest.MonkeyPatch) -> None:
    class Page:
        def __init__(self, string: str) -> None:
            self.string = string

        def write_pdf(self, *, pdf_variant: str, stylesheets: list[Any]) -> bytes:
            return f"{pdf_variant} {len(stylesheets)} {self.string}".encode()

    monkeypatch.setitem(sys.modules, "weasyprint", SimpleNamespace(HTML=Page, CSS=Page))
    card: dict[str, Any] = {"only": "limit-stimulants", "codes": False, "emergency_number": "911"}
    assert to_pdf(TOPIC, **card) == f"pdf/ua-1 1 {to_html(TOPIC, **card)}".encode()


@pytest.mark.skipif(not HAS_WEASYPRINT, reason="needs Pango and jerking-info[pdf]")
class TestWithWeasyPrint:
    """Files as WeasyPrint writes them and pypdf reads them."""

    def text(self, pdf: bytes) -> str:
        reader = PdfReader(io.BytesIO(pdf))
        return " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    def test_the_handout_is_tagged_and_says_everything(self) -> None:
        pdf = export("pdf", TOPIC)
        reader = PdfReader(io.BytesIO(pdf))
        root: Any = reader.trailer["/Root"]
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
        assert reader.metadata
        assert reader.metadata.title == TOPIC.title
        assert reader.pages[0].mediabox.width == pytest.approx(595.3, abs=0.1)  # A4
        text = self.text(pdf)
        assert TOPIC.disclaimer.short in text
        assert TOPIC.disclaimer.text in text
        assert "Released on 30 November 2026." in text
        for tip in TOPIC.tips:
            for caution in tip.cautions:
                assert caution.text.partition(".")[0] in text

    def test_a_card_has_cautions_and_disclaimer_and_the_same_bytes_each_time(self) -> None:
        tip = TOPIC.tip("limit-stimulants")
        pdf = to_pdf(TOPIC, only=tip)
        text = self.text(pdf)
        assert TOPIC.disclaimer.short in text
        assert tip.cautions[0].text in text
        assert TOPIC.tips[0].text not in text
        assert to_pdf(TOPIC, only=tip) == pdf
