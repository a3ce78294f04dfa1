"""The shipped releases as examples that a property tries in every run."""

from collections.abc import Callable

from hypothesis import example

from jerking_info import load, releases


def on_each_release(test: Callable[..., None]) -> Callable[..., None]:
    """Try a property of `topic` on each release, too."""
    for release in releases:
        test = example(topic=load(release.version))(test)
    return test
