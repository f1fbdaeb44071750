"""Reading a document's sentences, and the chunk that holds one of them."""

ONE = ("Costs", ["The bridge cost 48,000 euros.", "It was cheap."])
TWO = ("Café life", ["The cat slept 😀.", "Nobody woke it."])


def test_all_sentences_of_one_document_in_order(library, make):
    document, sentences, chunks, vectors = make.cut("a.txt", ONE, TWO)
    library.store.replace(document, sentences, chunks, vectors)
    library.store.replace(*make.cut("b.txt", ("Else", ["Another text."])))
    first, second = sorted(library.store.documents(), key=lambda row: row.id)
    assert library.store.sentences(first.id) == list(sentences)
    assert [s.text for s in library.store.sentences(second.id)] == ["Another text."]
    assert library.store.sentences(99) == []


def test_a_text_that_is_not_wanted_gives_none(library, make):
    document, *rest = make.cut("a.txt", ONE)
    library.store.replace(document, *rest)
    shown = []
    assert library.store.sentences(1, lambda text: bool(shown.append(text))) == []
    assert shown == [document.text]
    assert len(library.store.sentences(1, lambda text: "bridge" in text)) == 2


def test_the_chunk_that_holds_a_sentence(library, make):
    document, sentences, chunks, vectors = make.cut("a.txt", ONE, TWO)
    library.store.replace(*make.cut("b.txt", ("Else", ["Another text."])))
    library.store.replace(document, sentences, chunks, vectors)
    held = [library.store.hit_with(2, ordinal) for ordinal in range(4)]
    assert [hit.chunk for hit in held] == [chunks[0], chunks[0], chunks[1], chunks[1]]
    assert held[1].sentences == sentences[:2]
    assert held[1].document.source == "/docs/a.txt"
    assert (held[1].score, held[1].cosine) == (0.0, None)
    assert library.store.hit_with(2, 4) is None
    assert library.store.hit_with(99, 0) is None
