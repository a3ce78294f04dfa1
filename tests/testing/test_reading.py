"""What a reader sees of HTML, and that html5lib, which is no work of ours, sees the same."""

from html import unescape
from xml.etree.ElementTree import Comment, Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jerking_info.testing.reading import enclosed, pieces


def seen(html: str) -> str:
    return "".join(piece.text for piece in pieces(html) if not piece.hidden)


SEEN = {
    "words": "words",
    "": "",
    "a &amp; b &#x3c; &eacute;&nbsp;c": "a & b < é\u00a0c",
    "a<b>b</b>c<br>d": "abcd",
    "1 < 2 <3 a<": "1 < 2 <3 a<",
    "<P CLASS='>' title=\"a>b\" x=y/>a</P>": "a",
    "<textarea>a <b> &amp; </textarea>b": "a <b> & b",
    "a<!-->b<!--->c<!-- d -->e<!-- f --!>g": "abceg",
    "a<!DOCTYPE html>b<?php c ?>d</>e</ x>f": "abdef",
    "<svg><path hidden/><text>a</text><defs><g>b</g></defs></svg>c": "ac",
    "<div hidden/>a</div>b": "b",
    "<p hidden>a<p>b": "b",
    "<p hidden>a<div>b</div>": "b",
    "<p hidden>a<b>b</b>": "",
    "<ul><li hidden>a<li>b</ul>c": "bc",
    "<ul hidden><li>a<ul><li>b</ul><li>c</ul>d": "d",
    "<dl><dt hidden>a<dd>b<dt>c</dl>": "bc",
    "<table><tr hidden><td>a<td>b<tr><td hidden>c<td>d</table>e": "de",
    "<table><thead hidden><tr><th>a<tbody><tr><td>b</table>": "b",
    "<div hidden><table><tr><td></div>a</table>b</div>c": "c",
    "<td hidden><table><tr><td>a</table>b</td>c": "c",
    "</div>a</p>": "a",
    "<html><head><title>a</title><meta name=b><body>c</body></html>d": "cd",
    "<head><title>a</title>b": "b",
    "<title>a</title><p>b": "b",
    "<body hidden>a</body>b": "",
    "<html hidden>a</html>b": "",
    "<head><p>a</p></head>b": "ab",
    "<xmp>a &amp; <b>b</xmp>c": "a &amp; <b>bc",
    "<p hidden>a<dd>b": "b",
    "<p hidden>a<dt>b": "b",
    "<p hidden>a<li>b": "b",
    "<p hidden><button><div></div></button>a": "",
    "<p hidden><object><div></div></object>a": "",
    "<p hidden><template><div></div></template>a": "",
    "<dl><dd hidden>a<dt>b</dl>": "b",
    "<dl hidden><dd>a<dl><dd>b</dl>c</dl>d": "d",
    "<dl hidden><dd><template><dd></template>a</dl>b": "b",
    "<table><tr><th hidden>a<th>b</table>": "b",
    "<table><tbody hidden><tr><td>a<tfoot><tr><td>b</table>": "b",
    "<table><tbody hidden><tr><td>a<thead><tr><td>b</table>": "b",
    "<table><caption hidden>a<tbody><tr><td>b</table>": "b",
    "<table><colgroup hidden><col><tr><td>a</table>": "a",
    "<table><colgroup hidden><col><tbody><tr><td>a</table>": "a",
    "<table><tr hidden><td>a<tbody><tr><td>b</table>": "b",
    "<table hidden><tr><td>a<table><tbody><tr><td>b</table>c</table>d": "d",
    "<table hidden><tbody><tr><td><template><tbody></template>a</table>b": "b",
    "<table><tbody hidden><tr><td><table><tbody><tr><td>a</table>b</table>c": "c",
    "<table><tbody hidden><tr><td><template><tbody></template>a</table>b": "b",
    "<table><tbody hidden><tr><td>a</tbody><caption>b</caption></table>": "b",
    "<div hidden><object></div></object>a</div>b": "b",
    "<div hidden><template></div></template>a</div>b": "b",
    "<script>a</scriptb</script>c": "c",
    "<style>a</STYLE >b": "b",
    "<script>if (a<b) '<p>'": "",
    "<details>a<summary>b<i>c</i></summary>d<p>e</details>f": "bcf",
    "<details>a<summary>b</summary><summary>c</summary></details>d": "bd",
    "<details>a<p><summary>b</summary></p><div><summary>c</summary></div></details>d": "bd",
    "<details><summary>a<details><summary>b</summary>c</details></summary>d</details>": "ab",
    "<details open>a<summary>b</summary>c</details>": "abc",
    "<details hidden><summary>a</summary></details>b": "b",
    "<dialog>a</dialog><dialog open>b</dialog>": "b",
    "<select><option>a</select><noscript>b</noscript>c": "c",
    "<template><p>a</template><video>b</video><object>c</object>d": "d",
    "<p aria-hidden='TRUE'>a</p><p aria-hidden=false>b</p>": "b",
    "<p hidden=until-found>a</p><p popover>b</p>c": "c",
    "<img alt='a'><input value=b>c<meta content=d>": "c",
    "<p title='a>b": "",
    "<p title": "",
}


@pytest.mark.parametrize("html", SEEN)
def test_a_reader_sees(html: str) -> None:
    assert seen(html) == SEEN[html]


STYLES = {
    "display:none": True,
    " DISPLAY : None !important; color: red": True,
    "display:none;display:block": False,
    "display:none!important;display:block": True,
    "display:none ! IMPORTANT;display:block": True,
    "display:none!important;display:block!important": False,
    "display:block!important;display:none": False,
    "display/**/:/* none */block": False,
    "display:/**/none": True,
    "display:/*\n*/none": True,
    "display:none;display:a:b": True,
    "color:red;visibility:hidden": True,
    "visibility:collapse": True,
    "content-visibility: hidden": True,
    "opacity:0.0": True,
    "opacity:.05": False,
    "opacity: 0%": True,
    "opacity: -1": True,
    "opacity: -0.5%": True,
    "opacity: 0.5": False,
    "color: transparent": True,
    "background-color: transparent": False,
    "font-size:0px": True,
    "font-size:10px": False,
    "background:none": False,
    "": False,
}


@pytest.mark.parametrize("style", STYLES)
def test_a_style_of_its_own_hides(style: str) -> None:
    assert seen(f'<p style="{style}">a</p>') == ("" if STYLES[style] else "a")


@pytest.mark.parametrize(
    "name",
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ],
)
def test_what_holds_nothing_hides_nothing(name: str) -> None:
    assert seen(f"<{name} hidden>a</{name}>b") == "ab"


@pytest.mark.parametrize(
    "name",
    [
        *("annotation", "annotation-xml", "audio", "canvas", "clippath", "datalist", "defs"),
        *("desc", "iframe", "marker", "mask", "metadata", "meter", "noembed", "noframes"),
        *("noscript", "object", "pattern", "progress", "rp", "script", "select", "style"),
        *("symbol", "template", "title", "video"),
    ],
)
def test_what_is_in_some_elements_is_never_seen(name: str) -> None:
    assert seen(f"<{name}>a</{name}>b") == "b"


@pytest.mark.parametrize(
    "name",
    [
        *("iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title"),
        "xmp",
    ],
)
def test_what_is_in_some_elements_is_no_markup(name: str) -> None:
    assert (
        seen(f"<{name}><!-- <p hidden></{name.upper()} >b").removeprefix("<!-- <p hidden>") == "b"
    )


@pytest.mark.parametrize(
    "name",
    [
        *("address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div"),
        *("dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hgroup", "hr", "listing", "main", "menu", "nav", "ol", "p", "pre"),
        *("search", "section", "summary", "table", "ul", "xmp"),
    ],
)
def test_a_block_ends_a_paragraph(name: str) -> None:
    assert seen(f"<p hidden>a<{name} open>b") == "b"


HIDDEN = {
    "<!-- a-->": "in a comment",
    "<!a>": "in a comment",
    "<script>a</script>": "in <script>",
    "<p hidden><b>a</b></p>": "in <p hidden>",
    "<p popover>a": "in <p popover>",
    "<p aria-hidden=true>a": 'in <p aria-hidden="true">',
    "<p style='color:red;display:none'>b a": 'in <p style="display: none">',
    "<details>a": "in a <details> that is not open",
    "<dialog><div hidden>a": "in a <dialog> that is not open",
    "<img alt=a>": "in the attribute alt of <img>",
    "<img alt='a": "in a tag <img that does not end",
}


@pytest.mark.parametrize("html", HIDDEN)
def test_it_is_said_why_a_text_is_not_seen(html: str) -> None:
    assert [piece.hidden for piece in pieces(html) if piece.text.endswith("a")] == [HIDDEN[html]]


def test_all_that_is_hidden_between_two_marks_is_told() -> None:
    html = "<!--a--><p class=b hidden>c</p>d<script>e</script><!-- f <div hidden>g"
    assert [html[start:end] for start, end in enclosed(html)] == ["a", " class=b hidden", "c", "e"]
    for html, told in (
        ("<p>a</p>", []),
        ("<p hidden>a<p>b", [" hidden", "a"]),
        ("<div hidden><p hidden>a</p>b", [" hidden", " hidden", "a"]),
        ("<title>a</title><!a><!b", ["a", "a"]),
    ):
        assert [html[start:end] for start, end in enclosed(html)] == told


def test_every_piece_is_told_as_it_is() -> None:
    html = "a<!--><p hidden>&lt;</p><title>&lt;</title><img alt='b"
    assert [*pieces(html)] == [
        ("a", ""),
        ("", "in a comment"),
        ("", "in the attribute hidden of <p>"),
        ("<", "in <p hidden>"),
        ("<", "in <title>"),
        (" alt='b", "in a tag <img that does not end"),
    ]


@given(st.text("<>/!-?=\"' ab&;pdivscrt\n"))
def test_whatever_is_read_is_read_to_the_end(html: str) -> None:
    read = list(pieces(html))
    assert sum(len(piece.text) for piece in read) <= len(unescape(html)) + len(html)
    assert all(0 <= start <= end <= len(html) for start, end in enclosed(html))


@given(st.text().filter(lambda text: "<" not in text))
def test_text_without_marks_is_one_piece(text: str) -> None:
    assert [tuple(piece) for piece in pieces(text)] == ([(unescape(text), "")] if text else [])


_leaves = st.sampled_from(
    ["a ", "b ", "&lt; ", "<br>", "<img alt=x>", "<!-- x -->", "<hr>", "<script>x<p></script>"]
)
_attributes = st.sampled_from(["", "", " hidden", " class='x>y'", " HIDDEN=''"])
_boxes = st.sampled_from(["div", "section", "span", "details", "summary", "p", "ul", "dl", "table"])


@st.composite
def contents(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw what may be in an element, end tags left out where HTML lets authors do so."""

    def element(tag: str, content: str, *, ended: bool = True) -> str:
        end = f"</{tag}>" if ended or draw(st.booleans()) else ""
        return f"<{tag}{draw(_attributes)}>{content}{end}"

    def some(*tags: str) -> str:
        drawn = draw(st.lists(st.sampled_from(tags), min_size=1, max_size=3))
        return "".join(element(tag, draw(contents(depth - 1)), ended=False) for tag in drawn)

    drawn = []
    for is_leaf in draw(st.lists(st.booleans(), max_size=3)):
        tag = draw(_leaves if is_leaf or not depth else _boxes)
        if tag == "ul":
            drawn.append(element(tag, some("li")))
        elif tag == "dl":
            drawn.append(element(tag, some("dt", "dd")))
        elif tag == "table":
            rows = [element("tr", some("td", "th"), ended=False) for _ in draw(_two)]
            drawn.append(element(tag, "<tbody>" + "".join(rows)))
        elif is_leaf or not depth:
            drawn.append(tag)
        elif tag == "span":  # a block in it would be an error
            drawn.append(element(tag, draw(_leaves.filter(lambda leaf: leaf != "<hr>"))))
        else:
            drawn.append(element(tag, draw(contents(depth - 1)), ended=tag != "p"))
    return "".join(drawn)


_two = st.lists(st.none(), min_size=1, max_size=2)


@given(contents(), st.sampled_from(["{}", "<title>x</title>{}", "<head></head>{}", "<body>{}"]))
def test_html5lib_sees_the_same(body: str, page: str) -> None:
    # Without a doctype, browsers let old errors live on.
    html = "<!DOCTYPE html>" + page.format(body)
    tree = html5lib.parse(html, namespaceHTMLElements=False)

    assert seen(html).split() == _seen_in(tree).split()


_UNSEEN: set[object] = {"head", "script", Comment}


def _seen_in(node: Element) -> str:
    if "hidden" in node.attrib or node.tag in _UNSEEN:
        return ""
    if node.tag == "details":
        summary = node.find("summary")
        return "" if summary is None else _seen_in(summary)
    return (node.text or "") + "".join(_seen_in(child) + (child.tail or "") for child in node)
