"""What a suggester has learnt, as files in a folder: data only, nothing in them is ever run."""

import json
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

from annotation.arabic.folding import fold
from annotation.errors import KnownError
from annotation.files.own_files import make_folder
from annotation.files.placing import remove_file
from annotation.suggesting.knowledge import Knowledge
from annotation.suggesting.lexicon import Lexicon
from annotation.suggesting.relations_knowledge import RelationKnowledge
from annotation.suggesting.standing import Standing
from annotation.suggesting.stored import Json, read_json
from annotation.suggesting.vocabulary import WordCounts
from annotation.tagsets.tagset import Tagset

MODEL = "model.json"
FORMAT = 1
# Spellings that folding touches: a model whose words were folded otherwise is of no use.
_SPELLINGS = "آأإٱىةؤئکگیہٰـًّﷲﻻ٤۴ABپچڤ"

# What reading a file that somebody else made may raise.
_UNSOUND = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError),
    *(RuntimeError, EOFError, MemoryError, BadZipFile, zlib.error),
)


def save(
    folder: Path,
    tagset: Tagset,
    version: str,
    counts: WordCounts,
    knowledge: Knowledge,
    relating: RelationKnowledge,
) -> None:
    """Write all that was learnt into the folder; model.json is written last and makes it whole."""
    make_folder(folder)
    model = folder / MODEL
    remove_file(model)
    has_experience = knowledge.experience is not None
    if knowledge.experience is not None:
        from annotation.suggesting.learning.archive import save_experience

        save_experience(knowledge.experience, folder)
    data: Json = {
        **_stamp(tagset, version),
        "experience": has_experience,
        "standing": asdict(knowledge.standing),
        "words": counts,
        "judged": knowledge.judged,
        "learnt": knowledge.learnt,
        "inside": {outer: sorted(inner) for outer, inner in knowledge.inside.items()},
        "memory": knowledge.memory.data(),
        "track record": knowledge.track_record.data(),
        "renaming": knowledge.renaming.data(),
        "relations": relating.data(),
    }
    model.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def load(
    folder: Path,
    tagset: Tagset,
    version: str,
    knowledge: Knowledge,
    relating: RelationKnowledge,
    lexicon: Lexicon,
) -> WordCounts:
    """Take over what was saved into what is fresh, and give the word counts.

    KnownError when the files are unsound, or belong to another tagset, version or folding.
    """
    try:
        data = read_json(folder / MODEL)
        stamp = _stamp(tagset, version)
        if {key: data.get(key) for key in stamp} == stamp:
            relating.restore(data["relations"])
            return _restore(folder, data, knowledge, lexicon)
    except _UNSOUND as error:
        raise KnownError(
            "What was learnt in {folder} cannot be read; it has to be learnt again.", folder=folder
        ) from error
    raise KnownError(
        "What was learnt in {folder} belongs to another tagset or version;"
        " it has to be learnt again.",
        folder=folder,
    )


def _restore(folder: Path, data: Json, knowledge: Knowledge, lexicon: Lexicon) -> WordCounts:
    knowledge.standing = Standing(**{key: int(n) for key, n in data["standing"].items()})
    knowledge.judged = {str(name): int(end) for name, end in data["judged"].items()}
    knowledge.learnt = {str(name): str(digest) for name, digest in data["learnt"].items()}
    knowledge.inside = {outer: set(map(str, inner)) for outer, inner in data["inside"].items()}
    knowledge.memory.restore(data["memory"])
    knowledge.track_record.restore(data["track record"])
    knowledge.renaming.restore(data["renaming"])
    if data["experience"]:
        from annotation.suggesting.learning.archive import restore_experience
        from annotation.suggesting.learning.experience import Experience

        experience = Experience(lexicon)
        restore_experience(experience, folder)
        knowledge.experience = experience
    return Counter({str(word): int(times) for word, times in data["words"].items()})


def _stamp(tagset: Tagset, version: str) -> Mapping[str, object]:
    """What must be the same for a saved model to be of use."""
    tags = json.dumps([tagset.slug, tagset.overlap, sorted(tagset.spans)])
    return {
        "format": FORMAT,
        "version": version,
        "tagset": sha256(tags.encode("utf-8")).hexdigest(),
        "folding": fold(_SPELLINGS),
    }
