"""All forms of all releases as a static site, for apps to fetch from any file host.

1.0.0/jerking-movements.html ...   a folder per release; its files never change
index.html  index.json             the releases and their files, for people and for apps
latest.json                        the newest release
llms.txt                           the releases and their files, for language models
schema.json                        the JSON Schema of release files
SHA256SUMS                         for `sha256sum -c`
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from pydantic import JsonValue

from jerking_info import __version__
from jerking_info.command.forms import FORMS, export
from jerking_info.content.models import Release, Topic
from jerking_info.content.releases import load, releases
from jerking_info.formats.files import json_file, write_file
from jerking_info.formats.html import page, rendered
from jerking_info.formats.markdown import markdown
from jerking_info.formats.outline import Item, Listing, Paragraph, Section, Span
from jerking_info.formats.phrases import phrases

_SUMS = "SHA256SUMS"
# The bytes of a PDF depend on the fonts of the machine.
_NAMES = [name for name in FORMS if name != "pdf"]
_Forms = dict[str, tuple[str, bytes]]  # the path and the data of each form by its name


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
    ours = {path for path, data in there.items() if known.get(path) == _digest(data)}
    replaceable = {_SUMS} | {path for path in ours if "/" not in path}
    # A site with Parquet files that is written again without pyarrow would no longer list them.
    refused = sorted(known.keys() - files.keys())
    refused += (path for path in there if path in changed and path not in replaceable)
    if refused and not force:
        raise FileExistsError(f"{', '.join(refused)} in {top} would change or be listed no longer")
    # The checksums come last: once they are there, everything is.
    for path, data in changed.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        write_file(top / path, [data], replace=True)
    written = json.loads(files["latest.json"])["files"]
    return tuple(name for name in _NAMES if name not in written)


def site_files() -> dict[str, bytes]:
    """Return every file of the site by its path, in the order in which to write them."""
    files: dict[str, bytes] = {}
    listed: list[JsonValue] = []
    sections: list[Section] = []
    for release in reversed(releases):
        topic = load(release.version, language=release.language)
        forms = _forms(release, topic)
        files.update(forms.values())
        listed.append(_entry(release, topic, forms))
        sections.append(_section(release, topic, forms))
    newest = load()
    where = phrases(newest.language).warning_signs_note(newest)
    root = Section(newest.title, (Paragraph((newest.overview,)), Paragraph((where,)), *sections))
    index: JsonValue = {
        "generator": f"jerking-info {__version__}",
        "latest": newest.version,
        "releases": listed,
    }
    files["index.html"] = page(root, rendered(root, 1), newest.overview, newest.language).encode()
    files["llms.txt"] = markdown(root, 1).encode()
    files["index.json"] = json_file(index)
    files["latest.json"] = json_file(listed[0])
    sums = [f"{_digest(data)}  {path}\n" for path, data in files.items()]
    files[_SUMS] = "".join(sums).encode()
    return files


def _forms(release: Release, topic: Topic) -> _Forms:
    forms: _Forms = {}
    folder = release.file.removesuffix(".json")
    for name in _NAMES:
        # The schema is the same for all releases.
        path = "schema.json" if name == "schema" else f"{folder}/{topic.id}{FORMS[name].suffix}"
        with suppress(ImportError):
            forms[name] = path, export(name, topic)
    return forms


def _entry(release: Release, topic: Topic, forms: _Forms) -> dict[str, JsonValue]:
    return {
        "topic": topic.id,
        "title": topic.title,
        **release.model_dump(mode="json"),
        "disclaimer": topic.disclaimer.model_dump(mode="json"),
        "provenance": topic.provenance.model_dump(mode="json"),
        "files": {
            name: {
                "path": path,
                "media_type": FORMS[name].media_type,
                "bytes": len(data),
                "sha256": _digest(data),
            }
            for name, (path, data) in forms.items()
        },
    }


def _section(release: Release, topic: Topic, forms: _Forms) -> Section:
    words = phrases(release.language)
    links = tuple(
        Item((Span(path.rpartition("/")[2], path), f" ({len(data):,} bytes)"))
        for path, data in forms.values()
    )
    version = words.version.format(version=release.version, language=release.language)
    blocks = (
        Paragraph((topic.disclaimer.text,), "disclaimer"),
        Paragraph((words.released.format(day=words.day(release.released)),)),
        Paragraph((words.source_note(topic),)),
        Paragraph((words.review_note(topic),)),
        Paragraph((words.digest.format(digest=release.sha256),)),
        Listing(links),
    )
    return Section(version.removesuffix("."), blocks)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
