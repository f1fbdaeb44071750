"""txtai (Apache-2.0): its RAG pipeline, with llama.cpp and a reference for each answer.

Set up as these pages of its documentation show it:

    github.com/neuml/txtai/blob/master/examples/rag_quickstart.py
        Textractor(sections=True), Embeddings(content=True, path=…), RAG with this system prompt
        and template
    neuml.github.io/txtai/pipeline/llm/rag
        the same template, three matches for a question, stream=True
    neuml.github.io/txtai/pipeline/llm/llm
        a path to a GGUF file is read by llama.cpp; messages get its chat template
    github.com/neuml/txtai/blob/master/examples/52_Build_RAG_pipelines_with_txtai.ipynb
        output="reference": the match that the answer is most like, as its citation

The quickstart reads files with docling; Markdown needs none, and is cut at its headings all the
same. A streamed answer has no reference there: here a function that streams stands in for the
model, which RAG's `path` allows ("custom pipeline"), so that both are to be had.
"""

import time
from typing import Any

from eval.peers.job import Ask, Job, Reply, Source, name_of

PACKAGES = ("txtai", "llama-cpp-python", "sentence-transformers", "torch", "faiss-cpu")

SYSTEM_PROMPT = "You are a friendly assistant"
TEMPLATE = """
  Answer the following question using the provided context.

  Question:
  {question}

  Context:
  {context}
"""
MATCHES = 3


def settings(job: Job) -> dict[str, str]:
    """Return every setting, in words."""
    return {
        "documents": "Textractor",
        "chunks": "sections=True: one a heading",
        "retrieval": "vectors, 3 matches (default)",
        "index": "Embeddings(content=True): SQLite and FAISS in memory",
        "prompt": "of the documentation's RAG quickstart",
        "chat template": "of the GGUF, by llama-cpp-python",
        "context": f"{job.context} tokens",
        "most tokens": "512 (default)",
        "temperature": "0",
        "llama.cpp": "in the same process, llama-cpp-python's defaults: batches of 512 tokens",
        "first words": "first token (stream=True)",
        "citations": 'output="reference": one section, the likest to question and answer',
    }


def build(job: Job) -> Ask:
    """Load the models and index the documents; return the function that answers."""
    from txtai import LLM, RAG, Embeddings

    sections = _sections(job)
    embeddings = Embeddings(content=True, path=job.embedding)
    embeddings.index([(key, section["quote"]) for key, section in sections.items()])
    model = LLM(job.model, n_ctx=job.context, n_threads=job.threads, n_threads_batch=job.threads)
    times: list[float] = []

    def streaming(prompts: list[Any], **options: Any) -> list[str]:  # noqa: ANN401
        return [_text(model(prompt, stream=True, **options), times) for prompt in prompts]

    rag = RAG(embeddings, streaming, system=SYSTEM_PROMPT, template=TEMPLATE, output="reference")

    def ask(question: str) -> Reply:
        times.clear()
        begun = time.perf_counter()
        answer = rag(question, temperature=0)
        total = time.perf_counter() - begun
        cited, found = answer["reference"], embeddings.search(question, MATCHES)
        return Reply(
            text=answer["answer"],
            citations=[] if cited is None else [sections[cited]],
            retrieved=[sections[match["id"]] for match in found],
            first_seconds=times[0] - begun if times else total,
            total_seconds=total,
        )

    return ask


def _sections(job: Job) -> dict[str, Source]:
    from txtai.pipeline import Textractor

    cut = Textractor(sections=True)
    return {
        f"{name_of(path)} {number}": {"source": name_of(path), "quote": section}
        for path in job.documents
        for number, section in enumerate(cut(path))
    }


def _text(pieces: Any, times: list[float]) -> str:  # noqa: ANN401
    """Join the pieces of an answer; note when the first one came."""
    text = ""
    for piece in pieces:
        if piece and not times:
            times.append(time.perf_counter())
        text += piece
    return text.strip()
