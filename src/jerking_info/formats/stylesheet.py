"""The style of the page, on screens and on paper."""

__all__ = ("PAGE", "STYLESHEET")


def __dir__() -> tuple[str, ...]:
    return __all__


STYLESHEET = """\
.jerking-info {
  --text: #1c2733; --quiet: #4a5968; --ground: #ffffff; --card: #f4f7f9; --line: #c9d4dc;
  --accent: #0b5c6b; --accent-soft: #e2f1f3; --on-accent: #ffffff;
  --emergency: #a3161f; --emergency-soft: #fdeeee;
  --urgent: #8a4a00; --urgent-soft: #fff4e2;
  --routine: #1d4f91; --routine-soft: #eaf2fc;
  color: var(--text); background: var(--ground);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans",
    sans-serif;
  overflow-wrap: break-word;
}
.jerking-info *, .jerking-info *::before { box-sizing: border-box; }
.jerking-info h1, .jerking-info h2, .jerking-info h3, .jerking-info h4 {
  line-height: 1.25; margin: 0 0 .5em; text-wrap: balance;
}
.jerking-info p, .jerking-info ul, .jerking-info ol, .jerking-info dl { margin: 0 0 .75em; }
.jerking-info a { color: var(--accent); text-underline-offset: .15em; }
.jerking-info a:focus-visible, .jerking-info summary:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px;
}
.jerking-info .ji-sheet { max-width: 52em; margin: 0 auto; padding: 0 1em; }
.jerking-info .ji-head { padding: 2em 0 .5em; }
.jerking-info .ji-title { font-size: clamp(1.8em, 1.35em + 2.2vw, 2.6em); color: var(--accent); }
.jerking-info .ji-overview { font-size: 1.175em; }
.jerking-info .ji-quiet { color: var(--quiet); font-size: .9375em; }
.jerking-info .ji-note {
  border-left: .3em solid var(--accent); background: var(--accent-soft);
  padding: .7em 1em; border-radius: 0 .4em .4em 0; font-weight: 600;
}
.jerking-info .ji-contents {
  border: 1px solid var(--line); border-radius: .6em; padding: .9em 1.1em; margin: 1em 0;
}
.jerking-info .ji-contents > .ji-section-title { font-size: 1.05em; margin-bottom: .3em; }
.jerking-info .ji-contents ul { margin: 0; padding: 0; list-style: none; columns: 15em 2; }
.jerking-info .ji-contents li { padding: .3em 0; break-inside: avoid; }
.jerking-info .ji-section { padding-top: 1.5em; }
.jerking-info .ji-section-title { font-size: 1.5em; color: var(--accent); }
.jerking-info .ji-cards, .jerking-info .ji-signs { list-style: none; padding: 0; }
.jerking-info .ji-signs > li {
  border-left: .4em solid var(--routine); background: var(--routine-soft);
  padding: .7em 1em; margin-bottom: .6em; border-radius: 0 .4em .4em 0;
}
.jerking-info .ji-signs > .ji-emergency {
  border-color: var(--emergency); background: var(--emergency-soft);
}
.jerking-info .ji-signs > .ji-urgent {
  border-color: var(--urgent); background: var(--urgent-soft);
}
.jerking-info .ji-signs p { margin: 0 0 .2em; }
.jerking-info .ji-level { color: var(--routine); margin-right: .35em; }
.jerking-info .ji-emergency .ji-level { color: var(--emergency); }
.jerking-info .ji-urgent .ji-level { color: var(--urgent); }
.jerking-info .ji-signs .ji-quiet { font-size: .875em; }
.jerking-info .ji-cards { display: grid; gap: .8em; margin: 0; }
.jerking-info .ji-card {
  background: var(--card); border: 1px solid var(--line); border-radius: .6em;
  padding: .9em 1.1em .6em; scroll-margin-top: 1em; min-width: 0;
}
.jerking-info .ji-card:target { border-color: var(--accent); box-shadow: 0 0 0 2px var(--accent); }
.jerking-info .ji-card p { margin-bottom: .5em; }
.jerking-info .ji-name { font-size: 1.15em; }
.jerking-info .ji-tips .ji-name { display: flex; align-items: flex-start; gap: .5em; }
.jerking-info .ji-number {
  flex: none; min-width: 1.9em; padding: 0 .35em; text-align: center; border-radius: 1em;
  background: var(--accent); color: var(--on-accent);
}
.jerking-info .ji-label { font-weight: 600; }
.jerking-info .ji-figure { margin: 1.5em auto 0; padding: 0; text-align: center; }
.jerking-info .ji-figure figcaption { text-align: left; margin-bottom: .6em; }
.jerking-info .ji-figure rect { fill: var(--card); stroke: var(--line); }
.jerking-info .ji-figure rect.cause { fill: var(--accent-soft); stroke: var(--accent); }
.jerking-info .ji-figure path { stroke: var(--accent); }
.jerking-info .ji-figure path.any-cause { stroke: var(--quiet); }
.jerking-info .ji-figure circle { fill: var(--accent); stroke: var(--accent); }
.jerking-info .ji-figure text { fill: var(--text); }
.jerking-info .ji-figure text.number { fill: var(--on-accent); }
.jerking-info .ji-references { padding-left: 2.2em; }
.jerking-info .ji-references li { padding: .2em 0; scroll-margin-top: 1em; }
.jerking-info .ji-url, .jerking-info .ji-digest { overflow-wrap: anywhere; font-size: .875em; }
.jerking-info .ji-codes > summary { cursor: pointer; padding: .4em 0; font-weight: 600; }
.jerking-info .ji-codes ul, .jerking-info .ji-codes dl { padding-left: 1.2em; font-size: .9375em; }
.jerking-info .ji-codes .ji-name { overflow-wrap: anywhere; margin-top: 1em; }
.jerking-info .ji-foot { border-top: .3em solid var(--accent); margin-top: 2em; padding: 1em 0; }
.jerking-info .ji-foot > .ji-section-title { font-size: 1.15em; }
.jerking-info .ji-disclaimer { font-weight: 600; }
@media (max-width: 46rem) {
  .jerking-info .ji-wide { display: none; }
  .jerking-info .ji-narrow[hidden] { display: block; }
}
@media (min-width: 46.01rem) {
  .jerking-info .ji-causes { grid-template-columns: 1fr 1fr; }
}
@media screen and (prefers-color-scheme: dark) {
  .jerking-info {
    --text: #e4ebf1; --quiet: #b3c0cb; --ground: #10171d; --card: #19232b; --line: #3a4955;
    --accent: #7cd0dc; --accent-soft: #14323a; --on-accent: #0b2026;
    --emergency: #ffa8a8; --emergency-soft: #3a1a1d;
    --urgent: #ffc878; --urgent-soft: #35260f;
    --routine: #a5caff; --routine-soft: #172a44;
  }
}
"""
"""What a page, and a host that embeds the fragment, needs: every rule is for `.jerking-info`."""

PAGE = """\
:root { color-scheme: light dark; }
body.jerking-info { margin: 0; }
.jerking-info .ji-skip { position: absolute; left: -100vw; }
.jerking-info .ji-skip:focus { left: 1em; top: 1em; padding: .5em; background: var(--ground); }
@page { margin: 9mm 11mm; }
@media print {
  :root { color-scheme: light; }
  body.jerking-info { font-size: 8.6pt; line-height: 1.27; background: none; }
  .jerking-info .ji-skip, .jerking-info .ji-contents, .jerking-info .ji-codes-section,
  .jerking-info .ji-narrow[hidden], .jerking-info .ji-page { display: none; }
  .jerking-info .ji-wide { display: block; }
  /* A table repeats its foot on every page that it takes, and keeps the room for it. */
  .jerking-info .ji-sheet { display: table; width: 100%; max-width: none; padding: 0; }
  .jerking-info .ji-head, .jerking-info .ji-main { display: table-row-group; }
  .jerking-info .ji-foot { display: table-footer-group; break-inside: avoid; }
  .jerking-info .ji-card, .jerking-info .ji-signs > li, .jerking-info .ji-figure,
  .jerking-info .ji-references li { break-inside: avoid; }
  .jerking-info h2, .jerking-info h3 { break-after: avoid; margin-bottom: .2em; }
  .jerking-info p, .jerking-info .ji-signs p { margin-bottom: .2em; }
  /* To spare lines, the paragraphs of a card run on; the figure and the text say the rest. */
  .jerking-info .ji-card p { display: inline; margin-right: .4em; }
  .jerking-info .ji-card .ji-examples, .jerking-info .ji-card .ji-actions,
  .jerking-info .ji-tips .ji-help { display: none; }
  .jerking-info .ji-overview { font-size: 1.1em; }
  .jerking-info .ji-title { font-size: 1.9em; }
  .jerking-info .ji-section { padding-top: .7em; }
  .jerking-info .ji-section-title { font-size: 1.3em; }
  .jerking-info .ji-note { padding: .3em .7em; }
  .jerking-info .ji-cards, .jerking-info .ji-signs, .jerking-info .ji-references {
    display: block; columns: 2; column-gap: 1em;
  }
  .jerking-info .ji-tips { display: grid; grid-template-columns: 1fr 1fr; gap: .5em 1em; }
  .jerking-info .ji-tips > .ji-card { margin: 0; }
  .jerking-info .ji-card { padding: .4em .7em; margin-bottom: .5em; }
  .jerking-info .ji-signs > li { padding: .3em .7em; margin-bottom: .4em; }
  .jerking-info .ji-references { font-size: .84em; padding-left: 1.8em; }
  .jerking-info .ji-references li { padding: 0; }
  .jerking-info .ji-references-section { clear: both; }
  /* The summary stands beside the figure. */
  .jerking-info .ji-figure { float: left; width: 55%; margin: .7em 1.2em .5em 0; }
  .jerking-info .ji-figure figcaption { margin-bottom: .2em; }
}
"""
"""What only a page of its own needs: its ground, the way past the contents, and paper."""
