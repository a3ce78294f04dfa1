"""Texts to search: plain words, with a term of the topic now and then."""

import random

from jerking_info import Topic
from jerking_info.search.terms import terms_of

_WORDS = (
    "the of and to in that it was for on with as his they be at one have this from or had by "
    "not word but what some we can out other were all there when up use your how said an each "
    "she which do their time if will way about many then them write would like so these her "
    "long make thing see him two has look more day could go come did number sound no most "
    "people my over know water than call first who may down side been now find any new work "
    "part take get place made live where after back little only round man year came show every "
    "good me give our under name very through just form much great think say help low line "
    "before turn cause same mean differ move right boy old too does tell sentence set three "
    "patient doctor sleep medication muscle movement restless sudden stimulant magnesium drug"
).split()


def prose(topic: Topic, length: int, *, terms: float = 0.005) -> str:
    """Return text of this many characters.

    Args:
        topic: the topic with the terms.
        length: the number of characters.
        terms: the share of terms among the words.
    """
    chance = random.Random(7)
    known = [term.text for term in terms_of(topic)]
    written: list[str] = []
    size = 0
    while size < length:
        word = chance.choice(known) if chance.random() < terms else chance.choice(_WORDS)
        word += chance.choice(["", "", "", "", "", "", "", ",", ".", ";"])
        written.append(word)
        size += len(word) + 1
    return " ".join(written)[:length]


def messages(text: str, length: int = 200) -> list[str]:
    """Cut a text into messages."""
    return [text[at : at + length] for at in range(0, len(text), length)]
