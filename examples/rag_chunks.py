"""Retrieve chunks for a language model: `python -m examples.rag_chunks "QUESTION"`.

The chunks of `to_chunks` go into a LangChain retriever. Each says where the warning signs are,
carries its cautions, and ends with the disclaimer: keep all that in the model's answer.
"""

import sys

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from rank_bm25 import BM25Okapi  # type: ignore[import-untyped]

from jerking_info import Topic, load
from jerking_info.formats import to_chunks


def documents(topic: Topic) -> list[Document]:
    """Return the chunks as LangChain takes them. Ids are the same in every release."""
    return [
        Document(id=chunk.id, page_content=chunk.text, metadata=chunk.metadata)
        for chunk in to_chunks(topic)
    ]


class TopicRetriever(BaseRetriever):
    """The chunks that share the most words with a question; swap in a vector store of yours.

    >>> retriever = TopicRetriever(documents=documents(load("1.1.0")))
    >>> [found.id for found in retriever.invoke("Why do I kick in my sleep?")][0]
    'jerking-movements/cause/sleep-disorders'
    """

    documents: list[Document]
    limit: int = 3

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        del run_manager  # LangChain's, for progress
        index = BM25Okapi([_words(document.page_content) for document in self.documents])
        return list(index.get_top_n(_words(query), self.documents, self.limit))


def _words(text: str) -> list[str]:
    return [word.strip(".,;:?!()").casefold() for word in text.split()]


def main() -> None:
    """Print the prompt for a question."""
    question = " ".join(sys.argv[1:]) or "Why do I twitch after coffee?"
    topic = load()
    retriever = TopicRetriever(documents=documents(topic))
    print("Answer from these texts alone. Keep cautions, warning signs and disclaimers.\n")
    for document in retriever.invoke(question):
        print(f"[{document.id}]\n{document.page_content}\n")
    print(f"Question: {question}\n{topic.disclaimer.text}")


if __name__ == "__main__":
    main()
