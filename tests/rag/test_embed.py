"""The real embedding model: vectors of length 1 that tell meanings apart."""

import numpy as np
import pytest

from rag.embed import BATCH, Embedder
from rag.models import model_path

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def minilm(models_folder):
    return Embedder(model_path("minilm", models_folder), threads=1)


def test_vectors_are_float32_rows_of_length_one(minilm):
    vectors = minilm.encode(["A bridge.", "", "word " * 1000])
    assert (vectors.shape, vectors.dtype) == ((3, 384), np.float32)
    assert minilm.dimension == 384
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_nothing_gives_no_rows(minilm):
    assert minilm.encode([]).shape == (0, 384)
    assert minilm.count_tokens([]) == []


def test_each_vector_belongs_to_its_text_whatever_the_order_of_batches(minilm):
    texts = [f"Number {n} " + "is here " * (n % 7) for n in range(BATCH + 9)]
    told = []
    together = minilm.encode(texts, told.append)
    assert told == [BATCH, 9]
    for n in (0, 6, BATCH, BATCH + 8):
        assert float(together[n] @ minilm.encode([texts[n]])[0]) > 0.9999


def test_what_means_the_same_is_near(minilm):
    question, answer, other = minilm.encode(
        ["How many soldiers took part?", "10,000 troops joined the drill.", "The cat sleeps."]
    )
    assert float(question @ answer) > 0.4
    assert float(question @ other) < 0.2


def test_tokens_are_counted_without_the_models_own(minilm):
    assert minilm.count_tokens(["", "bridge", "a bridge fell", "[CLS]", "w " * 600]) == [
        0, 1, 3, 1, 600,
    ]  # fmt: skip


def test_no_network_is_asked(minilm):
    import os

    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"
    assert minilm is not None
