"""Haystack (Apache-2.0): the retrieval-augmented pipeline of its page on llama.cpp.

Set up as these pages of its documentation show it:

    docs.haystack.deepset.ai/docs/llamacppchatgenerator, "In a pipeline"
        all-MiniLM-L6-v2 embedders, InMemoryDocumentStore with cosine similarity,
        InMemoryEmbeddingRetriever(top_k=3), ChatPromptBuilder with the prompt below,
        LlamaCppChatGenerator(n_ctx=4096), max_tokens=128, AnswerBuilder()
    docs.haystack.deepset.ai/docs/markdowntodocument, "In a pipeline"
        MarkdownToDocument, DocumentCleaner, DocumentSplitter, DocumentWriter
    docs.haystack.deepset.ai/docs/sentencetransformersdocumentembedder
        the embedders are in sentence-transformers-haystack since Haystack 3

The splitter has its defaults (200 words, no overlap): the example there counts sentences with NLTK
data that would have to be downloaded. Batches have llama-cpp-python's and the component's default
of 512 tokens; the example's 128 is for a larger model. The chat template is that of the GGUF,
which llama-cpp-python applies. The prompt numbers no document and asks for no citation, so an
answer has none; AnswerBuilder returns all documents found.
"""

import time
from itertools import pairwise
from typing import Any

from eval.peers.job import Ask, Job, Reply, name_of

PACKAGES = (
    "haystack-ai",
    "llama-cpp-haystack",
    "sentence-transformers-haystack",
    "llama-cpp-python",
    "sentence-transformers",
    "torch",
)

SYSTEM_PROMPT = """
    Answer the question using the provided context.
    Context:
    {% for doc in documents %}
        {{ doc.content }}
    {% endfor %}
    """
MOST_TOKENS = 128


def settings(job: Job) -> dict[str, str]:
    """Return every setting, in words."""
    return {
        "documents": "MarkdownToDocument, DocumentCleaner",
        "chunks": "DocumentSplitter 200 words, overlap 0 (defaults)",
        "retrieval": "vectors, cosine, top_k=3",
        "index": "InMemoryDocumentStore",
        "prompt": "of the documentation's llama.cpp pipeline",
        "chat template": "of the GGUF, by llama-cpp-python",
        "context": f"{job.context} tokens",
        "most tokens": f"{MOST_TOKENS} (example)",
        "temperature": "0",
        "llama.cpp": "in the same process, llama-cpp-python's defaults: batches of 512 tokens",
        "first words": "first token (streaming_callback)",
        "citations": "none: the documented prompt asks for none",
    }


def build(job: Job) -> Ask:
    """Load the models and index the documents; return the function that answers."""
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    _index(job, store)
    times: list[float] = []

    def streamed(chunk: Any) -> None:  # noqa: ANN401  (the library's class)
        if chunk.content and not times:
            times.append(time.perf_counter())

    pipeline = _pipeline(job, store, streamed)

    def ask(question: str) -> Reply:
        times.clear()
        begun = time.perf_counter()
        result = pipeline.run(
            {
                "text_embedder": {"text": question},
                "prompt_builder": {"question": question},
                "answer_builder": {"query": question},
            }
        )
        total = time.perf_counter() - begun
        answer = result["answer_builder"]["answers"][0]
        return Reply(
            text=(answer.data or "").strip(),
            citations=[],
            retrieved=[
                {"source": name_of(found.meta["file_path"]), "quote": found.content}
                for found in answer.documents
            ],
            first_seconds=times[0] - begun if times else total,
            total_seconds=total,
        )

    return ask


def _index(job: Job, store: Any) -> None:  # noqa: ANN401
    from haystack import Pipeline
    from haystack.components.converters import MarkdownToDocument
    from haystack.components.preprocessors import DocumentCleaner, DocumentSplitter
    from haystack.components.writers import DocumentWriter
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
    )

    steps = {
        "converter": MarkdownToDocument(progress_bar=False),
        "cleaner": DocumentCleaner(),
        "splitter": DocumentSplitter(),
        "embedder": SentenceTransformersDocumentEmbedder(model=job.embedding, progress_bar=False),
        "writer": DocumentWriter(document_store=store),
    }
    pipeline = Pipeline()
    for name, step in steps.items():
        pipeline.add_component(name, step)
    for sender, receiver in pairwise(steps):
        pipeline.connect(sender, receiver)
    pipeline.run({"converter": {"sources": job.documents}})


def _pipeline(job: Job, store: Any, streamed: Any) -> Any:  # noqa: ANN401
    from haystack import Pipeline
    from haystack.components.builders import AnswerBuilder, ChatPromptBuilder
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
    from haystack.dataclasses import ChatMessage
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersTextEmbedder,
    )
    from haystack_integrations.components.generators.llama_cpp import LlamaCppChatGenerator

    template = [
        ChatMessage.from_system(SYSTEM_PROMPT),
        ChatMessage.from_user("Question: {{question}}"),
        ChatMessage.from_assistant("Answer: "),
    ]
    generator = LlamaCppChatGenerator(
        model=job.model,
        n_ctx=job.context,
        model_kwargs={
            "n_threads": job.threads,
            "n_threads_batch": job.threads,
            "verbose": False,
        },
        generation_kwargs={"max_tokens": MOST_TOKENS, "temperature": 0},
        streaming_callback=streamed,
    )
    embedder = SentenceTransformersTextEmbedder(model=job.embedding, progress_bar=False)
    pipeline = Pipeline()
    pipeline.add_component("text_embedder", embedder)
    pipeline.add_component("retriever", InMemoryEmbeddingRetriever(document_store=store, top_k=3))
    pipeline.add_component("prompt_builder", ChatPromptBuilder(template=template))
    pipeline.add_component("llm", generator)
    pipeline.add_component("answer_builder", AnswerBuilder())
    pipeline.connect("text_embedder", "retriever")
    pipeline.connect("retriever", "prompt_builder.documents")
    pipeline.connect("prompt_builder", "llm")
    pipeline.connect("llm", "answer_builder")
    pipeline.connect("retriever", "answer_builder.documents")
    return pipeline
