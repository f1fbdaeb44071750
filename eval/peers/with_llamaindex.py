"""LlamaIndex (MIT licence): CitationQueryEngine over FAISS, with llama.cpp.

Set up as these pages of its documentation show it:

    developers.llamaindex.ai/python/examples/query_engine/citation_query_engine
        from_args(index, similarity_top_k=3, citation_chunk_size=512), its built-in prompt
    developers.llamaindex.ai/python/examples/llm/llama_cpp
        LlamaCPP with completion_to_prompt and messages_to_prompt that apply the model's chat
        template, max_new_tokens=256, and set_global_tokenizer with the model's own tokenizer
    developers.llamaindex.ai/python/examples/vector_stores/faissindexdemo
        SimpleDirectoryReader, FaissVectorStore over IndexFlatL2, VectorStoreIndex.from_documents
    developers.llamaindex.ai/python/framework/module_guides/deploying/query_engine/streaming
        streaming=True, response_gen

The page on LlamaCPP takes template and tokenizer from a second download with transformers; here
they are those in the GGUF itself, which needs no network and counts the same tokens. The cutter's
NLTK data come with llama-index-core.

Its prompt numbers the sources and asks for their numbers: what an answer cites is the sources
whose numbers it writes.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from eval.peers.job import Ask, Job, Reply, Source, name_of
from eval.peers.markers import numbers

PACKAGES = (
    "llama-index-core",
    "llama-index-llms-llama-cpp",
    "llama-index-embeddings-huggingface",
    "llama-index-vector-stores-faiss",
    "llama-cpp-python",
    "sentence-transformers",
    "torch",
    "faiss-cpu",
)


def settings(job: Job) -> dict[str, str]:
    """Return every setting, in words."""
    return {
        "documents": "SimpleDirectoryReader, Markdown as plain text",
        "chunks": "SentenceSplitter 1024 tokens, overlap 20 (defaults); sources of 512 from these",
        "retrieval": "vectors, similarity_top_k=3",
        "index": "FaissVectorStore, IndexFlatL2, in memory",
        "prompt": "CITATION_QA_TEMPLATE, built in",
        "chat template": "of the GGUF, through completion_to_prompt",
        "context": f"{job.context} tokens",
        "most tokens": "256 (default)",
        "temperature": "0",
        "llama.cpp": "in the same process, llama-cpp-python's defaults: batches of 512 tokens",
        "first words": "first token (streaming=True)",
        "citations": "sources whose numbers the answer writes",
    }


def build(job: Job) -> Ask:
    """Load the models and index the documents; return the function that answers."""
    from llama_index.core.query_engine import CitationQueryEngine

    chat = _chat_template(job.model)
    engine = CitationQueryEngine.from_args(
        _index(job),
        llm=_model(job, chat),
        similarity_top_k=3,
        citation_chunk_size=512,
        streaming=True,
    )

    def ask(question: str) -> Reply:
        begun, first, pieces = time.perf_counter(), None, []
        response = engine.query(question)
        for piece in response.response_gen:
            if first is None and piece:
                first = time.perf_counter() - begun
            pieces.append(piece)
        total = time.perf_counter() - begun
        text = "".join(pieces).strip()
        retrieved = [_source(each.node) for each in response.source_nodes]
        return Reply(
            text=text,
            citations=[retrieved[n - 1] for n in numbers(text) if 1 <= n <= len(retrieved)],
            retrieved=retrieved,
            first_seconds=total if first is None else first,
            total_seconds=total,
        )

    return ask


def _source(node: Any) -> Source:  # noqa: ANN401  (the library's class)
    """Return a source node without the line "Source 1:" that the engine writes before it."""
    return {
        "source": name_of(node.metadata["file_path"]),
        "quote": node.get_content().partition(":\n")[2].strip(),
    }


def _chat_template(model: str) -> Callable[[Sequence[dict[str, str]]], str]:
    """Return what makes a prompt of messages; count tokens as the model does from now on."""
    from llama_cpp import Llama
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter
    from llama_index.core import set_global_tokenizer

    words = Llama(model, vocab_only=True, verbose=False)
    set_global_tokenizer(lambda text: words.tokenize(text.encode(), add_bos=False))
    begin, end = (
        words.detokenize([token], special=True).decode() if token >= 0 else ""
        for token in (words.token_bos(), words.token_eos())
    )
    template = words.metadata["tokenizer.chat_template"]
    form = Jinja2ChatFormatter(template=template, eos_token=end, bos_token=begin)

    def prompt(messages: Sequence[dict[str, str]]) -> str:
        return str(form(messages=list(messages)).prompt)

    return prompt


def _model(job: Job, chat: Callable[[Sequence[dict[str, str]]], str]) -> Any:  # noqa: ANN401
    from llama_index.llms.llama_cpp import LlamaCPP

    def messages_to_prompt(messages: Iterable[Any]) -> str:
        return chat([{"role": m.role.value, "content": m.content} for m in messages])

    def completion_to_prompt(completion: str) -> str:
        return chat([{"role": "user", "content": completion}])

    return LlamaCPP(
        model_path=job.model,
        temperature=0,
        context_window=job.context,
        model_kwargs={"n_threads": job.threads, "n_threads_batch": job.threads},
        messages_to_prompt=messages_to_prompt,
        completion_to_prompt=completion_to_prompt,
        verbose=False,
    )


def _index(job: Job) -> Any:  # noqa: ANN401
    import faiss
    from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.vector_stores.faiss import FaissVectorStore

    embedding = HuggingFaceEmbedding(model_name=job.embedding)
    dimension = len(embedding.get_text_embedding("dimension"))
    store = FaissVectorStore(faiss_index=faiss.IndexFlatL2(dimension))
    return VectorStoreIndex.from_documents(
        SimpleDirectoryReader(input_files=job.documents).load_data(),
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=embedding,
    )
