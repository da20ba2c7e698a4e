"""`flask lifecycle`: draw the table of moves, as the README shows it."""

from collections.abc import Iterator

import click

from sipgrants.lifecycle.moves import Process
from sipgrants.lifecycle.process import PROCESSES

MAIN = ("round", "application", "decision", "award", "instalment", "report", "change", "contribution")


@click.command("lifecycle")
@click.option("--all", "everything", is_flag=True, help="Every subject, the small ones too.")
def lifecycle(everything: bool) -> None:
    """Print the states and moves as Mermaid diagrams."""
    click.echo(picture(tuple(PROCESSES) if everything else MAIN))


def picture(subjects: tuple[str, ...] = MAIN) -> str:
    """Return the diagrams of the subjects in Markdown."""
    return "\n\n".join("\n".join(_diagram(PROCESSES[subject])) for subject in subjects)


def _diagram(process: Process) -> Iterator[str]:
    yield f"**{process.subject.replace('_', ' ').capitalize()}**"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    direction LR"
    for (source, target), verbs in _arrows(process).items():
        yield f"    {source} --> {target}: {', '.join(verbs)}"
    yield "```"


def _arrows(process: Process) -> dict[tuple[str, str], list[str]]:
    """Return the moves between two states, those that stay left out, as one arrow with all their verbs."""
    found: dict[tuple[str, str], list[str]] = {}
    for move in process.moves:
        for source in move.sources or ("[*]",):
            if move.target and source != move.target:
                found.setdefault((source, move.target), []).append(move.verb)
    return found
