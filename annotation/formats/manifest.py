"""The manifest beside an export: what it holds, of which texts, and what had to be left out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotation.arabic.tokens import TOKENIZER
from annotation.formats.loss import Loss
from annotation.tagsets.tagset import Tagset
from annotation.values.record import Record

SUFFIX = ".manifest.json"


@dataclass(slots=True)
class ExportTally:
    """What has gone into one file or folder: documents by name and hash, and how many items."""

    documents: list[tuple[str, str]] = field(default_factory=list)
    spans: int = 0
    relations: int = 0

    def add(self, record: Record, name: str) -> None:
        """Count a record as the format holds it."""
        self.documents.append((name, record.document.sha256))
        self.spans += len(record.spans)
        self.relations += len(record.relations)


def manifest_of(target: Path) -> Path:
    """Where the manifest of an export stands."""
    return target.with_name(target.name + SUFFIX)


def write_manifest(
    place: Path, facts: Mapping[str, Any], tagset: Tagset, tally: ExportTally, loss: Loss
) -> None:
    """Write a manifest; `facts` say how the export was asked for."""
    values = {
        "made_by": "Tawseem",
        **facts,
        "text_hash": "SHA-256 of the text as UTF-8",
        "tokenizer": TOKENIZER,
        "tagset": {"slug": tagset.slug, "version": tagset.version},
        "counts": {
            "documents": len(tally.documents),
            "spans": tally.spans,
            "relations": tally.relations,
        },
        "loss": loss_as_data(loss),
        "documents": [{"name": name, "sha256": sha} for name, sha in tally.documents],
    }
    place.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")


def loss_as_data(loss: Loss) -> Sequence[dict[str, Any]]:
    """What was left out, for JSON."""
    return [
        {"kind": lost.kind.value, "count": lost.count, "documents": list(lost.documents)}
        for lost in loss.items
    ]
