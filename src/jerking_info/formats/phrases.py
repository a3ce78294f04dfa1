"""Every word that the package itself adds to a form, in one catalog per language."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jerking_info.content.models import GlossaryEntry, Note, Reference, Topic, WarningSign
from jerking_info.content.vocabulary import CodeSystem, ReviewStatus, SkosMatch, WarningLevel

Addition = WarningSign | Note | GlossaryEntry
"""What the project added to the facts of the article."""


class Phrases(NamedTuple):
    """The words of the package in one language; the defaults are English.

    The parts in braces are filled in, `{heading}` with a link where the form has links.
    """

    purpose: str = "How soon you need help, what the cause may be, and what you can do."
    first: str = "What to do first"
    first_question: str = "How soon do you need help? Start at the top."
    first_steps: Mapping[WarningLevel, str] = {
        "emergency": "Check the signs under “{heading}”. If you notice any, call now.",
        "urgent": "Check the signs under “{heading}”. If you notice any, get medical help today.",
        "routine": "Check the signs under “{heading}”. If you notice any, make an appointment.",
    }
    first_always: str = "In any case:"
    first_harmless: str = "If you notice none of these signs, read “{heading}”."
    first_visit: str = "See a healthcare professional for the right diagnosis."
    first_list: str = "Go through the list under “{heading}” and take it with you."
    first_tips: str = "Read “{heading}” to learn what may help and what to be careful about."
    overview: str = "Overview"
    warning_signs: str = "When to get help"
    warning_signs_elsewhere: str = (
        "Some signs need medical help at once. Read the warning signs under “{heading}” in the "
        "full text on “{title}”."
    )
    levels: Mapping[WarningLevel, str] = {
        "emergency": "Call an ambulance",
        "urgent": "Get help today",
        "routine": "Make an appointment",
    }
    emergency_number: str = "{heading}: {number}"
    usually_harmless: str = "When it is usually harmless"
    known: str = "What is known, and what is not:"
    unknown: str = (
        "Experts know these causes. They do not know which tip will help which person, and "
        "without seeing you they cannot tell which cause is yours, or how likely each one is."
    )
    examples: str = "Examples:"
    tips: str = "What may help:"
    actions: str = "Things to try or ask about:"
    cautions: str = "Be careful:"
    for_causes: str = "For:"
    any_cause: str = "any cause"
    example_of: str = "An example of:"
    synonyms: str = "Other words people use:"
    synonym_of: str = "Other words for:"
    for_your_visit: str = "For your visit"
    diary: str = "My diary: fill in one row each time, and mark the spot on the drawing"
    diary_columns: tuple[str, ...] = (
        *("When it happened", "How long it lasted", "Where on the body"),
        "What made it better or worse",
    )
    my_notes: str = "My notes:"
    glossary: str = "Words explained"
    summary: str = "In short"
    summary_signs: str = "Some signs need medical help at once. They are under “{heading}”."
    disclaimer: str = "Why you should see a healthcare professional"
    about: str = "About this information"
    references: str = "Sources"
    reference: str = "{publisher}: {title}"
    read: Mapping[str, str] = {
        "page": "Read on {day}.",
        "stored-copy": "Read on {day}, in a stored copy.",
    }
    codes: str = "Codes for health records"
    code_version: str = "Version {version}"
    details: str = "Technical details"
    source: str = (
        "The facts come from the article “{title}” by {author}, {credential}, {affiliation} "
        "({collection}). Wording: {wording}."
    )
    license: str = "License: {license}."
    reviews: Mapping[ReviewStatus, str] = {
        "not-reviewed": "No clinician has reviewed this text yet.",
        "reviewed": "Reviewed by {reviewer} on {last}. Next review due on {next}.",
    }
    additions: str = (
        "{added_by} added the warning signs, cautions, notes, and explanations of words. They are "
        "not in the article."
    )
    addition: Mapping[ReviewStatus, str] = {
        "not-reviewed": "Added by {added_by}. No clinician has reviewed this addition yet.",
        "reviewed": "Added by {added_by}. A clinician has reviewed this addition.",
    }
    not_released: str = (
        "This entry is not in content version {version}, so its source and review are unknown. "
        "The disclaimer is from that version."
    )
    version: str = "Content version {version}, language {language}."
    released: str = "Released on {day}."
    draft: str = "Not a released version."
    digest: str = "sha256 {digest}"
    figure: str = "Find a cause, and follow its line to the tip for it"
    figure_tip: str = "tip {number}"
    figure_no_tip: str = "no tip of its own"
    figure_any_cause: str = "Tips for any cause"
    infobutton: str = "Results for {system} {code}"
    rate: str = "Rate the author"
    comment: str = "Add a comment"
    contents: str = "On this page"
    skip: str = "Skip to the content"
    matches: Mapping[SkosMatch, str] = {
        "exact": "same meaning",
        "close": "close in meaning",
        "broad": "the code is broader",
        "narrow": "the code is narrower",
        "related": "related",
    }
    months: tuple[str, ...] = (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    )

    def day(self, day: date) -> str:
        """Write a day as people read it: 30 November 2026."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def added(self, entry: Addition) -> str:
        """Say who added an entry, and whether a clinician has reviewed it."""
        return self.addition[entry.review_status].format(added_by=entry.added_by)

    def cited(self, page: Reference) -> tuple[str, str]:
        """Name a source, and say when the project read it."""
        read = self.read[page.read_from or "page"].format(day=self.day(page.accessed))
        return self.reference.format(publisher=page.publisher, title=page.title), read

    def source_note(self, topic: Topic) -> str:
        """Name the article that the facts come from, the author of the wording, and the license."""
        provenance = topic.provenance
        article = provenance.article.model_dump()
        source = self.source.format(**article, wording=provenance.wording)
        return f"{source} {self.license.format(license=provenance.license)}"

    def review_note(self, topic: Topic) -> str:
        """Say who has reviewed the topic, and when."""
        review = topic.provenance
        if review.last_reviewed is None or review.next_review_due is None:
            return self.reviews["not-reviewed"]
        last, next_ = self.day(review.last_reviewed), self.day(review.next_review_due)
        return self.reviews["reviewed"].format(reviewer=review.reviewer, last=last, next=next_)

    def warning_signs_note(self, topic: Topic) -> str:
        """Say where to read the warning signs, for a form without them."""
        return self.warning_signs_elsewhere.format(heading=self.warning_signs, title=topic.title)


TERMINOLOGIES: Mapping[CodeSystem, str] = {
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
    "http://human-phenotype-ontology.org": "HPO",
    "https://www.nlm.nih.gov/mesh": "MeSH",
    "http://purl.obolibrary.org/obo/mondo.owl": "Mondo",
    "http://snomed.info/sct": "SNOMED CT",
}
"""The names of the terminologies, the same in every language."""

ENGLISH = Phrases()
CATALOGS = {"en": ENGLISH}


def phrases(language: str) -> Phrases:
    """Return the catalog of a BCP 47 language tag; English where there is none.

    >>> phrases("en-GB") is phrases("xx")
    True
    """
    return CATALOGS.get(language.partition("-")[0].lower(), ENGLISH)
