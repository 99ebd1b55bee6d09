"""Counts, over the source as it stands, what the laws of the house put a bound on."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
WEAK: Final = {"one", "two", "found", "made", "given", "said"}
"""Names that say nothing of what they hold."""
BRANCHES: Final = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Source:
    """One file: its module, its text and its tree."""

    path: Path
    module: str
    text: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """Where a node stands, for the list of offenders."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


@dataclass
class Count:
    """How much there is of one thing, and where."""

    number: float
    offenders: list[str] = field(default_factory=list)


def sources(*rooms: str) -> list[Source]:
    """Every Python file of these rooms."""
    files = []
    for path in sorted(path for room in rooms for path in (ROOT / room).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        parts = path.relative_to(ROOT).with_suffix("").parts
        module = ".".join(parts).removesuffix(".__init__")
        files.append(Source(path, module, text, ast.parse(text)))
    return files


def counts(files: list[Source]) -> dict[str, Count]:
    """Everything that has a bound, by the name of its bound."""
    sizes = sorted(((file.text.count("\n"), file.module) for file in files), reverse=True)
    complex_ones = sorted(_complexities(files), reverse=True)
    parameters = sorted(_parameters(files), reverse=True)
    bound, weak = _names(files)
    return {
        "lines": Count(sum(size for size, _ in sizes)),
        "largest file": Count(sizes[0][0], [f"{size} {name}" for size, name in sizes[:8]]),
        "weak names in 10,000": Count(round(10_000 * len(weak) / bound), weak),
        "nested functions": _each(files, _nested),
        "Any": _each(files, lambda file: _named(file, "Any")),
        "type: ignore": _each(files, lambda file: _written(file, "type: ignore")),
        "fmt: skip": _each(files, lambda file: _written(file, "fmt: skip")),
        "fmt: off": _each(files, lambda file: _written(file, "fmt: off")),
        "most complex": Count(complex_ones[0][0], [f"{c} {at}" for c, at in complex_ones[:8]]),
        "complexity above 15": _above(15, complex_ones),
        "complexity above 10": _above(10, complex_ones),
        "calls with 8 or more positional arguments": _each(files, _positional),
        "functions with 6 or more parameters": _above(5, parameters),
        "most parameters": Count(parameters[0][0], [f"{c} {at}" for c, at in parameters[:8]]),
        "public functions without a docstring in 1,000": _undocumented(files),
    }


def _each(files: list[Source], finder: Callable[[Source], Iterable[str]]) -> Count:
    offenders = [place for file in files for place in finder(file)]
    return Count(len(offenders), offenders)


def _above(bound: int, measured: list[tuple[int, str]]) -> Count:
    offenders = [f"{number} {place}" for number, place in measured if number > bound]
    return Count(len(offenders), offenders)


def _names(files: list[Source]) -> tuple[int, list[str]]:
    """How many names are bound, and where a weak one is."""
    bound, weak = 0, []
    for file in files:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                name = node.id
            elif isinstance(node, ast.arg):
                name = node.arg
            else:
                continue
            bound += 1
            if name.rstrip("_") in WEAK:
                weak.append(f"{file.at(node)} {name}")
    return bound, weak


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function of a tree, methods and nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _nested(file: Source) -> Iterable[str]:
    for outer in functions(file.tree):
        for inner in functions(outer):
            if inner is not outer:
                yield f"{file.at(inner)} {inner.name}"


def _named(file: Source, name: str) -> Iterable[str]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Name) and node.id == name:
            yield file.at(node)


def _written(file: Source, words: str) -> Iterable[str]:
    for number, line in enumerate(file.text.splitlines(), 1):
        if re.search(rf"#\s*{words}", line):
            yield f"{file.path.relative_to(ROOT)}:{number}"


def _complexities(files: list[Source]) -> Iterable[tuple[int, str]]:
    """Cyclomatic complexity of each function as McCabe counts it, without the nested ones."""
    for file in files:
        for function in functions(file.tree):
            yield _complexity(function), f"{file.at(function)} {function.name}"


def _complexity(function: Function) -> int:
    total, todo = 1, list(ast.iter_child_nodes(function))
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue  # counted by itself
        if isinstance(node, BRANCHES):
            total += 1 + bool(
                getattr(node, "orelse", None) and not isinstance(node, ast.If | ast.IfExp)
            )
        elif isinstance(node, ast.BoolOp):
            total += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            total += 1 + len(node.ifs)
        elif isinstance(node, ast.Assert | ast.match_case):
            total += 1
        todo += ast.iter_child_nodes(node)
    return total


def _positional(file: Source) -> Iterable[str]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and len(node.args) >= 8:
            yield f"{file.at(node)} {len(node.args)}"


def _parameters(files: list[Source]) -> Iterable[tuple[int, str]]:
    for file in files:
        for function in functions(file.tree):
            names = [
                each.arg
                for each in (
                    *function.args.posonlyargs,
                    *function.args.args,
                    *function.args.kwonlyargs,
                )
            ]
            own = len(names) - (names[:1] in (["self"], ["cls"]))
            yield own, f"{file.at(function)} {function.name}"


def _undocumented(files: list[Source]) -> Count:
    public, bare = 0, []
    for file in files:
        for function in functions(file.tree):
            if function.name.startswith("_"):
                continue
            public += 1
            if not ast.get_docstring(function):
                bare.append(f"{file.at(function)} {function.name}")
    return Count(round(1000 * len(bare) / public), bare)
