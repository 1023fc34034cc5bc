"""The look of a brief: one style sheet for the screen, the phone and paper."""

from __future__ import annotations

from monazite.charts.theme import ACCENT, EVIDENCE, INK, LINE, MUTED, PAGE, SHORT

__all__ = ["PAGE_CHART", "PHONE_CHART", "style_sheet"]

PAGE_CHART = 800
PHONE_CHART = 340
"""Widths for which charts are drawn, in pixels; a page shows one of the two drawings."""
_PHONE = 640

_GOOD = EVIDENCE["reproduced"]


def style_sheet() -> str:
    """Return the style sheet."""
    screen = _page() + _tables() + _figures()
    return screen + _phone() + _paper()


def _page() -> str:
    """The page and what stands first on it: titles, the answer, warnings, contents."""
    return f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
html {{ -webkit-text-size-adjust: 100%; }}
body {{
  margin: 0; background: {PAGE}; color: {INK};
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans",
    Arial, sans-serif;
}}
.page {{
  max-width: 1120px; margin: 0 auto; padding: 40px 56px 56px; background: #FFFFFF;
  border-top: 6px solid {ACCENT};
}}
.skip {{ position: absolute; left: -999px; }}
.skip:focus {{ left: 8px; top: 8px; padding: 8px 12px; background: #FFFFFF; }}
a {{ color: {ACCENT}; text-underline-offset: 2px; overflow-wrap: anywhere; }}
h1, h2, h3 {{ line-height: 1.2; text-wrap: balance; }}
h1 {{ font-size: 2rem; margin: 0 0 10px; letter-spacing: -0.01em; }}
h2 {{ font-size: 1.3rem; margin: 44px 0 10px; padding-top: 14px; border-top: 2px solid {INK}; }}
h3 {{ font-size: 1rem; margin: 26px 0 6px; }}
p {{ margin: 0 0 10px; max-width: 74ch; }}
.series {{ color: {ACCENT}; font-weight: 600; margin: 0 0 14px; }}
.question {{ text-wrap: pretty; font-size: 1.15rem; color: {MUTED}; margin: 0 0 18px; }}
.about {{
  display: flex; flex-wrap: wrap; gap: 6px 28px; margin: 0 0 26px; padding: 10px 0;
  border-block: 1px solid {LINE}; font-size: 0.875rem;
}}
.about div {{ display: flex; gap: 6px; }}
.about dt {{ color: {MUTED}; }}
.about dd {{ margin: 0; overflow-wrap: anywhere; }}
.answer {{ background: {PAGE}; border-left: 5px solid {ACCENT}; padding: 20px 24px 16px; }}
.answer h2 {{ border: 0; margin: 0 0 8px; padding: 0; }}
.answer p {{ font-size: 1.1rem; }}
.answer .confidence {{ font-size: 0.95rem; margin-bottom: 0; }}
.warnings {{ border-left: 5px solid {SHORT}; padding: 12px 24px 4px; margin-top: 20px; }}
.warnings h2 {{ border: 0; margin: 0 0 6px; padding: 0; font-size: 1.05rem; }}
nav ol {{
  display: flex; flex-wrap: wrap; gap: 4px 22px; list-style: none; margin: 22px 0 0; padding: 0;
  font-size: 0.9rem;
}}
nav li {{ margin: 0; }}
nav a {{ display: inline-block; padding: 3px 0; }}
li {{ margin-bottom: 5px; max-width: 72ch; }}
.small {{ font-size: 0.97em; }}
"""


def _tables() -> str:
    return f"""
.scroll {{ overflow-x: auto; margin: 14px 0 22px; }}
.scroll:focus-visible, a:focus-visible, summary:focus-visible {{
  outline: 3px solid {ACCENT}; outline-offset: 2px;
}}
table {{
  border-collapse: collapse; width: 100%; font-size: 0.875rem; line-height: 1.4;
  font-variant-numeric: tabular-nums;
}}
caption {{ text-align: left; font-weight: 600; padding-bottom: 6px; }}
caption span {{ font-weight: 400; color: {MUTED}; }}
th, td {{ text-align: left; vertical-align: top; padding: 7px 14px 7px 0; }}
th:last-child, td:last-child {{ padding-right: 0; }}
thead th {{
  border-bottom: 1.5px solid {INK}; color: {MUTED}; font-weight: 600; vertical-align: bottom;
}}
tbody th {{ font-weight: 600; }}
tbody tr {{ border-bottom: 1px solid {LINE}; }}
td, th {{ overflow-wrap: break-word; }}
.number {{ text-align: right; }}
.number, .short {{ white-space: nowrap; }}
thead .number {{ white-space: normal; }}
.wide {{ min-width: 13em; }}
.code {{ overflow-wrap: anywhere; min-width: 10em; }}
td p, th p {{ margin: 4px 0 0; font-weight: 400; }}
.unit, .note {{ font-weight: 400; color: {MUTED}; font-size: 0.93em; }}
.note {{ display: block; }}
.difference {{ font-size: 0.93em; color: {MUTED}; }}
.compared > div {{
  display: grid; grid-template-columns: minmax(max-content, 3.4em) 1fr; gap: 0.7em;
  white-space: nowrap;
}}
.compared > div > :first-child {{ text-align: right; }}
.compared > div > .loose {{ white-space: normal; }}
tr:has(+ .inner) {{ border-bottom: 0; }}
tr:has(+ .inner) > * {{ padding-bottom: 0; }}
.inner > * {{ padding-top: 2px; }}
tbody th[scope="rowgroup"] + th, .inner th {{ font-weight: 400; }}
.hash {{ overflow-wrap: anywhere; }}
.loose, .loose .difference {{ color: {MUTED}; }}
.determined {{ color: {MUTED}; font-size: 0.875rem; max-width: none; }}
.better {{ color: {_GOOD}; }}
.worse {{ color: {SHORT}; }}
.grade {{ white-space: nowrap; }}
.dots {{ letter-spacing: 1px; color: {ACCENT}; }}
:target {{ background: #FFF6D6; }}
"""


def _figures() -> str:
    """Figures, and what stands small: words, sources, the end of the page."""
    return f"""
figure {{ margin: 22px 0 26px; }}
figcaption {{ margin-bottom: 8px; }}
figcaption h3 {{ margin: 0; font-size: 1.05rem; }}
figcaption p {{ margin: 2px 0 0; color: {MUTED}; font-size: 0.875rem; }}
figure svg {{ display: block; max-width: 100%; height: auto; }}
.on-phone, .on-paper {{ display: none; }}
.source {{ color: {MUTED}; font-size: 0.8125rem; margin: 6px 0 0; }}
details {{ font-size: 0.875rem; }}
summary {{ cursor: pointer; color: {ACCENT}; padding: 4px 0; width: fit-content; }}
dl.words dt {{ font-weight: 600; }}
dl.words dd {{ margin: 0 0 8px; max-width: 72ch; }}
footer {{ margin-top: 44px; padding-top: 12px; border-top: 1px solid {LINE}; color: {MUTED};
  font-size: 0.8125rem; }}
"""


def _phone() -> str:
    return f"""
@media screen and (min-width: {_PHONE + 1}px) {{
  figure svg {{ width: 100%; }}
}}
@media screen and (max-width: {_PHONE}px) {{
  .page {{ padding: 24px 16px 40px; }}
  h1 {{ font-size: 1.6rem; }}
  .answer {{ padding: 16px; }}
  .answer p {{ font-size: 1.03rem; }}
  nav a {{ padding: 6px 0; }}
  .on-page {{ display: none; }}
  .on-phone {{ display: block; }}
  .scroll:not(.cards) table {{ width: max-content; min-width: 100%; }}
  .scroll caption {{ max-width: calc(100vw - 32px); }}
  .cards :is(table, caption, tbody, tr, th, td) {{ display: block; width: auto; }}
  .cards thead {{
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }}
  .cards tbody tr {{ padding: 10px 0; }}
  .cards th, .cards td {{ padding: 2px 0; }}
  .cards tbody th[scope="row"] {{ font-weight: 600; }}
  .cards .number {{ text-align: left; }}
  .cards td {{ display: grid; grid-template-columns: 8.5em 1fr; gap: 10px; white-space: normal; }}
  .cards td::before {{ content: attr(data-label); color: {MUTED}; font-size: 0.8125rem; }}
  .cards .compared > div {{ display: flex; }}
}}
"""


def _paper() -> str:
    """A sheet of paper, and what differs on it everywhere."""
    return f"""
@page {{
  size: A4; margin: 12mm 16mm 14mm;
  @bottom-right {{ content: counter(page) " / " counter(pages); font: 8pt sans-serif;
    color: {MUTED}; }}
}}
@media print {{
  body {{ background: #FFFFFF; font-size: 8.5pt; line-height: 1.29; }}
  .page {{ max-width: none; padding: 0; border-top-width: 4px; padding-top: 10px; }}
  .skip, nav, summary, .on-screen {{ display: none; }}
  span.on-paper {{ display: inline; }}
{_front_on_paper()}{_rest_on_paper()}}}
"""


def _front_on_paper() -> str:
    """The two pages that stand alone, each of which has to go onto one sheet."""
    return """\
  .sheet { break-after: page; }
  .sheet h2 { margin: 6pt 0 3pt; padding-top: 4pt; }
  .sheet .answer { padding: 6pt 12pt 4pt; }
  .sheet .answer p { font-size: 7.7pt; line-height: 1.2; margin-bottom: 1.8pt; }
  .sheet h1 { font-size: 12pt; margin-bottom: 3pt; }
  .sheet h2 { font-size: 11.5pt; }
  .sheet .wide { min-width: 8em; }
  .first .wide { min-width: 11em; }
  .compared > div > :first-child { white-space: nowrap; }
  .compared > div {
    white-space: normal; grid-template-columns: minmax(max-content, 3.1em) 1fr; gap: 0.4em;
  }
  .annex ~ section .wide, .annex .wide { min-width: 8em; }
  .code { min-width: 7em; }
  .sheet .about { margin-bottom: 6pt; padding: 3pt 0; font-size: 7.4pt; gap: 1pt 14pt; }
  .sheet .answer p, .sheet .question { max-width: none; }
  .sheet .question { font-size: 9pt; margin-bottom: 4pt; }
  .sheet .series { margin-bottom: 4pt; }
  .sheet table { font-size: 6.9pt; line-height: 1.12; }
  .sheet th, .sheet td { padding: 0.6pt 5pt 0.6pt 0; }
  .sheet thead + tbody > tr:first-child > * { padding-top: 3pt; }
  .sheet .compared > div, .sheet .compared > div > .loose { white-space: nowrap; }
  .sheet .scroll { margin: 4pt 0; }
  .sheet .determined { font-size: 7pt; line-height: 1.15; margin: 0; }
  .second p { font-size: 8.6pt; line-height: 1.3; margin-bottom: 3pt; max-width: none; }
"""


def _rest_on_paper() -> str:
    """What stands behind them, to the end of what is for paper."""
    return """\
  h1 { font-size: 18pt; }
  h2 { font-size: 12pt; margin: 11pt 0 4pt; padding-top: 5pt; break-after: avoid; }
  h3 { margin: 8pt 0 3pt; }
  p { margin-bottom: 4pt; max-width: none; }
  li { margin-bottom: 2pt; max-width: none; }
  h3, caption, thead, tbody tr:is(:first-child, :nth-last-child(2)) { break-after: avoid; }
  caption { break-inside: avoid; }
  .answer, .warnings { break-inside: avoid; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  figure, tr, li, dd { break-inside: avoid; }
  figure { margin: 6pt 0 8pt; }
  figcaption { margin-bottom: 4pt; }
  figcaption h3 { font-size: 9.5pt; }
  figcaption p, .source { font-size: 7.5pt; margin-bottom: 2pt; }
  .scroll { overflow: visible; margin: 4pt 0 7pt; }
  table { font-size: 7pt; line-height: 1.2; }
  th, td { padding: 1.2pt 6pt 1.2pt 0; }
  .annex, .annex ~ section { font-size: 7.4pt; line-height: 1.18; }
  .annex ~ section table, .annex table { font-size: 6.2pt; line-height: 1.1; }
  dl.words { columns: 2; column-gap: 14pt; }
  dl.words dd { margin-bottom: 3pt; }
  .on-page svg { width: 100%; max-height: 104mm; }
  .chain .on-page svg { max-height: 160mm; }
  .headline-lines .on-page svg, .bottleneck-strip .on-page svg { max-height: 195mm; }
  .calibration-dots .on-page svg { max-height: 150mm; }
  .wide { min-width: 12em; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  p, li { orphans: 3; widows: 3; }
"""
