"""Release files that break one rule each, as edits of release 1.1.0.

Each edit names the place of the problem. `SCHEMA_CANNOT` has the rules that JSON Schema cannot
express; the schema alone must refuse the rest.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Tree = Any  # a parsed release file


class Broken(NamedTuple):
    """One broken rule."""

    rule: str
    edit: Callable[[Tree], object]
    place: str
    expected: str


def _put(*path: str | int, value: object) -> Callable[[Tree], None]:
    def edit(tree: Tree) -> None:
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = value

    return edit


def _drop(*path: str | int) -> Callable[[Tree], None]:
    def edit(tree: Tree) -> None:
        for step in path[:-1]:
            tree = tree[step]
        del tree[path[-1]]

    return edit


def _remove_cause_referred_to(tree: Tree) -> None:
    del tree["causes"][4]


def _reviewed(**fields: object) -> Callable[[Tree], None]:
    def edit(tree: Tree) -> None:
        tree["provenance"] |= {"review_status": "reviewed"} | fields

    return edit


def _note(id_: str, **fields: str) -> Tree:
    page = {"title": "T", "publisher": "P", "url": "https://example.org/", "accessed": "2026-11-30"}
    note = {"id": id_, "text": "Rest.", "added_by": "A.", "review_status": "not-reviewed"}
    return note | fields | {"references": [page]}


def _twice(*lists: str) -> Callable[[Tree], None]:
    def edit(tree: Tree) -> None:
        for name in lists:
            tree[name] = [_note("common-twitches")]

    return edit


WORDS = "no control, tag, bidirectional-override or surrogate"
ENDS = "no white space at the ends"

BROKEN = [
    Broken("unknown field", _put("colour", value="red"), "colour", "no such key"),
    Broken("unknown field deep", _put("tips", 0, "why", value=""), "tips[0].why", "no such key"),
    Broken("missing field", _drop("title"), "title", "this key"),
    Broken("missing deep", _drop("causes", 2, "examples", 0, "kind"),
           "causes[2].examples[0].kind", "this key"),
    Broken("text for a number", _put("tips", 0, "position", value="1"), "tips[0].position", "a whole number"),
    Broken("true for a number", _put("tips", 0, "position", value=True), "tips[0].position", "a whole number"),
    Broken("number for a text", _put("title", value=1), "title", "text"),
    Broken("null for a text", _put("title", value=None), "title", "text"),
    Broken("object for a list", _put("tips", value={}), "tips", "a list"),
    Broken("list for an object", _put("disclaimer", value=[]), "disclaimer", "an object"),
    Broken("null for a list", _put("tips", 6, "applies_to", value=None), "tips[6].applies_to", "a list"),
    Broken("schema no text", _put("$schema", value=1), "$schema", "text"),
    Broken("schema null", _put("$schema", value=None), "$schema", "text"),
    Broken("unknown id", _put("causes", 0, "id", value="stress"), "causes[0].id", "'stimulant-use'"),
    Broken("id not kebab-case", _put("causes", 0, "id", value="Stress-and-anxiety"),
           "causes[0].id", "'stress-and-anxiety'"),
    Broken("topic id", _put("id", value="twitches"), "id", "'jerking-movements'"),
    Broken("repeated cause id", _put("causes", 1, "id", value="stress-and-anxiety"),
           "causes[1].id", "an id that no entry before it has"),
    Broken("repeated tip id", _put("tips", 1, "id", value="limit-stimulants"),
           "tips[5].id", "an id that no entry before it has"),
    Broken("repeated synonym id", _put("synonyms", 1, "id", value="involuntary-movements"),
           "synonyms[1].id", "an id that no entry before it has"),
    Broken("repeated warning sign id", _put("warning_signs", 1, "id", value="dangerous-seizure"),
           "warning_signs[1].id", "an id that no entry before it has"),
    Broken("dangling reference", _remove_cause_referred_to, "tips[4].applies_to[0]",
           "the id of a cause of this topic"),
    Broken("no id as reference", _put("tips", 0, "applies_to", value=["x"]),
           "tips[0].applies_to[0]", "'stress-and-anxiety'"),
    Broken("repeated reference", _put("tips", 0, "applies_to", value=["stimulant-use"] * 2),
           "tips[0].applies_to[1]", "an item that this list does not have yet"),
    Broken("repeated action", _put("tips", 0, "actions", value=["yoga", "yoga"]),
           "tips[0].actions[1]", "an item that this list does not have yet"),
    Broken("position zero", _put("tips", 0, "position", value=0), "tips[0].position", "1, as"),
    Broken("empty text", _put("title", value=""), "title", "at least one visible character"),
    Broken("blank text", _put("title", value="  "), "title", "at least one visible character"),
    Broken("invisible text", _put("title", value="\u200b\u2060\ufeff"), "title",
           "at least one visible character"),
    Broken("padded before", _put("overview", value=" a"), "overview", ENDS),
    Broken("padded after", _put("overview", value="a\u00a0"), "overview", ENDS),
    Broken("newline at the end", _put("overview", value="a\n"), "overview", ENDS),
    Broken("control character", _put("summary", value="a\tb"), "summary", WORDS + " (U+0009)"),
    Broken("escape character", _put("summary", value="a\x1b[2J"), "summary", WORDS + " (U+001B)"),
    Broken("C1 control", _put("summary", value="a\x85b"), "summary", WORDS),
    Broken("line separator", _put("summary", value="a\u2028b"), "summary", WORDS),
    Broken("bidi override", _put("summary", value="a\u202eb"), "summary", WORDS),
    Broken("bidi isolate", _put("summary", value="a\u2067b"), "summary", WORDS),
    Broken("noncharacter", _put("summary", value="a\ufffeb"), "summary", WORDS),
    Broken("name too long", _put("title", value="a" * 121), "title", "at most 120 characters"),
    Broken("text too long", _put("overview", value="a" * 2001), "overview", "at most 2000 characters"),
    Broken("version of two numbers", _put("version", value="1.0"), "version", "a version of three"),
    Broken("version padded with zero", _put("version", value="1.01.0"), "version", "a version"),
    Broken("version and newline", _put("version", value="1.0.0\n"), "version", "a version"),
    Broken("language", _put("language", value="English"), "language", "a BCP 47 language tag"),
    Broken("scope", _put("synonyms", 0, "scope", value="wide"), "synonyms[0].scope", "'exact'"),
    Broken("kind", _put("causes", 0, "examples", 0, "kind", value="food"),
           "causes[0].examples[0].kind", "'condition'"),
    Broken("reviewer of no review", _put("provenance", "reviewer", value="A. B., MD"),
           "provenance.reviewer", "null, as the review status is 'not-reviewed'"),
    Broken("date of no review", _put("provenance", "last_reviewed", value="2026-11-22"),
           "provenance.last_reviewed", "null, as"),
    Broken("review without reviewer", _reviewed(last_reviewed="2026-11-22", next_review_due="2027-11-22"),
           "provenance.reviewer", "a value, as the review status is 'reviewed'"),
    Broken("review without due date", _reviewed(reviewer="A. B., MD", last_reviewed="2026-11-22"),
           "provenance.next_review_due", "a value, as"),
    Broken("timestamp for a date", _put("references", 0, "accessed", value="1699920000"),
           "references[0].accessed", "a date, written YYYY-MM-DD"),
    Broken("time for a date", _put("references", 0, "accessed", value="2026-11-22T00:00:00"),
           "references[0].accessed", "a date"),
    Broken("http", _put("references", 0, "url", value="http://example.org/"),
           "references[0].url", "an https url"),
    Broken("url without a host", _put("references", 0, "url", value="https:///x"),
           "references[0].url", "an https url"),
    Broken("url with a space", _put("references", 0, "url", value="https://example.org/a b"),
           "references[0].url", "an https url"),
    Broken("url with markup", _put("references", 0, "url", value='https://example.org/"><b>'),
           "references[0].url", "an https url"),
    Broken("script as a url", _put("references", 0, "url", value="javascript:alert(1)"),
           "references[0].url", "an https url"),
    Broken("url too long", _put("references", 0, "url", value="https://example.org/" + "a" * 500),
           "references[0].url", "at most 500 characters"),
    Broken("unknown code system", _put("codes", 0, "system", value="http://hl7.org/fhir/sid/icd-10"),
           "codes[0].system", "'http://hl7.org/fhir/sid/icd-10-cm'"),
    Broken("unknown match", _put("codes", 0, "match", value="same"), "codes[0].match", "'exact'"),
    Broken("unknown level", _put("warning_signs", 0, "level", value="soon"),
           "warning_signs[0].level", "'emergency'"),
    Broken("no such month", _put("references", 0, "accessed", value="2026-13-01"),
           "references[0].accessed", "a date, written YYYY-MM-DD"),
    Broken("filler as text", _put("title", value="\u3164\u2800"), "title", "visible character"),
    Broken("same code twice", lambda tree: tree["codes"].append(tree["codes"][0]),
           "codes[8].code", "a code that"),
    Broken("same page twice", lambda tree: tree["references"].append(tree["references"][0]),
           "references[4].url", "a url that this list"),
    Broken("sign reviewed by nobody", _put("warning_signs", 0, "review_status", value="reviewed"),
           "warning_signs[0].review_status", "'not-reviewed', as the topic has no review"),
    Broken("no causes", _put("causes", value=[]), "causes", "at least one item"),
    Broken("no tips", _put("tips", value=[]), "tips", "at least one item"),
    Broken("no synonyms", _put("synonyms", value=[]), "synonyms", "at least one item"),
    Broken("unknown note", _put("for_your_visit", value=[_note("x")]),
           "for_your_visit[0].id", "'note-the-movements'"),
    Broken("note without a source", _put("for_your_visit", value=[_note("bring-someone") | {"references": []}]),
           "for_your_visit[0].references", "at least one item"),
    Broken("note reviewed by nobody", _put("usually_harmless", value=[
        _note("common-twitches") | {"review_status": "reviewed"}]),
           "usually_harmless[0].review_status", "'not-reviewed', as"),
    Broken("caution reviewed by nobody", _put("tips", 0, "cautions", value=[
        _note("prescribed-stimulants") | {"review_status": "reviewed"}]),
           "tips[0].cautions[0].review_status", "'not-reviewed', as"),
    Broken("glossary entry twice", _put("glossary", value=[
        _note("spasm", term="spasm"), _note("spasm", term="spasms")]),
           "glossary[1].id", "an id that no entry before it has"),
    Broken("number for a sign", _put("warning_signs", 0, "signs", value=[1]),
           "warning_signs[0].signs[0]", "text"),
    Broken("unknown way of reading", _put("references", 0, "read_from", value="memory"),
           "references[0].read_from", "'stored-copy'"),
    Broken("warning sign without a source", _put("warning_signs", 0, "references", value=[]),
           "warning_signs[0].references", "at least one item"),
]  # fmt: skip

SCHEMA_CANNOT = [
    Broken("position skips", _put("tips", 2, "position", value=4), "tips[2].position",
           "3, as tips are numbered in their order"),
    Broken("review due before it was made", _reviewed(
        reviewer="A. B., MD", last_reviewed="2026-11-22", next_review_due="2026-11-21"),
           "provenance.next_review_due", "2026-11-22, the day of the last review, or later"),
    Broken("tips out of order", lambda tree: tree["tips"].reverse(), "tips[0].position", "1, as"),
    Broken("float for a number", _put("tips", 0, "position", value=1.0), "tips[0].position", "a whole number"),
    Broken("not NFC", _put("summary", value="e\u0301"), "summary", "text in Unicode normal form NFC"),
    Broken("hidden tags as text", _put("summary", value="a\U000e0041"), "summary", "no control"),
    Broken("lone surrogate as text", _put("summary", value="a\ud800"), "summary", "no control"),
    Broken("synonyms alike", _put("synonyms", 1, "text", value="INVOLUNTARY movements"),
           "synonyms[1].text", "a term that no entry before it has"),
    Broken("cause named like a synonym", _put("causes", 1, "name", value="Muscle Jerking"),
           "causes[1].name", "a term that no entry before it has"),
    Broken("example named like another", _put("causes", 5, "examples", 0, "name", value="STRESS"),
           "causes[5].examples[0].name", "a term that no entry before it has"),
    Broken("ambiguous alias", _put("causes", 5, "aliases", value=["rls"]),
           "causes[5].aliases[0]", "a term that no entry before it has"),
    Broken("alias like a name", _put("causes", 5, "examples", 0, "aliases", value=["Caffeine"]),
           "causes[5].examples[0].aliases[0]", "a term that no entry before it has"),
    Broken("actions alike", _put("tips", 0, "actions", value=["yoga", "Yoga"]),
           "tips[0].actions[1]", "an item that this list does not have yet"),
    Broken("repeated code", lambda tree: tree["codes"].append(tree["codes"][0] | {"match": "close"}),
           "codes[8].code", "a code that the entry does not have yet"),
    Broken("repeated code deep", lambda tree: tree["tips"][0]["codes"].append(
        tree["tips"][0]["codes"][0] | {"display": "x"}), "tips[0].codes[2].code", "a code that"),
    Broken("repeated url", lambda tree: tree["references"].append(
        tree["references"][0] | {"title": "x"}), "references[4].url", "a url that this list"),
    Broken("repeated title", lambda tree: tree["references"].append(
        tree["references"][0] | {"url": "https://example.org/"}), "references[4].title", "a title that"),
    Broken("lookalike without a term", _put("lookalikes", value=["beef"]),
           "lookalikes[0]", "a phrase that contains a search term"),
    Broken("lookalike that is a term", _put("lookalikes", value=["Caffeine"]),
           "lookalikes[0]", "a term that no entry before it has"),
    Broken("alias like the title", _put("synonyms", 0, "aliases", value=["jerking Movements"]),
           "synonyms[0].aliases[0]", "a term that no entry before it has"),
    Broken("note twice", _twice("for_your_visit", "usually_harmless"),
           "for_your_visit[0].id", "an id that no note before it has"),
    Broken("glossary term twice", _put("glossary", value=[
        _note("spasm", term="Spasm"), _note("seizure", term="spasm")]),
           "glossary[1].term", "a term that the glossary does not have yet"),
    Broken("signs without a lead", _put("warning_signs", 0, "signs", value=["a fever"]),
           "warning_signs[0].lead", "the beginning of the text, as there are signs"),
    Broken("lead without signs", _put("warning_signs", 0, "lead", value="Call:"),
           "warning_signs[0].signs", "at least one sign, as there is a lead"),
    Broken("text is not lead and signs", lambda tree: tree["warning_signs"][0].update(
        lead="Call:", signs=["a fever", "a seizure"]),
           "warning_signs[0].text", "lead and signs in one piece: 'Call: a fever; a seizure.'"),
    Broken("sign twice", lambda tree: tree["warning_signs"][0].update(
        lead="Call:", signs=["a fever", "A fever"]),
           "warning_signs[0].signs[1]", "an item that this list does not have yet"),
    Broken("no such day", _put("references", 0, "accessed", value="2026-02-30"),
           "references[0].accessed", "a date, written YYYY-MM-DD"),
]  # fmt: skip
