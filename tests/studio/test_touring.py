"""The tour of the studio and the sheet of a place of the chain, as the server writes them."""

import re

import httpx

from .test_breaking_even import part


def test_the_tour_is_offered_until_it_was_seen_or_skipped(served: httpx.Client) -> None:
    assert "Take the tour" in part(served, "start", "build")
    for seen in ("0", "3"):
        assert "Take the tour" not in part(served, "start", "build", toured=seen)


def test_the_start_leads_back_to_what_was_seen_last(served: httpx.Client) -> None:
    """Five at most, as text, and to pages of the studio alone."""
    seen = [f"Plan {number} <b>\t/s/toy/levers?base=build&year=202{number}" for number in range(7)]
    html = part(served, "start", "build", recent="\n".join(["no link", "Away\t//web.org", *seen]))
    assert re.findall(r'<a href="/s/([^"]*)">([^<]*)</a>', html) == [
        (f"toy/levers?base=build&amp;year=202{number}", f"Plan {number} &lt;b&gt;")
        for number in range(3)
    ]
    assert "web.org" not in html
    assert "no link" not in html
    assert "Forget these" in html
    assert "Seen last" not in part(served, "start", "build", recent="")


def test_the_tour_has_five_steps_in_words_of_the_study(served: httpx.Client) -> None:
    steps = [part(served, "tour", "build", step=str(at)) for at in range(1, 6)]
    for at, one in enumerate(steps, start=1):
        assert f"<b>{at} of 5, " in one
    assert "what Homeland chooses" in steps[0]
    assert "up to magnets" in steps[1]
    assert all("Skip the tour" in one for one in steps[:-1])
    assert "Done" in steps[-1]
    for over in ("0", "6", "²", ""):
        assert part(served, "tour", "build", step=over) == ""


def test_a_place_of_the_chain_is_balanced(served: httpx.Client) -> None:
    """10 t of ore content become oxide; at 80 of 100 parts recovered 8 t go into magnets."""
    html = part(served, "node", "halt", key="oxide")
    assert "NdPr oxide, 2025" in html
    sums = re.findall(r"<tfoot>.*?<td[^>]*>([^<]*)</td>", html)
    assert len(sums) == 2
    assert sums[0] == sums[1]
    assert "Home plants run at" in html
    assert "Chemistry: oxide recovered from the ore" in html
    asked = {"state": {"study": "toy"}, "part": "node", "given": {"key": "nowhere"}}
    refused = served.post("/api/part", json=asked)
    assert refused.status_code == 422
    assert "no such place" in refused.text
