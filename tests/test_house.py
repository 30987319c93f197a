"""The rules of the house that a machine can check; the reasons are in STYLE.md."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300
LONGEST_FUNCTION = 30
LONGEST_STYLESHEET = 150
FORBIDDEN_MODULES = {"services", "utils", "helpers", "signals"}
NOT_OURS = {"LICENSE", "requirements.txt", "requirements-dev.txt", "uv.txt"}
CODE = ("benevalibre/*.py", "benevalibre/*.html")
UNESCAPED = re.compile(r"\bmark_safe\b|\|\s*safe\b|autoescape\s+off|SafeString\(")
SAYS = {
    "an address of a package registry": r"(pypi|npmjs|pythonhosted|debian)\.(org|com|net)",
    "the path of a machine": r"(?<![\w/.])/(work|root)/\w",
    "something left to do": r"\b(TODO|FIXME|XXX)\b",
}
SPOKEN_OF = {"tests/test_house.py"}
PICTURES = {".png", ".jpg", ".webp", ".ico"}
BINARY = {*PICTURES, ".mo", ".pdf", ".sqlite3", ".ods", ".ttf", ".woff2", ".xlsx"}


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository, those about to be added included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    return [ROOT / name for name in sorted(set(listed)) if (ROOT / name).is_file()]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def templates() -> list[Path]:
    return tracked("benevalibre/**/templates/**")


def functions() -> Iterator[tuple[str, int]]:
    """Each function of the application with the length of its body, docstring apart."""
    for path in tracked("benevalibre/*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                yield f"{name(path)}: {node.name}", length


def test_no_file_of_code_is_long() -> None:
    code = [*tracked("*.py", "*.js"), *templates()]

    long = {name(p): lines(p) for p in code if "migrations" not in p.parts}

    assert {n: length for n, length in long.items() if length > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    found = dict(functions())

    assert {n: length for n, length in found.items() if length > LONGEST_FUNCTION} == {}


def test_no_stylesheet_is_long() -> None:
    found = {name(p): lines(p) for p in tracked("benevalibre/**/*.css")}

    assert {n: length for n, length in found.items() if length > LONGEST_STYLESHEET} == {}


def test_nothing_escapes_escaping() -> None:
    code = tracked(*CODE)

    found = [name(p) for p in code if _speaks(p, UNESCAPED)]

    assert code
    assert found == []


@pytest.mark.parametrize("what", SAYS)
def test_no_file_says_what_the_house_forbids(what: str) -> None:
    pattern = re.compile(SAYS[what])
    texts = [
        path
        for path in tracked()
        if path.suffix not in BINARY and path.name not in NOT_OURS and name(path) not in SPOKEN_OF
    ]

    found = [name(p) for p in texts if pattern.search(p.read_text(encoding="utf-8"))]

    assert found == []


def test_templates_hold_no_style_nor_script() -> None:
    pattern = re.compile(
        r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=|<script(?![^>]*\bsrc=)""", re.IGNORECASE
    )

    found = [name(p) for p in templates() if _speaks(p, pattern) and "mail" not in name(p)]

    assert found == []


def _speaks(path: Path, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(path.read_text(encoding="utf-8")))


def test_no_module_is_named_for_nothing() -> None:
    stems = {name(p): p.stem for p in tracked("benevalibre/*.py")}

    assert [n for n, stem in stems.items() if stem in FORBIDDEN_MODULES] == []


def test_rows_are_written_without_signals() -> None:
    pattern = re.compile(r"django\.db\.models\.signals|@receiver\b")

    found = [name(p) for p in tracked("benevalibre/*.py") if _speaks(p, pattern)]

    assert [n for n in found if not n.endswith("apps.py")] == []


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    from benevalibre import settings

    page = (ROOT / "docs/heberger/reglages.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\|\s*`([A-Z][A-Z_0-9]+)`", page, re.MULTILINE))
    documented |= set(re.findall(r"^#+ `([A-Z][A-Z_0-9]+)`", page, re.MULTILINE))

    read = set(settings.env.names)

    assert read == documented


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    page = (ROOT / "docs/heberger/commandes.md").read_text(encoding="utf-8")

    documented = re.findall(r"^\| `([a-z0-9-]+)` \|", page, re.MULTILINE)

    ours = tracked("benevalibre/*/management/commands/[!_]*.py")
    assert sorted(documented) == sorted(path.stem.replace("_", "-") for path in ours)


def test_the_readme_names_the_accounts_of_the_demo() -> None:
    from benevalibre.accounts.demo import DEMO_ACCOUNTS
    from benevalibre.hosting.demo.settling import PASSWORD

    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    named = re.findall(r"`(\w+@example\.org)`", readme)

    assert named == [account.email for account in DEMO_ACCOUNTS]
    assert f"`{PASSWORD}`" in readme


def test_every_dependency_has_its_reason_in_the_style_guide() -> None:
    guide = (ROOT / "STYLE.md").read_text(encoding="utf-8")
    asked = [
        re.split(r"[\[~=<> ]", line)[0]
        for file in ("requirements.in", "requirements-dev.in")
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("-", "#"))
    ]

    assert [package for package in asked if f"`{package}`" not in guide] == []


def test_every_dependency_is_pinned_with_its_hash() -> None:
    for file in ("requirements.txt", "requirements-dev.txt", "tools/uv.txt"):
        text = (ROOT / file).read_text(encoding="utf-8")

        pins = re.findall(
            r"^[a-z0-9][^\s=]*==\S+( ; [^\\]*)? \\\n {4}--hash=sha256:", text, re.MULTILINE
        )
        named = re.findall(r"^[a-zA-Z0-9]", text, re.MULTILINE)

        assert len(pins) == len(named) > 0


def test_the_rooms_are_on_the_map() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    guide = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]

    rooms = [layer for layer in layers if "|" not in layer and not layer.startswith("(")]

    assert [room for room in rooms if f"{room}/" not in guide and f"{room}.py" not in guide] == []


def test_each_table_that_may_scroll_is_reached_by_keyboard() -> None:
    boxes = {
        f"{name(path)}: {box}"
        for path in templates()
        for box in re.findall(r'<div class="table-box[^>]*>', path.read_text(encoding="utf-8"))
    }

    silent = {box for box in boxes if 'tabindex="0" role="region" aria-label' not in box}

    assert boxes
    assert silent == set()
