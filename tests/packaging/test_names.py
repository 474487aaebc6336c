"""Generic import names are guarded, files stay small, and nothing tells where they were made."""

from __future__ import annotations

import ast
import re
from importlib.metadata import distribution, packages_distributions

import pytest

from tests.packaging.tree import PACKAGES, ROOT, modules, tracked

MOST_LINES = 350


@pytest.mark.parametrize("name", PACKAGES)
def test_each_import_name_belongs_to_our_distribution_alone(name: str) -> None:
    owners = {owner.lower() for owner in packages_distributions().get(name, [])}
    assert owners <= {"wirewatch"}
    # An editable install lists no files; then the import itself shows whose package it is.
    package = __import__(name)
    assert [str(ROOT / name)] == list(package.__path__)


def test_a_package_index_would_refuse_the_project() -> None:
    classifiers = distribution("wirewatch").metadata.get_all("Classifier", [])
    assert "Private :: Do Not Upload" in classifiers


def test_there_is_no_drawer_for_everything() -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}
    assert [path for path in modules() if path.name in drawers] == []


def test_no_module_is_two_things() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {str(path): size for path, size in sizes.items() if size > MOST_LINES} == {}


def test_every_module_of_the_application_says_what_it_is_for() -> None:
    silent = [
        str(path)
        for path in modules()
        if path.relative_to(ROOT).parts[0] in PACKAGES
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


# Built from parts, so that this file does not find itself.
_HOSTS = re.compile(
    "|".join(("py" + r"pi\.org", "python" + r"hosted", r"index-" + "url", "find-" + "links"))
)
_PLACES = re.compile(
    r"(?<![\w.])/(?:"
    + "|".join(("ro" + "ot", "wo" + "rk", "home/" + r"\w+", "Users/" + r"\w+"))
    + r")/"
)


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if "no-emit-" in line:  # the Makefile keeps such options out of the lock
                continue
            if _HOSTS.search(line) or _PLACES.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []
