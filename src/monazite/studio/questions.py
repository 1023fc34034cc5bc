"""Questions a page may ask of a study, by name: what is asked, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from monazite.studio import asked, facts_told, study_told, told

__all__ = ["QUESTIONS", "Question"]


@dataclass(frozen=True)
class Question:
    """The record of the body, the record of the answer, and a sentence on what it is."""

    asked: type[asked.OfStudy | asked.OfState | asked.ExportAsked]
    told: type[BaseModel]
    said: str


QUESTIONS: Mapping[str, Question] = {
    "study": Question(
        asked.StudyAsked,
        study_told.StudyView,
        "Give all a page needs to know of a study before any lever is moved.",
    ),
    "update": Question(
        asked.Asked,
        told.Update,
        "Answer a state: headlines and charts; of one client only the newest.",
    ),
    "likely": Question(
        asked.LikelyAsked,
        told.Likely,
        "Give the states that are one press away from a state, the likeliest first.",
    ),
    "compare": Question(
        asked.Asked,
        told.Compared,
        "Set up to six strategies side by side in the world of a state.",
    ),
    "map": Question(
        asked.MapAsked,
        told.ChartView,
        "Draw who makes a form of the material and who sends it to whom.",
    ),
    "explain": Question(
        asked.ExplainAsked,
        told.Explained,
        "Take a number apart down to the facts it rests on.",
    ),
    "facts": Question(
        asked.FactsAsked,
        facts_told.FactsFound,
        "Find facts by words and facets.",
    ),
    "fact": Question(
        asked.FactAsked,
        facts_told.FactView,
        "Give a fact with its rivals and where it is used.",
    ),
    "export": Question(
        asked.ExportAsked,
        told.Exported,
        "Make a file to keep: the strategy, its brief, or a chart.",
    ),
    "open": Question(
        asked.OpenAsked,
        told.Opened,
        "Read a file of a strategy or a world and give the state that leads to it.",
    ),
    "part": Question(
        asked.PartAsked,
        told.Part,
        "Make a part of a page as HTML: a screen of words and buttons, or a sheet.",
    ),
    "warnings": Question(
        asked.WarningsAsked,
        told.Warnings,
        "Say what an expert would look at in a state.",
    ),
}
