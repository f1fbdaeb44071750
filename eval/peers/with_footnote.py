"""Footnote, as the product runs it: ingest, retrieve, answer, check each sentence.

What a person can read first is the first checked sentence; where the answer is that the documents
do not say, it is that, at the end.
"""

import time
from pathlib import Path

from eval.peers.job import Ask, Job, Reply, name_of

PACKAGES = ("footnote-qa", "llama-cpp-python", "sentence-transformers", "torch", "faiss-cpu")


def settings(job: Job) -> dict[str, str]:
    """Return every setting, in words."""
    from rag.chunk import PARAMETERS
    from rag.config import Settings
    from rag.prompt import load
    from rag.write import MOST_TOKENS

    return {
        "documents": "rag.ingest: own Markdown reader, title and date from the front matter",
        "chunks": f"rag.chunk: {PARAMETERS}",
        "retrieval": f"words and vectors, {Settings().passages} passages, then their sentences",
        "index": "SQLite and FAISS on disk",
        "prompt": f"prompts/answer.toml, SHA-256 {load().sha256[:12]}, read once at the start",
        "chat template": "of the GGUF, by rag.template",
        "context": f"{job.context} tokens",
        "most tokens": str(MOST_TOKENS),
        "temperature": "greedy",
        "llama.cpp": "a process of its own, batches of 128 tokens, flash attention",
        "first words": "first checked sentence, or the refusal",
        "citations": "sentences of the documents, for each sentence of the answer",
    }


def build(job: Job) -> Ask:
    """Load the models and index the documents; return the function that answers."""
    from rag.config import Settings
    from rag.ingest import ingest
    from rag.opening import open_assistant

    assistant = open_assistant(
        Settings(
            library=str(Path(job.folder) / "library"),
            model=job.model_name,
            embedding=job.embedding_name,
            threads=job.threads,
            context=job.context,
        )
    )
    report = ingest(assistant.library, assistant.embedder, [Path(p) for p in job.documents])
    if report.failed:
        raise ValueError(f"not ingested: {report.failed}")
    assistant.warm()

    def ask(question: str) -> Reply:
        begun, first = time.perf_counter(), None
        for answer in assistant.stream(question):
            if first is None and answer.sentences:
                first = time.perf_counter() - begun
        total = time.perf_counter() - begun
        return Reply(
            text=" ".join(sentence.text for sentence in answer.sentences),
            citations=[{"source": name_of(c.source), "quote": c.quote} for c in answer.citations],
            retrieved=[{"source": name_of(p.source), "quote": p.text} for p in answer.evidence],
            first_seconds=total if first is None else first,
            total_seconds=total,
        )

    return ask
