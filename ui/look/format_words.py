"""Words about formats: what each is called, what it could not hold, what a reader noticed."""

from collections.abc import Iterable, Iterator

from annotation.formats.loss import ContentKind, Loss
from annotation.formats.previewing import Sight
from annotation.formats.reading import ReaderNotice
from ui.look.language import isolated, tr

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
        "conll": tr("CoNLL columns (IOB2, BIOES or BILOU)"),
        "xmi": tr("UIMA CAS XMI, as INCEpTION reads it (with its type system)"),
        "cas-json": tr("UIMA CAS JSON, as INCEpTION reads it"),
        "webanno-tsv": tr("WebAnno TSV 3.3"),
        "pubannotation": tr("PubAnnotation JSON"),
        "conllu-plus": tr("CoNLL-U Plus, clitics as words (spans and relations)"),
        "web-annotation": tr("Web Annotation, JSON-LD (everything but labels)"),
        "label-studio": tr("Label Studio (JSON with its labelling configuration)"),
        "doccano": tr("doccano JSON lines (spans, or spans and relations)"),
        "prodigy": tr("Prodigy JSON lines"),
        "spacy": tr("spaCy DocBin with a training configuration"),
        "parquet": tr("Hugging Face data set (Parquet with its card)"),
        "gliner": tr("GLiNER training data"),
        "tacred": tr("TACRED: pairs of spans, with and without a relation"),
        "docred": tr("DocRED: relations between clusters of mentions"),
        "ace": tr("ACE APF XML with its source"),
        "instructions": tr("Instructions for language models"),
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
        "longest": tr("longest span, in tokens"),
        "negatives": tr("pairs without a relation, for each with one"),
        "language": tr("language of prompt and answer"),
        "tags": tr("form of the tags"),
        "columns": tr("columns of tags"),
        "tokens": tr("tokens"),
        "text": tr("Column of the text"),
        "name": tr("Column of the name"),
        "attributes": tr("Columns to keep"),
        "delimiter": tr("Columns are parted by"),
        "layer": tr("layer of the spans"),
        "layers": tr("Layers to read"),
        "tracks": tr("Tracks of a document"),
    }
    return words.get(name, name)


def choice_word(option: str, choice: str) -> str:
    """What a value of an option is called; one without a word goes by its own name."""
    words = {
        ("form", "by-tagset"): tr("with relations if the tagset has any"),
        ("form", "spans"): tr("spans alone"),
        ("longest", "any"): tr("any length"),
        ("negatives", "all"): tr("all there are"),
        ("language", "ar"): tr("Arabic"),
        ("language", "en"): tr("English"),
        ("form", "relations"): tr("spans and relations"),
        ("tracks", "together"): tr("as one annotator's work"),
        ("tracks", "apart"): tr("each as another annotator's"),
        ("layer", "named-entity"): tr("NamedEntity, which every project has"),
        ("layer", "custom"): tr("a layer of their own, webanno.custom.Span"),
        ("columns", "outermost"): tr("one, for the outermost spans"),
        ("columns", "nested"): tr("one for each depth of nesting"),
        ("columns", "last"): tr("the last one"),
        ("columns", "all"): tr("all but the first"),
        ("tokens", "words"): tr("words"),
        ("tokens", "clitics"): tr("words, with و ف ب ل ك apart"),
        ("delimiter", "guess"): tr("what the first line shows"),
        ("delimiter", "comma"): tr("comma"),
        ("delimiter", "tab"): tr("tab"),
        ("delimiter", "semicolon"): tr("semicolon"),
    }
    return words.get((option, choice), choice)


def kind_of_loss_word(kind: ContentKind) -> str:
    """What a format could not hold."""
    words = {
        ContentKind.SPANS: tr("spans"),
        ContentKind.OVERLAPPING_SPANS: tr("nested spans"),
        ContentKind.DISCONTINUOUS_SPANS: tr("discontinuous spans"),
        ContentKind.RELATIONS: tr("relations"),
        ContentKind.SPAN_ATTRIBUTES: tr("attributes of spans"),
        ContentKind.RELATION_ATTRIBUTES: tr("attributes of relations"),
        ContentKind.LABELS: tr("document labels"),
        ContentKind.DOCUMENT_ATTRIBUTES: tr("attributes of documents"),
        ContentKind.DOCUMENT_NAMES: tr("document names"),
        ContentKind.CHARACTERS: tr("characters"),
        ContentKind.SUGGESTIONS: tr("suggestions"),
        ContentKind.BOOKKEEPING: tr("ids, origins, annotators and stages"),
    }
    return words[kind]


def loss_lines(loss: Loss) -> Iterator[str]:
    """What was left out, a line for each kind, with the first documents it concerns."""
    return (
        tr(
            "{kind}: {count}, in {documents}",
            kind=kind_of_loss_word(lost.kind),
            count=lost.count,
            documents=_names(lost.documents),
        )
        for lost in loss.items
    )


def remark_lines(remarks: Iterable[ReaderNotice]) -> list[str]:
    """What a reader noticed, a line for each."""
    return [tr(remark.template, **remark.values) for remark in remarks]


def sight_lines(sight: Sight) -> str:
    """The beginnings of the files of an export, and what it leaves out."""
    parts = []
    for name, text in sight.files:
        shown = text or tr("This file is no text; other programs read it.")
        parts.append(f"── {isolated(name)}\n{shown}")
    if sight.loss:
        parts += [tr("The format could not hold everything:"), *loss_lines(sight.loss)]
    return "\n".join(parts)


def _names(documents: tuple[str, ...]) -> str:
    named = tr(", ").join(isolated(name) for name in documents[:NAMED])
    return f"{named}…" if len(documents) > NAMED else named
