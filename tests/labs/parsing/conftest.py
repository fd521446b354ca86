from pathlib import Path

import pytest

from tests.labs.parsing.drawing import Sheet


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "report.pdf")
