"""Words about formats: what each is called, what it could not hold, what a reader noticed."""

from collections.abc import Iterable

from annotation.formats.loss import Kind, Loss
from annotation.formats.previewing import Sight
from annotation.formats.reading import Remark
from ui.language import isolated, tr

NAMED = 5  # documents named behind a loss


def format_word(name: str) -> str:
    """What a format is called."""
    words = {
        "text": tr("Plain text"),
        "jsonl": tr("Tawseem's own JSON lines (everything)"),
        "brat": tr("brat standoff (.txt and .ann)"),
        "table": tr("Table of texts (.csv, .tsv)"),
        "text-lines": tr("Texts in JSON lines, by column"),
        "html": tr("Web pages: title, date and article"),
        "conll": tr("CoNLL columns, IOB2 (outermost spans)"),
        "label-studio": tr("Label Studio (JSON with its labelling configuration)"),
        "doccano": tr("doccano JSON lines (spans, or spans and relations)"),
        "prodigy": tr("Prodigy JSON lines"),
    }
    return words.get(name, name)


def scheme_word(scheme: str) -> str:
    """What a corpus is called whose tag names can be taken."""
    words = {
        "conll": "CoNLL-2003",
        "ontonotes": "OntoNotes",
        "ace": "ACE",
        "wojood": "Wojood",
    }
    return words.get(scheme, scheme)


def option_word(name: str) -> str:
    """What an option of a format is called; one without a word goes by its own name."""
    words = {
        "form": tr("form of the lines"),
        "text": tr("Column of the text"),
        "name": tr("Column of the name"),
        "attributes": tr("Columns to keep"),
        "delimiter": tr("Columns are parted by"),
    }
    return words.get(name, name)


def choice_word(option: str, choice: str) -> str:
    """What a value of an option is called; one without a word goes by its own name."""
    words = {
        ("form", "by-tagset"): tr("with relations if the tagset has any"),
        ("form", "spans"): tr("spans alone"),
        ("form", "relations"): tr("spans and relations"),
        ("delimiter", "guess"): tr("what the first line shows"),
        ("delimiter", "comma"): tr("comma"),
        ("delimiter", "tab"): tr("tab"),
        ("delimiter", "semicolon"): tr("semicolon"),
    }
    return words.get((option, choice), choice)


def kind_of_loss_word(kind: Kind) -> str:
    """What a format could not hold."""
    words = {
        Kind.SPANS: tr("spans"),
        Kind.OVERLAPPING_SPANS: tr("nested spans"),
        Kind.DISCONTINUOUS_SPANS: tr("discontinuous spans"),
        Kind.RELATIONS: tr("relations"),
        Kind.SPAN_ATTRIBUTES: tr("attributes of spans"),
        Kind.RELATION_ATTRIBUTES: tr("attributes of relations"),
        Kind.LABELS: tr("document labels"),
        Kind.DOCUMENT_ATTRIBUTES: tr("attributes of documents"),
        Kind.DOCUMENT_NAMES: tr("document names"),
        Kind.SUGGESTIONS: tr("suggestions"),
        Kind.BOOKKEEPING: tr("ids, origins, annotators and stages"),
    }
    return words[kind]


def loss_lines(loss: Loss) -> str:
    """What was left out, a line for each kind, with the first documents it concerns."""
    return "\n".join(
        tr(
            "{kind}: {count}, in {documents}",
            kind=kind_of_loss_word(lost.kind),
            count=lost.count,
            documents=_names(lost.documents),
        )
        for lost in loss.items
    )


def remark_lines(remarks: Iterable[Remark]) -> str:
    """What a reader noticed, a line for each."""
    return "\n".join(tr(remark.template, **remark.values) for remark in remarks)


def sight_lines(sight: Sight) -> str:
    """The beginnings of the files of an export, and what it leaves out."""
    parts = []
    for name, text in sight.files:
        shown = text or tr("This file is no text; other programs read it.")
        parts.append(f"── {isolated(name)}\n{shown}")
    if sight.loss:
        parts.append(tr("The format could not hold everything:") + "\n" + loss_lines(sight.loss))
    return "\n".join(parts)


def _names(documents: tuple[str, ...]) -> str:
    named = tr(", ").join(isolated(name) for name in documents[:NAMED])
    return f"{named}…" if len(documents) > NAMED else named
