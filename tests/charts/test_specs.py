"""Every chart: a valid specification without data, a picture with labels, a text and a table."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import altair
import pytest
import vl_convert

from monazite.charts import Chart, contributions_of_levers, drawing, fill
from monazite.charts.theme import config

from .samples import SAMPLES

WIDTHS = (340, 720)
VEGA_CHANNELS = {
    *("x", "y", "width", "height", "path", "scaleX", "fill", "stroke", "strokeOpacity"),
    *("fillOpacity", "text", "align", "baseline", "fontSize", "lineHeight", "description"),
}

LABELS = {
    "supply_by_origin": ["Made at home", "Need", "Home and recycled in As now", "Unmet demand"],
    "bottleneck_strip": [
        "Mining",
        "Separation",
        "Plant aluva",
        "Forced: Plant aluva",
        "2025",
        "100",
    ],
    "headline_lines": ["Magnets made at home", "million USD/yr (2024 prices)", "As now", "2026"],
    "unmet_by_use": ["EV motors", "Other", "t magnet/yr", "2024"],
    "fate_of_tonnes": ["Used at home", "Stocked as oxide", "No longer exported"],
    "calibration_dots": ["Oxide, 2024", "100 → 320\u00a0t REO/yr", "0"],
    "uncertain_input_ranges": ["Ramp of plants", "10 to 31", "Price of oxide"],
    "indices_of_inputs": ["Ramp of plants", "63 % ± 4", "Duty"],
    "dots_of_instruments": ["One instrument", "Subsidy and Duty", "31", "Not short in the stop"],
    "contributions_of_levers": ["Plant", "+30 ± 2", "−10 ± 2", "As now"],
    "curve_of_figure": ["What it would take", "0.1", "3 tenths"],
    "bands_over_years": ["As now", "Halt and build", "2024", "%"],
    "fan_over_months": ["Who goes short in a disruption", "2029-01", "% of need"],
    "trade_off_dots": ["As now", "Halt and build", "What is paid"],
    "changed_flows": ["More", "Less", "From partners", "Plain", "Tough", "Swarf", "+45 t", "−25 t"],
    "world_map": ["Homeland", "Nearland", "Farland"],
    "chain": ["From home ore", "From partners", "Plain", "Tough", "Lost", "Swarf", "Exported"],
}


@pytest.fixture(params=SAMPLES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def make(kind: str) -> Callable[[float], Chart]:
    return SAMPLES[kind]


@pytest.mark.parametrize("width", WIDTHS)
def test_specification_is_valid(make: Callable[[float], Chart], width: int) -> None:
    chart = make(1.0)
    spec = fill(chart.layout(width), chart.rows)
    if chart.kind in ("chain", "changed_flows"):
        check_vega(spec)
    else:
        altair.Chart.from_dict(spec)


def check_vega(spec: dict[str, Any]) -> None:
    """Check what Vega itself lets pass: names that point nowhere and channels without a meaning."""
    assert spec["autosize"] == "none"
    data = {source["name"]: source["values"] for source in spec["data"]}
    scales = {scale["name"] for scale in spec["scales"]}
    ranges = {scale["range"] for scale in spec["scales"]}
    assert ranges <= set(config()["range"])
    inner = spec["marks"][0]["marks"]
    assert {mark["type"] for mark in inner} == {"path", "rect", "text"}
    for mark in inner:
        styles = mark.get("style", [])
        for style in [styles] if isinstance(styles, str) else styles:
            assert style in config()["style"]
        assert set(mark["encode"]) == {"update"}
        for channel, place in mark["encode"]["update"].items():
            assert channel in VEGA_CHANNELS, channel
            assert place.get("scale") in {None, *scales}
            if "field" in place:
                assert all(place["field"] in row for row in data[mark["from"]["data"]])
    vl_convert.vega_to_scenegraph({**spec, "config": config()})


@pytest.mark.parametrize("theme", ["light", "print", "dark"])
def test_configuration_is_valid(theme: str) -> None:
    settings = config(theme)  # type: ignore[arg-type]
    # Vega reads this setting and Vega-Lite hands it on, but its schema does not know it.
    del settings["legend"]["layout"]
    altair.Config.from_dict(settings)


def test_specification_names_its_data_and_holds_none(make: Callable[[float], Chart]) -> None:
    chart = make(1.0)
    text = json.dumps(chart.spec)
    assert '"values": [{' not in text
    assert '"datasets"' not in text
    assert set(re.findall(r'"data": {"name": "(\w+)"}', text)) <= set(chart.rows)


def test_specification_depends_on_labels_not_on_values(make: Callable[[float], Chart]) -> None:
    one, other = make(1.0), make(0.5)
    assert one.rows != other.rows, "the samples must differ in a value"
    assert one.spec == other.spec


def test_rows_keep_number_and_order(make: Callable[[float], Chart]) -> None:
    def keys(chart: Chart) -> dict[str, list[object]]:
        return {
            name: [(row.get("series"), row.get("year"), row.get("text") and name) for row in data]
            for name, data in chart.rows.items()
            if name not in {"ends", "remark"}
        }

    assert keys(make(1.0)) == keys(make(0.5))


@pytest.mark.parametrize("width", WIDTHS)
def test_picture_holds_its_labels(kind: str, width: int) -> None:
    chart = SAMPLES[kind](1.0)
    text = chart.svg(width)
    written = " ".join(
        element.text or "" for element in ElementTree.fromstring(text).iter() if element.text
    )
    expected = [label for label in LABELS[kind] if width > 400 or label != "2025"]
    assert [label for label in expected if label not in written] == []
    assert chart.title.split()[0] in written


@pytest.mark.parametrize("one", ["supply_by_origin", "bands_over_years"])
def test_few_years_on_a_wide_axis_are_named_once(one: str) -> None:
    named = re.findall(r">(20\d\d)</text>", SAMPLES[one](1.0).svg(1000))
    assert len(named) >= 2
    assert named == sorted(set(named))


@pytest.mark.parametrize("width", WIDTHS)
def test_picture_fits_the_width(make: Callable[[float], Chart], width: int) -> None:
    opening = make(1.0).svg(width)[:300]
    drawn = re.search(r'width="(\d+(?:\.\d+)?)"', opening)
    assert drawn is not None
    assert float(drawn[1]) <= width + 4


def test_picture_speaks(make: Callable[[float], Chart]) -> None:
    chart = make(1.0)
    root = ElementTree.fromstring(chart.svg(titled=False))
    assert root.get("role") == "graphics-document document"
    assert root.get("aria-label") == chart.alt
    names = [element.get("aria-label") or "" for element in root.iter()]
    assert sum(name.endswith(".") for name in names) > 1, "marks carry sentences"


def test_picture_without_title_leaves_it_to_the_page(make: Callable[[float], Chart]) -> None:
    chart = make(1.0)
    assert ">" + chart.title + "<" not in chart.svg(titled=False)


def test_pictures_of_one_page_share_no_id() -> None:
    ids = [
        set(re.findall(r' id="([^"]+)"', make(1.0).svg(width)))
        for make in SAMPLES.values()
        for width in WIDTHS
    ]
    assert any(ids), "the hatch of what is short has an id"
    assert sum(map(len, ids)) == len(set().union(*ids))


def test_drawing_twice_gives_the_same_picture(make: Callable[[float], Chart]) -> None:
    assert make(1.0).svg() == make(1.0).svg()


def test_png_is_a_picture() -> None:
    assert SAMPLES["supply_by_origin"](1.0).png(340).startswith(b"\x89PNG")


def test_notebook_gets_a_picture_and_a_text() -> None:
    bundle = SAMPLES["unmet_by_use"](1.0)._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["text/plain"].startswith("Unmet demand by use. ")


def test_fill_puts_rows_into_a_vega_specification() -> None:
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "data": [{"name": "flows"}, {"name": "nodes", "source": "flows"}],
    }
    filled = fill(spec, {"flows": [{"tonnes": 1}]})
    assert filled["data"] == [
        {"name": "flows", "values": [{"tonnes": 1}]},
        {"name": "nodes", "source": "flows"},
    ]
    assert spec["data"][0] == {"name": "flows"}, "the specification given stays as it was"


def test_importing_charts_does_not_start_the_exporter() -> None:
    code = "import sys, monazite.charts; print('vl_convert' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "False"


def test_hostile_text_stays_text() -> None:
    chart = SAMPLES["supply_by_origin"](1.0)
    named = type(chart)(
        kind=chart.kind,
        title='<script>"&',
        subtitle="",
        alt='"><script>',
        rows=chart.rows,
        frame=chart.frame,
        layout=chart.layout,
    )
    root = ElementTree.fromstring(named.svg())
    assert root.get("aria-label") == '<script>"&. "><script>'
    assert not [element for element in root.iter() if element.tag.endswith("script")]


def test_no_character_ends_the_process() -> None:
    """On a character XML does not allow the exporter ends the whole process, with code 134."""
    unfit = ["\x07", "\x1b[2J", "\uffff", "\ufffe", "\ud800"]
    code = (
        "from monazite.charts.drawing import png, svg\n"
        f"for unfit in {unfit!r}:\n"
        "    print(ascii(unfit), flush=True)\n"
        "    label = 'a' + unfit + 'b'\n"
        "    spec = {'$schema': 'https://vega.github.io/schema/vega-lite/v5.json', 'mark': 'bar',\n"
        "            'data': {'values': [{'x': label, 'y': 1}]}, 'title': label,\n"
        "            'encoding': {'x': {'field': 'x', 'type': 'nominal'},\n"
        "                         'y': {'field': 'y', 'type': 'quantitative'}}}\n"
        "    picture = svg(spec, label=label)\n"
        "    assert '>a' in picture and 'b<' in picture and label not in picture\n"
        "    assert png(picture, scale=1).startswith(b'\\x89PNG')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == [ascii(one) for one in unfit], done.stderr
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("letter", ["\U0001d47b", "\U0001f9f2"])
def test_a_text_that_is_cut_is_cut_between_letters(letter: str) -> None:
    """A chart cuts what is too long by halves of such letters, and half of one is no text."""
    for length in range(3, 9):
        label = "a" * length + letter * 30
        spec = {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "mark": {"type": "text", "limit": 60},
            "data": {"values": [{"label": label}]},
            "encoding": {"text": {"field": "label"}},
        }
        picture = drawing.svg(spec, label=label)
        assert ("T" if letter == "\U0001d47b" else "\ufffd") in picture


def test_no_file_of_a_font_is_mapped_anew_for_every_letter() -> None:
    """With fonts of the machine in front the exporter would: some hundred pages for each text."""
    code = (
        "import os\n"
        "from resource import RUSAGE_SELF, getrusage\n"
        "from monazite.charts.drawing import svg\n"
        "from monazite.charts.theme import CHART_FONT\n"
        "def draw(count):\n"
        "    texts = [{'type': 'text', 'encode': {'enter': {'text': {'value': f'Some text {n}'},\n"
        "              'font': {'value': CHART_FONT}}}} for n in range(count)]\n"
        "    spec = {'$schema': 'https://vega.github.io/schema/vega/v6.json', 'marks': texts}\n"
        "    before = getrusage(RUSAGE_SELF).ru_minflt\n"
        "    svg(spec, label='')\n"
        "    return getrusage(RUSAGE_SELF).ru_minflt - before\n"
        "draw(1)\n"
        "print(draw(100), os.environ.get('FONTCONFIG_FILE'))\n"
    )
    here = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=here
    )
    pages, said = done.stdout.split()
    assert int(pages) < 100 * 50
    assert said == "None", "what was said for a moment is not left behind"


def test_the_same_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Page, PDF and notebook ask for the same picture; names for readers are put on afterwards."""
    drawn = []

    def draw(spec: str, **options: object) -> str:
        drawn.append(spec)
        return '<svg class="marks"><g></g></svg>'

    monkeypatch.setattr("vl_convert.vegalite_to_svg", draw)
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "once"}
    first, second = (drawing.svg(spec, label=name) for name in ("first", "second"))
    assert 'aria-label="first"' in first
    assert 'aria-label="second"' in second
    drawing.svg({**spec, "mark": "twice"}, label="third")
    assert len(drawn) == 2


def test_what_adds_nothing_is_not_told_as_most_of_a_difference() -> None:
    """Levers that are worth a rounding error stand in no order that anybody chose."""
    added = {"Plant": 0.2, "Stock": -3e-18, "Halt": 2e-17}
    rows = [
        {"lever": lever, "contribution": value, "error": 0.0, "unit": "1"}
        for lever, value in added.items()
    ]
    chart = contributions_of_levers(
        rows, start=0.2, end=0.4, start_title="As now", end_title="Both"
    )
    assert chart.alt.endswith("Most of it: Plant +20\N{NO-BREAK SPACE}points.")
