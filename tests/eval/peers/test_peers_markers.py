"""Citation marks in the forms that models write."""

import pytest

from eval.peers.markers import numbers, without


@pytest.mark.parametrize(
    ("text", "cited", "rest"),
    [
        ("Kestrel won [2].", [2], "Kestrel won."),
        ("Kestrel won [2][1] in May [2].", [2, 1], "Kestrel won in May."),
        ("Kestrel won [1, 3].", [1, 3], "Kestrel won."),
        ("Kestrel won [1-3].", [1, 2, 3], "Kestrel won."),
        ("Kestrel won [Source 2].", [2], "Kestrel won."),
        ("Kestrel won (Sources 1 and 2).", [1, 2], "Kestrel won."),
        ("Kestrel won [Source 1, Source 3].", [1, 3], "Kestrel won."),
        ("According to Source 2, Kestrel won.", [2], "According to , Kestrel won."),
        ("10,000 guests in 2021 (or 13,000).", [], "10,000 guests in 2021 (or 13,000)."),
        ("The source names 2 guests.", [], "The source names 2 guests."),
        ("A list [of 3] towns.", [], "A list [of 3] towns."),
        ("Resources 12 and 13 were used.", [], "Resources 12 and 13 were used."),
        ("Lines [1-99999].", [], "Lines."),
    ],
)
def test_marks(text, cited, rest):
    assert numbers(text) == cited
    assert without(text) == rest
