"""Read the public training sets into questions and claims. Never a benchmark.

Each reader yields what its files hold; see `docs/evidence-reader.md` for sizes and licences.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and a passage that answers it."""

    source: str
    group: str
    """Article or document: no group is in both training and development."""
    question: str
    passage: str
    spans: tuple[tuple[int, int], ...]
    """Answers in `passage`, half-open; empty where the set names none."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, and sentences that support it or do not."""

    source: str
    group: str
    claim: str
    evidence: tuple[str, ...]
    supported: bool
    others: tuple[str, ...] = ()
    """Sentences of the same document that are not evidence."""


def questions(data: Path) -> Iterator[Asked]:
    """All questions of the sets in `data`; one that stands in two sets is given once."""
    seen: set[str] = set()
    readers = (_squadshifts, _policyqa, _flan, _natural, _qed, _covid, _selqa, _sentences)
    for reader in readers:
        for asked in reader(data):
            key = plain(asked.question)
            if asked.source == "policyqa":  # the same questions are asked of many policies
                key += asked.passage[:60]
            if key not in seen:
                seen.add(key)
                yield asked


def claims(data: Path) -> Iterator[Claim]:
    """All claims of the sets in `data`."""
    for reader in (_fever, _symmetric, _foolmetwice, _summedits, _bump, _wice):
        yield from reader(data)


def plain(question: str) -> str:
    """Lower case words of a question, to compare it by."""
    return re.sub(r"\W+", " ", question).strip().lower()


def _json(path: Path) -> Any:  # noqa: ANN401  (whatever stands there)
    return json.loads(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _squad_like(source: str, articles: list[Any]) -> Iterator[Asked]:
    for article in articles:
        title = str(article.get("title", "")).replace("_", " ")
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            for asked in paragraph["qas"]:
                spans = dict.fromkeys(
                    (a["answer_start"], a["answer_start"] + len(a["text"]))
                    for a in asked["answers"]
                    if text[a["answer_start"] :].startswith(a["text"]) and a["text"].strip()
                )
                if spans:
                    yield Asked(source, title, asked["question"].strip(), text, tuple(spans), title)


def _squadshifts(data: Path) -> Iterator[Asked]:
    return _squad_like("squadshifts", _json(data / "squadshifts/new_wiki_v1.0.json")["data"])


def _policyqa(data: Path) -> Iterator[Asked]:
    for name in ("policyqa/dev.json", "policyqa_test/data/test.json"):
        yield from _squad_like("policyqa", _json(data / name)["data"])


def _covid(data: Path) -> Iterator[Asked]:
    articles = _json(data / "covid_qa/200423_covidQA.json")["data"]
    for number, article in enumerate(articles):
        article["title"] = ""
        for asked in _squad_like("covid_qa", [article]):
            yield Asked("covid_qa", f"covid {number}", asked.question, asked.passage, asked.spans)


def _flan(data: Path) -> Iterator[Asked]:
    for row in _json(data / "squad_train_flan/train.json"):
        text = row["context"]
        for asked in row["qas"]:
            spans = _occurrences(text, asked["answer"])
            if spans:
                yield Asked(
                    "squad_flan", text[:40], asked["question"].strip(), text, tuple(spans[:1])
                )


def _natural(data: Path) -> Iterator[Asked]:
    with gzip.open(data / "nq_open_oracle/nq-open-oracle.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            shown = row["ctxs"][0]
            spans = [s for a in row["answers"] for s in _occurrences(shown["text"], a)[:1]]
            if spans:
                title = shown["title"]
                yield Asked("nq", title, row["question"], shown["text"], tuple(spans), title)


def _qed(data: Path) -> Iterator[Asked]:
    for row in _lines(data / "qed/qed-dev.jsonlines"):
        spans = [(a["start"], a["end"]) for answer in row["original_nq_answers"] for a in answer]
        if spans:
            title, text = row["title_text"], row["paragraph_text"]
            yield Asked("qed", title, row["question_text"], text, tuple(spans[:2]), title)


def _selqa(data: Path) -> Iterator[Asked]:
    for part in ("dev", "test"):
        for row in _json(data / f"selqa/ass/selqa-ass-{part}.json"):
            if len(row["answers"]) == 1:
                text = " ".join(row["candidates"])
                start = len(" ".join([*row["candidates"][: row["answers"][0]], ""]))
                span = (start, start + len(row["candidates"][row["answers"][0]]))
                title = f"{row['article']}, {row['section']}"
                yield Asked("selqa", row["article"], row["question"], text, (span,), title)


def _sentences(data: Path) -> Iterator[Asked]:
    rows = _json(data / "squad_train_sample/data/squad/train.json")
    for question, answer in zip(rows["questions"], rows["answers"], strict=True):
        yield Asked("squad_sentences", answer[:40], question.strip(), answer, ())


def _occurrences(text: str, answer: str) -> list[tuple[int, int]]:
    if not answer.strip():
        return []
    pattern = rf"(?<!\w){re.escape(answer.strip())}(?!\w)"
    return [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]


def _untreebank(text: str) -> str:
    """Undo the Penn Treebank's brackets and spaces."""
    for old, new in (("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]")):
        text = text.replace(old, new)
    text = re.sub(r"``\s?|\s?''", '"', text)
    return re.sub(r"([(\[])\s+", r"\1", re.sub(r"\s+([,.;:!?)\]%]|'s\b|n't\b)", r"\1", text))


def _fever(data: Path) -> Iterator[Claim]:
    for part in ("test", "validation"):
        for row in _lines(data / f"fever_subset/data/fever/{part}.jsonl"):
            evidence = tuple(_untreebank(e) for e in row["evidence"])
            supported = row["label"] == "SUPPORTS"
            yield Claim("fever", row["claim"].lower(), row["claim"], evidence, supported)


def _symmetric(data: Path) -> Iterator[Claim]:
    for row in _lines(data / "fever_symmetric/symmetric_v0.1/fever_symmetric_full.jsonl"):
        claim = _untreebank(row["claim"])
        evidence = (_untreebank(row["evidence_sentence"]),)
        yield Claim("symmetric", claim.lower(), claim, evidence, row["label"] == "SUPPORTS")


def _foolmetwice(data: Path) -> Iterator[Claim]:
    for part in ("dev", "test"):
        for row in _lines(data / f"foolmetwice/dataset/{part}.jsonl"):
            gold = tuple(e["text"] for e in row["gold_evidence"])
            others = tuple(e["text"] for e in row["retrieved_evidence"] if e["text"] not in gold)
            title = row.get("wikipedia_page", "")
            supported = row["label"] == "SUPPORTS"
            yield Claim("foolmetwice", title or row["id"], row["text"], gold, supported, others)


def _summedits(data: Path) -> Iterator[Claim]:
    for path in sorted((data / "summedits/data/summedits").glob("*.json")):
        for row in _json(path):
            sentences = tuple(split(row["doc"]))
            group = f"{path.stem} {row['id'].rsplit('_', 1)[0]}"
            yield Claim("summedits", group, row["summary"], sentences, bool(row["label"]))


def _bump(data: Path) -> Iterator[Claim]:
    seen: set[str] = set()
    for row in _json(data / "bump/data/task1_dataset.json"):
        sentences, group = tuple(split(row["article"])), f"bump {row['article_id']}"
        for key, supported in (("reference_summary", True), ("edited_summary", False)):
            claim = re.sub(r"\s+([.,])", r"\1", row[key])
            if claim not in seen:
                seen.add(claim)
                yield Claim("bump", group, claim, sentences, supported)


def _wice(data: Path) -> Iterator[Claim]:
    folder = data / "wice/code_and_resources/entailment_inputs/oracle_chunks"
    for part in ("dev", "test"):
        for number, row in enumerate(_lines(folder / f"claim/{part}.jsonl")):
            supported = row["label"] == "supported"
            group = f"wice {part} {number // 3}"
            yield Claim("wice", group, row["claim"], tuple(row["evidence"]), supported)


def split(text: str) -> list[str]:
    """Cut a text into sentences."""
    import sentencex

    start, found = 0, []
    for boundary in sentencex.get_sentence_boundaries("en", text):
        sentence = text[start : boundary["end_index"]].strip()
        start = boundary["end_index"]
        if sentence:
            found.append(sentence)
    if text[start:].strip():
        found.append(text[start:].strip())
    return found
