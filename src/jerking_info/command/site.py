"""All forms of all releases as a static site, for apps to fetch from any file host.

1.0.0/jerking-movements.html ...   a folder per release; its files never change
index.html  index.json             the releases and their files, for people and for apps
latest.json                        the newest release
llms.txt                           the releases and their files, for language models
schema.json                        the JSON Schema of release files
SHA256SUMS                         for `sha256sum -c`
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import JsonValue

from jerking_info import __version__
from jerking_info.command.forms import FORMS, export
from jerking_info.content.models import Release, Topic
from jerking_info.content.releases import load, releases
from jerking_info.formats.blocks import Item, Link, Listing, Paragraph, Section
from jerking_info.formats.files import json_file, write_file
from jerking_info.formats.html import page, rendered
from jerking_info.formats.markdown import markdown
from jerking_info.formats.phrases import phrases, review_note, source_note

_SUMS = "SHA256SUMS"
# The bytes of a PDF depend on the fonts of the machine.
_FORMS = {name: form for name, form in FORMS.items() if name != "pdf"}


def write_site(folder: str | os.PathLike[str], *, force: bool = False) -> tuple[str, ...]:
    """Write every form of every release into a folder, with an index and checksums.

    Files at the top that an earlier call wrote, and that nobody has changed since, are
    replaced. Files of a release are never replaced, because apps may keep them.

    Returns:
        The forms that were left out because the extra that they need is not installed.

    Raises:
        FileExistsError: if other files are in the way and may not be replaced by `force`; then
            nothing has been written.
    """
    top = Path(folder)
    files = site_files()
    there = {path: (top / path).read_bytes() for path in files if (top / path).is_file()}
    changed = {path: data for path, data in files.items() if there.get(path) != data}
    sums = there.get(_SUMS, b"").decode(errors="replace").splitlines()
    known = {line.split("  ")[-1]: line[:64] for line in sums}
    # A site with Parquet files that is written again without pyarrow would no longer list them.
    refused = sorted(known.keys() - files.keys())
    for path, data in there.items():
        is_ours = "/" not in path and known.get(path) == _digest(data)
        if path in changed and path != _SUMS and not is_ours:
            refused.append(path)
    if refused and not force:
        raise FileExistsError(f"{', '.join(refused)} in {top} would change or be listed no longer")
    # The checksums come last: once they are there, everything is.
    for path, data in changed.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        write_file(top / path, data, replace=True)
    return tuple(form for form in _FORMS if _path(releases[-1], form) not in files)


def site_files() -> dict[str, bytes]:
    """Return every file of the site by its path, in the order in which to write them.

    >>> [path for path in site_files() if "/" not in path]
    ['schema.json', 'index.html', 'llms.txt', 'index.json', 'latest.json', 'SHA256SUMS']
    """
    files: dict[str, bytes] = {}
    for release in releases:
        for form in _FORMS:
            with suppress(ImportError):
                files[_path(release, form)] = export(form, _topic(release))
    listed: list[JsonValue] = [_entry(release, files) for release in reversed(releases)]
    index: JsonValue = {
        "generator": f"jerking-info {__version__}",
        "latest": releases[-1].version,
        "releases": listed,
    }
    root, newest = _overview(files), load()
    body = rendered(root, 1)
    files["index.html"] = page(root, body, newest.overview, newest.language).encode()
    files["llms.txt"] = markdown(root, 1).encode()
    files["index.json"] = json_file(index)
    files["latest.json"] = json_file(listed[0])
    sums = [f"{_digest(data)}  {path}\n" for path, data in files.items()]
    files[_SUMS] = "".join(sums).encode()
    return files


def _topic(release: Release) -> Topic:
    return load(release.version, language=release.language)


def _path(release: Release, form: str) -> str:
    if form == "schema":  # the same for all releases
        return "schema.json"
    return f"{release.file.removesuffix('.json')}/{_topic(release).id}{FORMS[form].suffix}"


def _listed(release: Release, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each form of a release and its path, if it could be written."""
    for form in _FORMS:
        if (path := _path(release, form)) in files:
            yield form, path


def _entry(release: Release, files: Mapping[str, bytes]) -> dict[str, JsonValue]:
    topic = _topic(release)
    forms: dict[str, JsonValue] = {}
    for form, path in _listed(release, files):
        forms[form] = {
            "path": path,
            "media_type": FORMS[form].media_type,
            "bytes": len(files[path]),
            "sha256": _digest(files[path]),
        }
    return {
        "topic": topic.id,
        "title": topic.title,
        **release.model_dump(mode="json"),
        "disclaimer": topic.disclaimer.model_dump(mode="json"),
        "provenance": topic.provenance.model_dump(mode="json"),
        "files": forms,
    }


def _overview(files: Mapping[str, bytes]) -> Section:
    newest = load()
    words = phrases(newest.language)
    where = words.warning_signs_elsewhere.format(heading=words.warning_signs, title=newest.title)
    sections = [_section(release, files) for release in reversed(releases)]
    return Section(newest.title, (Paragraph((newest.overview,)), Paragraph((where,)), *sections))


def _section(release: Release, files: Mapping[str, bytes]) -> Section:
    topic, words = _topic(release), phrases(release.language)
    links = tuple(
        Item((Link(path.rpartition("/")[2], path), f" ({len(files[path]):,} bytes)"))
        for _, path in _listed(release, files)
    )
    blocks = (
        Paragraph((topic.disclaimer.text,), "disclaimer"),
        Paragraph((words.released.format(day=words.day(release.released)),)),
        Paragraph((source_note(topic),)),
        Paragraph((review_note(topic),)),
        Paragraph((words.digest.format(digest=release.sha256),)),
        Listing(links),
    )
    version = words.version.format(version=release.version, language=release.language)
    return Section(version.removesuffix("."), blocks)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
