"""Fixtures that several test modules use."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold articles, corpora and scorers beside the checkout; without it, tests skip."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip(f"{path} is absent: the gold articles and corpora are not part of the project")
    return path
