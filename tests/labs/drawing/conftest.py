import pytest

from labs.drawing import Drawing, draw_market


@pytest.fixture(scope="session")
def drawings() -> list[Drawing]:
    """The whole market, drawn once."""
    return list(draw_market())
