"""YAML documents are read strictly: plain data, every value knows its line, dates stay text."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from monazite.core.errors import FieldError, Problems
from monazite.core.files import file_name, read_text
from monazite.core.text import check_characters, visible

__all__ = ["Document", "KeyPath", "document_text", "plain_value", "read_document"]

KeyPath = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_IMPLICIT_TAGS = frozenset(
    _TAG + name
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "map", "seq")
)
_LEVELS = 50
"""Levels a document may have; those of a study have five."""

# Scalars are resolved by the core schema of YAML 1.2 alone, so that "2025-06-01" stays text.
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_WHOLE = re.compile(r"[-+]?[0-9]{1,300}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", re.ASCII)

WIDTH = 100
"""Characters after which a long text is broken when it is written."""


class _InPython(yaml.SafeLoader):  # type: ignore[misc]
    """The parser in Python, which decides what is YAML and words its complaints well."""


class _InC(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The parser in C where there is one, thirty times as fast."""


for _parser in (_InPython, _InC):
    # YAML 1.1 wants a point in a number with an exponent; 1.2 does not, and 1e5 is one.
    _parser.add_implicit_resolver(
        _TAG + "float", re.compile(f"(?:{_DECIMAL.pattern})$", re.ASCII), list("-+.0123456789")
    )


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML file says, as plain Python data, and on which line it says it."""

    data: Any
    """Nested dict, list, str, int, float, bool and None; a dict or list at the top."""
    file: str
    """Path relative to the root, with forward slashes."""
    lines: Mapping[KeyPath, int]
    """Line of every key and list item by its path from the top."""

    def line_of(self, path: Sequence[str | int]) -> int:
        """Return the line of a key or item, or of the nearest part around it that exists."""
        known = tuple(path)
        while known not in self.lines:
            known = known[:-1]
        return self.lines[known]


class _RefusedError(Exception):
    """A node is legal YAML but not allowed here."""

    def __init__(self, node: Node, path: KeyPath, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line = _line(node)
        self.field = ".".join(map(str, path))
        self.message = message
        self.remedy = remedy


def read_document(
    path: Path,
    problems: Problems,
    *,
    root: Path,
    top: type[dict[Any, Any]] | type[list[Any]] = dict,
) -> Document | None:
    """Read a YAML file; of one whose shape cannot be made out nothing is returned.

    `top` says whether the document must be a mapping (`dict`) or a list (`list`). What is wrong in
    one place alone, such as a character, a tag or a key that appears twice, is reported and left
    out, so that whoever reads on finds what else is wrong.
    """
    shape = "a mapping of keys to values" if top is dict else "a list of items"
    example = "'key: value' lines" if top is dict else "lines that begin with '- '"
    text = read_text(path, problems, root=root, when_empty=f"write {example}")
    if text is None:
        return None
    file = file_name(path, root)
    found = Problems()
    document = None
    try:
        node = _composed(text)
        if node is None:
            found.add("the file holds only comments", remedy=f"write {example}", file=file)
        elif not isinstance(node, MappingNode if top is dict else SequenceNode):
            found.add(
                f"the file is not {shape}",
                remedy=f"write {example}",
                file=file,
                line=_line(node),
            )
        else:
            lines: dict[KeyPath, int] = {(): _line(node)}
            data = _plain(node, (), lines, set(), found, file)
            document = Document(data=data, file=file, lines=lines)
    except _RefusedError as refused:
        found.add(
            refused.message,
            remedy=refused.remedy,
            file=file,
            line=refused.line,
            field=refused.field,
        )
    except _TooDeepError:
        found.add("the document is nested too deeply", remedy="write fewer levels", file=file)
    except YAMLError as error:
        _report_syntax(error, text, found, file)
    problems.extend(found)
    return document


class _TooDeepError(Exception):
    """A document has more levels than any of ours needs."""


def _composed(text: str) -> Any:
    """Give the nodes of a document, or nothing when it holds only comments; raises YAMLError.

    How deep it goes is looked at first: the parser in C ends the process on one too deep.
    """
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_InC):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _LEVELS:
                raise _TooDeepError
        return yaml.compose(text, Loader=_InC)
    except YAMLError:
        try:
            return yaml.compose(text, Loader=_InPython)
        except RecursionError:
            raise _TooDeepError from None


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def plain_value(text: str) -> Any:
    """Read one value as it would be read in a document: a number, a list, true, or text."""
    try:
        node, found = _composed(text), Problems()
        value = text if node is None else _plain(node, (), {}, set(), found, "")
        return text if found else value
    except (_RefusedError, _TooDeepError, YAMLError):
        return text


class _Writer(yaml.SafeDumper):  # type: ignore[misc]
    """Writes every list below its key, and quotes text that would be read as something else."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: anchors are refused when reading."""
        return True


def _written_text(writer: _Writer, text: str) -> Any:
    # what the reader takes for a number, true or nothing is text only in quotes
    quoted = '"' if plain_value(text) != text else None
    return writer.represent_scalar(_TAG + "str", text, style=quoted)


_Writer.add_representer(str, _written_text)


def document_text(data: dict[str, Any] | list[Any]) -> str:
    """Write plain data as YAML that `read_document` reads back as the same."""
    written: str = yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=WIDTH)
    return written


def _plain(
    node: Node,
    path: KeyPath,
    lines: dict[KeyPath, int],
    seen: set[int],
    found: Problems,
    file: str,
) -> Any:
    """Turn a node into plain data, noting the line of everything inside it."""
    if id(node) in seen:
        raise _RefusedError(
            node, path, "an anchor is used by an alias", "write the value out in both places"
        )
    seen.add(id(node))
    if str(node.tag) not in _IMPLICIT_TAGS:
        tag = str(node.tag).replace(_TAG, "!!")
        of_tag = FieldError(f"the tag '{tag}' is not used here", "remove the tag")
        _report(of_tag, node, path, found, file)
    if isinstance(node, ScalarNode):
        return _scalar(node, _checked(node, path, found, file))
    if isinstance(node, SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            lines[(*path, index)] = _line(item)
            items.append(_plain(item, (*path, index), lines, seen, found, file))
        return items
    data: dict[str, Any] = {}
    for item, value in node.value:
        if not isinstance(item, ScalarNode):
            raise _RefusedError(
                item, path, "a key is not plain text", "write a word before the colon"
            )
        key = _checked(item, path, found, file)
        if key in data:
            first = f"remove or rename one; the first stands on line {lines[(*path, key)]}"
            twice = FieldError("the key appears twice", first)
            _report(twice, item, (*path, key), found, file)
            continue
        lines[(*path, key)] = _line(item)
        data[key] = _plain(value, (*path, key), lines, seen, found, file)
    return data


def _report(error: FieldError, node: Node, path: KeyPath, found: Problems, file: str) -> None:
    """Report what is wrong at one place alone."""
    field = ".".join(map(str, path))
    found.add(error.message, remedy=error.remedy, file=file, line=_line(node), field=field)


def _checked(node: ScalarNode, path: KeyPath, found: Problems, file: str) -> str:
    """Give the text of a node, without what escapes such as "\\x07" put into it and no file can."""
    text = str(node.value)
    try:
        check_characters(text)
    except FieldError as error:
        _report(error, node, path, found, file)
        return visible(text)
    return text


def _scalar(node: ScalarNode, text: str) -> str | int | float | bool | None:
    if node.style or str(node.tag) == _TAG + "str":
        return text
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    # .inf and .nan too, which whoever wants a number refuses as he refuses any word
    return text


def _report_syntax(error: YAMLError, text: str, found: Problems, file: str) -> None:
    """Say in plain words what the YAML parser stumbled over."""
    if isinstance(error, ReaderError):
        position = error.position if isinstance(error.position, int) else 0
        found.add(
            f"character U+{ord(text[position]):04X} is not allowed in YAML",
            remedy="remove it",
            file=file,
            line=text.count("\n", 0, position) + 1,
        )
        return
    problem = getattr(error, "problem", None) or "the text is not YAML"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = int(mark.line) + 1 if mark is not None else 0
    if isinstance(error, MarkedYAMLError) and r"'\t'" in problem:
        found.add(
            "a tab stands where spaces are needed",
            remedy="indent with spaces",
            file=file,
            line=line,
        )
    elif "single document" in str(error.context if isinstance(error, MarkedYAMLError) else ""):
        found.add(
            "a second document begins here",
            remedy="remove the '---' line, or put the rest in a file of its own",
            file=file,
            line=line,
        )
    else:
        found.add(
            f"the YAML cannot be read ({problem})",
            remedy="check indentation, colons, quotes and brackets here and just above",
            file=file,
            line=line,
        )
