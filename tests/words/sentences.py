"""The English sentences of the house that may reach a screen, derived from its code.

A sentence is a string that begins with a capital or a value, holds a space and ends with . ? ! or …. What is
read by programmers and operators is left out: docstrings, the API's documentation, log lines, the faults that
no person can cause.

`python -m tests.words.sentences imbuto/aggregates` writes the lines that are missing, to be
filled in.
"""

from __future__ import annotations

import ast
import json
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from imbuto.words.in_swahili import catalogue_lines

HOUSE = Path(__file__).parents[2] / "imbuto"
NOT_READ = re.compile(
    r"imbuto/(words|simulators|cli|supervisor|demo|_web)/"
    r"|imbuto/(settings|backup|redis_server|bootstrap|stores|write_ahead|security/role_table)\.py"
    r"|imbuto/papers/(cash_list|reconciliation|(ledger|statement)_words)\.py|imbuto/audit/printing\.py"
    r"|imbuto/api/(alerts|blueprint|documentation)\.py|.*/__main__\.py"
)
"""Operators' and developers' rooms; and words, which say everything in both languages already."""
DOCUMENTING = {"description", "summary", "example", "examples", "metadata", "headers", "help", "__doc__"}
"""The arguments and keys whose words only the API's documentation shows."""
SAID_TO_NOBODY = {
    *("doc", "alt_response", "already", "Blueprint", "_described", "_time", "_count"),
    *("print", "debug", "info", "warning", "error", "exception"),
}
"""Calls that document, or write to the log."""
FAULTS = {"LookupError", "RuntimeError", "TypeError", "AssertionError", "ValueError", "NotImplementedError"}
SAYS_THE_SAME_WITHOUT: frozenset[str] = frozenset({"Nobody may {1} what they {2}."})
"""Templates whose line leaves a value out, because it says the same without."""
_SQL = re.compile(r"(\{\d+\} )?(SELECT|WHERE|UPDATE|DELETE|INSERT|CREATE)\b")
_SENTENCE = re.compile(r"^(?:[A-Z]|\{)(?=.* ).*[.?!…]\Z", re.DOTALL)
_WORD = re.compile(r"[A-Za-z]{2}")
_BACK = re.compile(r"(?<!\\)\\(?=\d)")
"""Where a group of a pattern is put in: `\\1`."""
_FIELD = re.compile(r"\{[A-Za-z_0-9.\[\]]*(?:![rsa])?(?::[^{}]*)?\}")


def template_of(node: ast.expr) -> str | None:
    """The template of a string, an f-string or a sum of them; None for anything else."""
    parts = _parts(node)
    return None if parts is None else _numbered(parts)


def _parts(node: ast.expr) -> list[str | None] | None:
    """The literal texts of a string, None for each value put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _fields(node.value)
    if isinstance(node, ast.JoinedStr):
        return [one.value if isinstance(one, ast.Constant) else None for one in node.values]  # type: ignore[misc]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = [_parts(node.left), _parts(node.right)]
        if any(side is not None for side in sides):
            return [part for side in sides for part in (side or [None])]
    return None


def _fields(text: str) -> list[str | None]:
    """A string with {fields} is a template for `format`, one with \\1 for a pattern's groups."""
    if _BACK.search(text):
        return [part for found in re.split(r"\\\d", text) for part in (found, None)][:-1]
    if not _FIELD.search(text):
        return [text]
    try:
        found = list(string.Formatter().parse(text))
    except ValueError:
        return [text]
    parts: list[str | None] = []
    for literal, field, *_ in found:
        parts += [literal] if field is None else [literal, None]
    return parts


def _numbered(parts: list[str | None]) -> str:
    place, text = 0, ""
    for part in parts:
        if part is None:
            place += 1
            text += f"{{{place}}}"
        else:
            text += part
    return text


class Strings(ast.NodeVisitor):
    """Every template of a module that somebody may be shown, but for constants that only document."""

    def __init__(self, documenting: frozenset[str] = frozenset()) -> None:
        self.found: list[str] = []
        self.documenting = documenting

    def generic_visit(self, node: ast.AST) -> None:
        text = template_of(node) if isinstance(node, ast.expr) else None
        if text is not None:
            self.found.append(text)
            self._within(node)
        else:
            super().generic_visit(node)

    visit_Constant = visit_JoinedStr = visit_BinOp = generic_visit  # noqa: N815

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        made = node.exc.func if isinstance(node.exc, ast.Call) else None
        if not (isinstance(made, ast.Name) and made.id in FAULTS):
            super().generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        """What it says no person can cause."""

    def visit_Assign(self, node: ast.Assign) -> None:
        names = {name.id for name in node.targets if isinstance(name, ast.Name)}
        if not names & self.documenting:
            super().generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if not (isinstance(key, ast.Constant) and key.value in DOCUMENTING):
                self.visit(value)

    def visit_Call(self, node: ast.Call) -> None:
        if _name(node.func) in SAID_TO_NOBODY:
            return
        for one in [node.func, *node.args, *(kw.value for kw in node.keywords if kw.arg not in DOCUMENTING)]:
            self.visit(one)

    def _within(self, node: ast.AST) -> None:
        """The values put in, and the parts of a sum, may be sentences themselves."""
        for one in ast.iter_child_nodes(node):
            if isinstance(one, ast.FormattedValue):
                self.visit(one.value)
            elif isinstance(node, ast.BinOp) and isinstance(one, ast.expr) and _parts(one) is None:
                self.visit(one)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@cache
def _paths() -> tuple[str, ...]:
    """Of every module, from the house's parent."""
    return tuple(str(path.relative_to(HOUSE.parent)) for path in sorted(HOUSE.rglob("*.py")))


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((HOUSE.parent / module).read_text("utf-8"))


@cache
def _documenting() -> frozenset[str]:
    """The names of constants that only the documentation shows."""
    documents, shown = set(), set()
    for tree in map(_tree, _paths()):
        within = set()
        for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
            told = [kw.value for kw in call.keywords if kw.arg in DOCUMENTING]
            told += (
                [*call.args, *(kw.value for kw in call.keywords)]
                if _name(call.func) in SAID_TO_NOBODY
                else []
            )
            within |= {name for value in told for name in ast.walk(value) if isinstance(name, ast.Name)}
        documents |= {name.id for name in within}
        names = (one for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load))
        shown |= {name.id for name in names if name not in within}
    return frozenset(name for name in documents - shown if name.isupper())


def views_of(module: str) -> Iterator[str]:
    """The first lines of what views say of themselves: so a look at a member's data is told."""
    for node in _tree(module).body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list and (said := ast.get_docstring(node)):
            yield said.partition("\n")[0]


@cache
def strings_of(module: str) -> tuple[str, ...]:
    """Every template of one module, sentences or not."""
    strings = Strings(_documenting())
    strings.visit(_tree(module))
    return tuple(dict.fromkeys(strings.found))


def modules(room: str = "imbuto") -> Iterator[str]:
    """Those whose words people read, under one folder or file."""
    for path in _paths():
        if (path == room or path.startswith(f"{room.rstrip('/')}/")) and not NOT_READ.match(path):
            yield path


FACTS = re.compile(r"imbuto/audit/(.+_)?words\.py")
_TOPIC = re.compile(r"[a-z_]+\.[a-z_]+")


def facts_words() -> dict[str, str]:
    """Each template of the words of a fact, which need be no sentence, and its module."""
    found: dict[str, str] = {}
    for module in filter(FACTS.match, modules("imbuto/audit")):
        for text in strings_of(module):
            if _WORD.search(re.sub(r"\{\d+\}", "", text)) and not _TOPIC.fullmatch(text):
                found.setdefault(text, module)
    return found


def sentences(room: str = "imbuto") -> dict[str, str]:
    """Each sentence of a room, and the module in which it stands first."""
    found: dict[str, str] = {}
    for module in modules(room):
        for text in strings_of(module):
            if _is_sentence(text):
                found.setdefault(text, module)
    return found


def _is_sentence(text: str) -> bool:
    said = _WORD.search(re.sub(r"\{\d+\}", "", text)) and _SENTENCE.match(text)
    return bool(said) and "\\" not in text and not _SQL.match(text)


def lines_of(catalogue: str) -> dict[str, str]:
    """One file's lines."""
    return tomllib.loads(files("imbuto.words").joinpath("swahili", catalogue).read_text("utf-8"))


def missing(room: str = "imbuto") -> dict[str, str]:
    known = catalogue_lines()
    return {text: module for text, module in sentences(room).items() if text not in known}


def _write(room: str) -> None:
    said = ""
    for text, module in missing(room).items():
        if module != said:
            print(f"\n# {module}")
        said = module
        print(f'{json.dumps(text, ensure_ascii=False)} = ""')


if __name__ == "__main__":
    for asked in sys.argv[1:] or ["imbuto"]:
        _write(asked)
