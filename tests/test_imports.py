"""Imports run one way: the vocabulary knows nobody, stages know the vocabulary, and so on upwards."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "riwaya"

VOCABULARY = {"records", "codebook", "arabic"}
STAGES = {"intake", "extract", "resolve", "match", "export"}

# What each part of the package may import, besides itself.
MAY_KNOW: dict[str, set[str]] = {
    "crosswalk": set(),
    "codebook": {"crosswalk"},
    "arabic": set(),
    "records": {"codebook"},
    **dict.fromkeys(STAGES, VOCABULARY),
    "evaluate": VOCABULARY,
    "pipeline": VOCABULARY | STAGES,
    "casebook": VOCABULARY,
    "incidents": VOCABULARY | {"casebook", "match"},
    "train": VOCABULARY | {"extract", "evaluate", "resolve", "pipeline"},
    "__main__": {"cli"},
    "cli": VOCABULARY | STAGES | {"pipeline", "casebook", "incidents", "evaluate", "train"},
}


def imported(path: Path, package: str) -> set[str]:
    """The parts of the package that a module imports, at its top or inside functions."""
    parts = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            names = [f"{base}.{node.module}" if node.module else f"{base}.{a.name}" for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        parts |= {name.split(".")[1] for name in names if name.startswith("riwaya.")}
    return parts - {"__version__"}


def modules() -> list[Path]:
    return sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or p.name != "__init__.py")


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_module_imports_only_what_lies_below_it(path: Path) -> None:
    relative = path.relative_to(PACKAGE)
    part = relative.parts[0].removesuffix(".py")
    assert part in MAY_KNOW, f"{part} is new: say in MAY_KNOW what it may import"
    folder = path.parent.relative_to(PACKAGE.parent)
    unwanted = imported(path, ".".join(folder.parts)) - MAY_KNOW[part] - {part}
    assert not unwanted, f"{relative} imports {sorted(unwanted)}; {part} may know {sorted(MAY_KNOW[part])}"


def test_relative_and_nested_imports_are_seen(tmp_path: Path) -> None:
    source = "def f():\n  from ..match import a\n  import riwaya.casebook.app\nfrom riwaya import cli\n"
    module = tmp_path / "m.py"
    module.write_text(source)
    assert imported(module, "riwaya.intake") == {"match", "casebook", "cli"}
