"""The properties of `compare`, on any two topics."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jerking_info import Change, Topic, apply_changes, compare, load, releases, version_step
from jerking_info.testing import topics

SHIPPED = [load(release.version) for release in releases]


# The terms, the notes and the reviews of these are checked against one another.
TOGETHER = (
    *("title", "aliases", "lookalikes", "synonyms", "causes", "tips", "provenance"),
    *("warning_signs", "usually_harmless", "for_your_visit", "glossary"),
)
ALONE = sorted({*Topic.model_fields} - {*TOGETHER})


@st.composite
def edited(draw: st.DrawFn) -> tuple[Topic, Topic]:
    """Draw a topic and one that shares some of its parts."""
    old, other = draw(topics()), draw(topics())
    fields = draw(st.lists(st.sampled_from(ALONE), unique=True))
    if draw(st.booleans()):
        fields += TOGETHER
    return old, old.model_copy(update={name: getattr(other, name) for name in fields})


@st.composite
def reordered(draw: st.DrawFn) -> tuple[Topic, Topic]:
    """Draw a topic and one with its entries in another order, some of them missing."""
    old = draw(topics())
    update: dict[str, object] = {"lookalikes": ()}  # each needs a term, which may be missing
    for name in ("synonyms", "warning_signs", "codes", "references", "glossary"):
        shuffled = draw(st.permutations(getattr(old, name)))
        fewest = 1 if name == "synonyms" else 0
        update[name] = tuple(shuffled[: draw(st.integers(fewest, max(fewest, len(shuffled))))])
    update["causes"] = tuple(draw(st.permutations(old.causes)))
    return old, Topic.model_validate(dict(old) | update)


pairs = (
    st.tuples(topics(), topics())
    | edited()
    | reordered()
    | st.tuples(*[st.sampled_from(SHIPPED)] * 2)
)


def swapped(change: Change) -> Change:
    kinds = {"added": "removed", "removed": "added", "changed": "changed"}
    return replace(
        change,
        kind=kinds[change.kind],  # type: ignore[arg-type]
        before=change.after,
        after=change.before,
    )


@given(topics())
def test_nothing_differs_from_itself(topic: Topic) -> None:
    assert compare(topic, topic) == ()
    assert compare(topic, topic.model_copy(deep=True)) == ()
    assert version_step(compare(topic, topic)) is None


@given(pairs)
def test_two_different_contents_never_compare_as_no_change(pair: tuple[Topic, Topic]) -> None:
    old, new = pair
    assert (compare(old, new) == ()) == (old == new)


@given(pairs)
def test_swapping_swaps_added_and_removed_before_and_after(pair: tuple[Topic, Topic]) -> None:
    old, new = pair
    assert {*compare(new, old)} == {swapped(change) for change in compare(old, new)}


@given(pairs)
def test_applying_the_changes_gives_the_new_content(pair: tuple[Topic, Topic]) -> None:
    old, new = pair
    changes = compare(old, new)
    assert apply_changes(old, changes) == new
    assert apply_changes(old, reversed(changes)) == new


@given(pairs)
def test_each_change_is_told_once_and_readably(pair: tuple[Topic, Topic]) -> None:
    changes = compare(*pair)
    assert len({(change.kind, change.steps) for change in changes}) == len(changes)
    for change in changes:
        assert change.before != change.after
        assert str(change).startswith(change.kind)
        assert "\n" not in str(change)
        assert hash(change) == hash(replace(change))
