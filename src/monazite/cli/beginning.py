"""`monazite new`: begins a study, from words of one's own or from one that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monazite.cli.terminal import screen
from monazite.core.errors import InvalidInput, Problem
from monazite.core.wording import counted

__all__ = ["new"]


def new(
    folder: Annotated[Path, typer.Argument(help="Folder to write; it may not exist yet.")],
    chain: Annotated[
        str,
        typer.Option(
            help="Forms from the ground to the product, such as 'ore, carbonate, "
            "cathode:cathodes'; behind a colon, what tonnes of it are called."
        ),
    ] = "",
    mineral: Annotated[
        str, typer.Option(help="Symbol of what the chain carries, such as Li.")
    ] = "",
    home: Annotated[
        str, typer.Option(help="Country the study is about, such as 'CHL Chile'.")
    ] = "HOM Home",
    title: Annotated[str, typer.Option(help="Name of the study.")] = "",
    question: Annotated[str, typer.Option(help="What it is to answer.")] = "",
    like: Annotated[
        str, typer.Option(help="Copy this study instead, by name or folder, to change it.")
    ] = "",
) -> None:
    """Begin a study: a folder that runs, with placeholders to replace one by one."""
    from monazite.study import load_study
    from monazite.study.beginning import begin, begin_like, outlined

    own = [name for name, said in (("--chain", chain), ("--mineral", mineral)) if said]
    if like and own:
        raise InvalidInput(
            Problem(
                field="--like",
                message=f"a copy has the words of its model, and {' and '.join(own)} names others",
                remedy="write one or the other",
            )
        )
    if like:
        made = begin_like(folder, like)
    elif len(own) < 2:
        raise InvalidInput(
            Problem(
                field="--chain",
                message="a new study needs --chain and --mineral, or --like",
                remedy="write --chain 'ore, carbonate, cathode:cathodes' --mineral Li",
            )
        )
    else:
        made = begin(folder, outlined(chain, mineral, home, title, question))
    say = screen()
    begun = load_study(made)
    facts = counted(len(begun.evidence.facts), "fact")
    held = f"{facts}, {counted(len(begun.strategies), 'strategy', 'strategies')}"
    say.print(f"{made} is there: “{begun.settings.title}”, {held}.", soft_wrap=True)
    if not title and not like:
        say.print("Give it a name of its own in study.yaml, or with --title.", soft_wrap=True)
    say.print(f"Next: monazite check {folder}", soft_wrap=True)
