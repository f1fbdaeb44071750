"""Seats of government and their countries, each a name for the other."""

import pytest

from rag.places import may_mean


@pytest.mark.parametrize(
    ("name", "other"),
    [("Kremlin", "russia"), ("moscow", "russian"), ("China", "beijing"), ("Korean", "seoul")],
)
def test_a_seat_and_its_country(name, other):
    assert other in may_mean(name)


def test_others_mean_themselves():
    assert may_mean("Lindau") == frozenset()
    assert "kremlin" not in may_mean("Moscow")
    assert {"seoul", "pyongyang"} <= may_mean("korea")
