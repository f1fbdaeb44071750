"""The same questions put to Footnote and to three other systems, side by side.

    python -m eval.peers.run --out DIR --python PEERS_VENV/bin/python

Every system gets the same documents, questions, embedding model, answer model (one GGUF file, read
by llama.cpp through llama-cpp-python), threads and context. Everything else is what the system's
own documentation shows for a first question-answering application: reader, cutting, number of
passages, prompt, length of an answer. The modules `with_…` name the pages and list every setting;
the report prints them all.

    with_footnote    as the product runs it: rag.ingest, rag.opening, Assistant.stream
    with_llamaindex  CitationQueryEngine, LlamaCPP, HuggingFaceEmbedding, FAISS
    with_haystack    the pipeline of its LlamaCppChatGenerator page, in-memory store
    with_txtai       the RAG pipeline of its quickstart, llama.cpp, references

What is set the same for all, where a system's own default is something else:

    temperature  0, so that an answer can be repeated (defaults: 0.1, 0.1 and 0.2)
    threads      rag.config.thread_count for llama.cpp, prompt and answer, and for PyTorch
    context      4096 tokens. LlamaIndex's default is 3,900, Haystack's example has 4,096, txtai's
                 default is all the model was trained for, which would cost it memory and no more
    environment  no network and no telemetry; OpenMP's waiting threads sleep instead of spinning,
                 as Footnote sets it for itself (on a busy machine it halved Haystack's times)

Each system runs in a process of its own (`worker`), all are loaded, only one works at a time, and
the order changes from question to question (`run`). Answers are scored by the same functions
(`score`): what counts as a refusal in prose is in `refusals`. Questions that follow up on earlier
ones are left out: none of these set-ups takes a conversation.
"""

PEERS = ("llamaindex", "haystack", "txtai")
SYSTEMS = ("footnote", *PEERS)
