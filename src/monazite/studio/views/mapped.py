"""The screen of the map: a form to look at, and the map of it."""

from __future__ import annotations

from functools import partial

from monazite.report.html import element, joined
from monazite.studio.asked import MapAsked, PartAsked, Want
from monazite.studio.drawing import MAP, chart_view
from monazite.studio.mapping import map_chart
from monazite.studio.resting import behind_a_form
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.study_told import Named
from monazite.studio.views.pieces import choice, plain, row
from monazite.studio.views.region import regions_listed
from monazite.studio.views.written import Written

__all__ = ["mapped"]


def mapped(room: Room, state: State, asked: PartAsked) -> Written:
    """Who makes a form, by default the product, and where it goes."""
    forms = room.forms
    form = asked.given.get("form") or next(one.name for one in forms if one.product)
    run = room.run(state)
    chart = map_chart(run, form, state.year, room.ground, room.telling(state).of)
    wanted = MapAsked(state=state, theme=asked.theme, known=asked.known, form=form[:200])
    want = Want(chart=MAP, width=asked.width)
    rests_on = partial(behind_a_form, room, run, form, state.year)
    view = chart_view(room, state, wanted, want, chart, {"form": form}, rests_on=rests_on)
    named = [Named(name=one.name, title=one.title) for one in forms]
    pick = choice("What is made and sent", "form", named, form)
    label = element("label", "Show ", pick)
    told = row(plain("span", "Profiles", "quiet"), regions_listed(room))
    return Written(joined((row(label), element("div", data_card=MAP), told)), (view,))
