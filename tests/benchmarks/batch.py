"""How fast a corpus is pre-annotated, with nothing learnt and with finished articles learnt.

    python -m tests.benchmarks.batch CORPUS.jsonl.gz [--articles N] [--learnt N] [--jobs N]

The corpus has one document a line, `{"text", "spans": [[begin, end, tag], ...]}` or with `text`
alone; the first ones are learnt if they have spans, the others are suggested. Prints articles and
words a second of one core (processor time, so that others on the machine do not count), the memory
of the process, and articles a second of several processes by the clock. It asserts nothing.
"""

import argparse
import os
import tempfile
import time
from itertools import islice
from pathlib import Path

from annotation.suggesting.suggester import Suggester
from annotation.values.items import Document
from tests.benchmarks.relations import news_tagset
from tests.benchmarks.suggestions import RESOURCES, Trimmer, finished, read
from tests.benchmarks.view import megabytes
from ui.engine.messages import beginning
from ui.engine.suggester_pool import SuggesterPool


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--learnt", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    rows = list(islice(read(options.corpus), options.learnt + options.articles))
    tagset = news_tagset()
    suggester = Suggester(RESOURCES / "gazetteers", tagset)
    suggester.count_words(row["text"] for row in rows)
    documents = [Document.of(str(n), str(n), row["text"]) for n, row in enumerate(rows)]
    to_do = documents[options.learnt :] or documents
    alone("nothing learnt", suggester, to_do)
    trim, tags = Trimmer(), set(tagset.spans)
    begun, learnt = time.process_time(), 0
    for row, document in zip(rows, documents[: options.learnt], strict=False):
        if row.get("spans"):
            suggester.learn_one(finished(document, trim.gold(row, tags)))
            learnt += 1
    print(f"learning {learnt} articles: {time.process_time() - begun:.1f} s of processor time")
    alone(f"{learnt} learnt", suggester, to_do)
    with tempfile.TemporaryDirectory() as folder:
        suggester.save(Path(folder) / "model")
        with SuggesterPool(beginning(tagset, Path(folder)), options.jobs) as crew:
            crew.suggest(to_do[: 2 * options.jobs])  # started by now
            begun = time.perf_counter()
            crew.suggest(to_do)
            speed = len(to_do) / (time.perf_counter() - begun)
    print(f"{options.jobs} processes: {speed:.1f} articles a second by the clock")


def alone(name: str, suggester: Suggester, documents: list[Document]) -> None:
    """One process, one core."""
    suggester.suggest(documents[0])
    begun = time.process_time()
    for document in documents:
        suggester.suggest(document)
    seconds = time.process_time() - begun
    words = sum(len(document.text.split()) for document in documents)
    print(
        f"{name}: {len(documents)} articles of {words / len(documents):.0f} words, "
        f"{len(documents) / seconds:.1f} articles a second a core, "
        f"{words / seconds:,.0f} words a second, {megabytes():.0f} MB"
    )


if __name__ == "__main__":
    main()
