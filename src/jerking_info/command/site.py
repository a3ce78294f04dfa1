"""All forms of all releases as a static site, for apps to fetch from any file host.

    1.0.0/jerking-movements.html ...   a folder per release, whose files never change
    index.html  index.json             what there is, for people and for apps
    latest.json                        the newest release and where its files are
    schema.json                        what all release files obey
    SHA256SUMS                         for `sha256sum -c`

Only the files at the top change when a release is added. A site that was written by an
older version of this package is brought up to date by writing it again; should that change
a file of a release, it is refused, as apps may keep such files for ever.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from pydantic import JsonValue

from jerking_info import __version__
from jerking_info.command.export import FORMS, export
from jerking_info.content.models import Release, Topic
from jerking_info.content.releases import load, releases
from jerking_info.formats.files import json_file, write_file

__all__ = ("site_files", "write_site")


def __dir__() -> tuple[str, ...]:
    return __all__


_SUMS = "SHA256SUMS"


def write_site(folder: str | os.PathLike[str], *, force: bool = False) -> tuple[str, ...]:
    """Write every form of every release into a folder, with an index and checksums.

    A file that already holds what it should is left alone. Files at the top that an earlier
    call wrote, and nobody has changed since, are replaced.

    Args:
        folder: where to; made if need be.
        force: whether to replace any file that is in the way.

    Returns:
        The forms that were left out since what they need is not installed.

    Raises:
        FileExistsError: if other files are in the way; then nothing has been written.
        OSError: if a file cannot be written.
    """
    top = Path(folder)
    if top.exists() and not top.is_dir():
        raise NotADirectoryError(f"{top} is no folder")
    files = site_files()
    known = _known_sums(top)
    # What was published stays published: without pyarrow there would be checksums of less.
    if (gone := sorted(path for path in known if path not in files)) and not force:
        raise FileExistsError(f"{', '.join(gone)} in {top} would no longer be listed")
    changed = {path: data for path, data in files.items() if not _holds(top / path, data)}
    in_the_way = [path for path in changed if os.path.lexists(top / path)]
    replaced = {path for path in in_the_way if force or _is_ours(top, path, known)}
    if refused := [path for path in in_the_way if path not in replaced]:
        raise FileExistsError(f"{', '.join(refused)} in {top} would change")
    # The checksums come last: if they hold, all is there.
    for path, data in changed.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        write_file(top / path, data, replace=path in replaced)
    return _missing(files)


def site_files() -> dict[str, bytes]:
    """Return every file of the site by its path, in the order in which to write them.

    >>> [path for path in site_files() if "/" not in path]
    ['schema.json', 'index.html', 'index.json', 'latest.json', 'SHA256SUMS']
    """
    files = {path: data for release in releases for path, data in _forms(load(release.version))}
    listed = [_listed(release, files) for release in reversed(releases)]
    index: dict[str, JsonValue] = {
        "generator": f"jerking-info {__version__}",
        "latest": releases[-1].version,
        "releases": [*listed],
    }
    files["index.html"] = _page(files)
    files["index.json"] = json_file(index)
    files["latest.json"] = json_file(listed[0])
    sums = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items())
    files[_SUMS] = "".join(sums).encode()
    return files


def _forms(topic: Topic) -> Iterator[tuple[str, bytes]]:
    for name, path in _paths(topic).items():
        try:
            yield path, export(name, topic)
        except ImportError as error:
            if error.name != "pyarrow":
                raise
            # `write_site` tells that it is missing.


def _paths(topic: Topic) -> dict[str, str]:
    # All releases have one schema.
    return {
        name: "schema.json" if name == "schema" else f"{topic.version}/{topic.id}{form.suffix}"
        for name, form in FORMS.items()
    }


def _missing(files: Mapping[str, bytes]) -> tuple[str, ...]:
    return tuple(name for name, path in _paths(load()).items() if path not in files)


def _listed(release: Release, files: Mapping[str, bytes]) -> dict[str, JsonValue]:
    topic = load(release.version)
    return {
        "topic": topic.id,
        "title": topic.title,
        "version": release.version,
        "released": release.released.isoformat(),
        "sha256": release.sha256,
        "language": topic.language,
        "disclaimer": topic.disclaimer.model_dump(),
        "provenance": topic.provenance.model_dump(mode="json"),
        "files": {
            name: {
                "path": path,
                "media_type": FORMS[name].media_type,
                "bytes": len(files[path]),
                "sha256": hashlib.sha256(files[path]).hexdigest(),
            }
            for name, path in _paths(topic).items()
            if path in files
        },
    }


def _page(files: Mapping[str, bytes]) -> bytes:
    """Return the index for people, built as a tree so that no text can become markup."""
    newest = load()
    html = ET.Element("html", lang=newest.language)
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    title = f"{newest.title}: content releases"
    ET.SubElement(head, "title").text = title
    # Without an icon a browser would ask the server for one.
    ET.SubElement(head, "link", rel="icon", href="data:,")
    ET.SubElement(head, "style").text = (
        ":root{color-scheme:light dark;color:#1c2733;background:#fff}"
        "body{font:1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:auto;padding:1rem;"
        "overflow-wrap:anywhere}"
        "a{color:#0b5c6b}"
        "@media(prefers-color-scheme:dark){:root{color:#e4ebf1;background:#10171d}a{color:#7cd0dc}}"
    )
    main = ET.SubElement(ET.SubElement(html, "body"), "main")
    ET.SubElement(main, "h1").text = title
    ET.SubElement(main, "p").text = newest.overview
    for release in reversed(releases):
        _section(main, release, files)
    # As text first: ElementTree would write a second `meta` on the encoding of bytes.
    return f"<!DOCTYPE html>\n{ET.tostring(html, encoding='unicode', method='html')}\n".encode()


def _section(main: ET.Element, release: Release, files: Mapping[str, bytes]) -> None:
    topic = load(release.version)
    told = topic.provenance
    section = ET.SubElement(main, "section")
    ET.SubElement(section, "h2").text = f"Version {release.version}"
    review = (
        f"Reviewed by {told.reviewer} on {told.last_reviewed}."
        if told.review_status == "reviewed"
        else "No clinician has reviewed it yet."
    )
    source = (
        f"Released {release.released}. Language {topic.language}. Licence {told.license}. "
        f"Wording: {told.wording}. {review} The facts come from the article "
        f'"{told.article.title}" by {told.article.author}, {told.article.credential}, '
        f"{told.article.affiliation} ({told.article.collection})."
    )
    for text in (topic.disclaimer.text, source, f"sha256 of the release file: {release.sha256}"):
        ET.SubElement(section, "p").text = text
    listed = ET.SubElement(section, "ul")
    for name, path in _paths(topic).items():
        if path in files:
            item = ET.SubElement(listed, "li")
            ET.SubElement(item, "a", href=path).text = name
            item[-1].tail = f": {FORMS[name].media_type}, {len(files[path]):,} bytes"


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


def _known_sums(top: Path) -> dict[str, str]:
    """Return the checksums of an earlier site here, by path."""
    try:
        # 1 mutant lives: only -X warn_default_encoding can tell, with which `tools.trust` runs.
        text = (top / _SUMS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    return {
        path: digest for digest, path in re.findall(r"^([0-9a-f]{64})  (.+)$", text, re.MULTILINE)
    }


def _is_ours(top: Path, path: str, known: Mapping[str, str]) -> bool:
    """Tell whether a file may be replaced: at the top, by us, and unchanged since."""
    if path == _SUMS:
        return all(name in known for name in ("index.json", "latest.json"))
    file = top / path
    return (
        "/" not in path
        and file.is_file()
        and known.get(path) == hashlib.sha256(file.read_bytes()).hexdigest()
    )
