-- A Tawseem project, schema version 1.
--
-- SQLite keeps the text of every CREATE statement, and opening compares it with this file: so
-- comments stand between the statements, and a released statement is never edited. What comes
-- later is a migration (schema.py). JSON is checked by its brackets alone: SQLite's own JSON
-- functions are refused within a schema that is not trusted.

-- `checksum` is everywhere the CRC-32 of the row's other lasting columns (row_checksum.py).

-- One row: what the file is. `tagset` is the source of the tagset file as it was written.
CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL CHECK (uid <> ''),
    created TEXT NOT NULL,
    tagset TEXT NOT NULL CHECK (tagset <> ''),
    checksum INTEGER NOT NULL
) STRICT;

-- Articles. `length` counts code points; `suggestions` counts the suggested spans and relations.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    length INTEGER NOT NULL CHECK (length >= 0),
    attributes TEXT NOT NULL CHECK (substr(attributes, 1, 1) || substr(attributes, -1) = '{}'),
    suggestions INTEGER NOT NULL DEFAULT 0 CHECK (suggestions >= 0),
    checksum INTEGER NOT NULL
) STRICT;

CREATE INDEX document_by_name ON document (name);

-- The texts lie apart, so that listing the documents does not read them.
CREATE TABLE document_text (
    document_id INTEGER PRIMARY KEY REFERENCES document (id),
    text TEXT NOT NULL CHECK (instr(text, char(0)) = 0)
) STRICT;

CREATE TABLE annotator (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
    checksum INTEGER NOT NULL
) STRICT;

-- One annotator's work on one document. The counts are kept in the transaction that changes the
-- rows; `decided` counts the document's suggestions on which this annotator has decided.
CREATE TABLE annotation_set (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document (id),
    annotator_id INTEGER NOT NULL REFERENCES annotator (id),
    stage TEXT NOT NULL DEFAULT 'new'
        CHECK (stage IN ('new', 'in-progress', 'finished', 'set-aside')),
    spans INTEGER NOT NULL DEFAULT 0 CHECK (spans >= 0),
    relations INTEGER NOT NULL DEFAULT 0 CHECK (relations >= 0),
    decided INTEGER NOT NULL DEFAULT 0 CHECK (decided >= 0),
    UNIQUE (document_id, annotator_id)
) STRICT;

CREATE INDEX annotation_set_by_annotator ON annotation_set (annotator_id);

-- `fragments` is a list of [begin, end]; the columns are their hull.
CREATE TABLE span (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL CHECK (id <> ''),
    layer TEXT NOT NULL,
    tag TEXT NOT NULL,
    "begin" INTEGER NOT NULL CHECK ("begin" >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > "begin"),
    fragments TEXT NOT NULL CHECK (substr(fragments, 1, 1) || substr(fragments, -1) = '[]'),
    attributes TEXT NOT NULL CHECK (substr(attributes, 1, 1) || substr(attributes, -1) = '{}'),
    origin TEXT NOT NULL
        CHECK (origin IN
            ('by-hand', 'accepted', 'corrected', 'propagated', 'imported', 'curated')),
    PRIMARY KEY (set_id, id)
) STRICT;

CREATE INDEX span_by_tag ON span (tag);

-- The ends of a relation are spans of the same set; they cannot go before it goes.
CREATE TABLE relation (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL CHECK (id <> ''),
    layer TEXT NOT NULL,
    tag TEXT NOT NULL,
    head TEXT NOT NULL,
    tail TEXT NOT NULL CHECK (tail <> head),
    attributes TEXT NOT NULL CHECK (substr(attributes, 1, 1) || substr(attributes, -1) = '{}'),
    origin TEXT NOT NULL
        CHECK (origin IN
            ('by-hand', 'accepted', 'corrected', 'propagated', 'imported', 'curated')),
    PRIMARY KEY (set_id, id),
    FOREIGN KEY (set_id, head) REFERENCES span (set_id, id),
    FOREIGN KEY (set_id, tail) REFERENCES span (set_id, id)
) STRICT;

CREATE INDEX relation_by_head ON relation (set_id, head);

CREATE INDEX relation_by_tail ON relation (set_id, tail);

CREATE TABLE document_label (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL CHECK (id <> ''),
    layer TEXT NOT NULL,
    tag TEXT NOT NULL,
    attributes TEXT NOT NULL CHECK (substr(attributes, 1, 1) || substr(attributes, -1) = '{}'),
    PRIMARY KEY (set_id, id)
) STRICT;

-- Verdicts on suggestions. `suggestion` is no foreign key: a verdict outlives its suggestion.
CREATE TABLE decision (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    suggestion TEXT NOT NULL CHECK (suggestion <> ''),
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected', 'skipped')),
    item TEXT,
    PRIMARY KEY (set_id, suggestion)
) STRICT;

-- What was done, a line a step, never changed: replaying it gives the tables above.
-- `changes` is a list of [before, after].
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step_id TEXT NOT NULL UNIQUE CHECK (step_id <> ''),
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    at TEXT NOT NULL,
    op TEXT NOT NULL,
    reverts TEXT,
    batch TEXT,
    changes TEXT NOT NULL CHECK (substr(changes, 1, 1) || substr(changes, -1) = '[]'),
    checksum INTEGER NOT NULL,
    UNIQUE (set_id, step_id),
    FOREIGN KEY (set_id, reverts) REFERENCES journal (set_id, step_id)
) STRICT;

CREATE INDEX journal_by_set ON journal (set_id, id);

-- One making of suggestions, by one suggester.
CREATE TABLE suggestion_run (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
    suggester TEXT NOT NULL,
    version TEXT NOT NULL,
    parameters TEXT NOT NULL CHECK (substr(parameters, 1, 1) || substr(parameters, -1) = '{}'),
    at TEXT NOT NULL
) STRICT;

-- Suggestions are never annotations. Pending is what has no decision: computed, not stored.
CREATE TABLE suggested_span (
    document_id INTEGER NOT NULL REFERENCES document (id),
    id TEXT NOT NULL CHECK (id <> ''),
    run_id INTEGER NOT NULL REFERENCES suggestion_run (id),
    layer TEXT NOT NULL,
    tag TEXT NOT NULL,
    "begin" INTEGER NOT NULL CHECK ("begin" >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > "begin"),
    fragments TEXT NOT NULL CHECK (substr(fragments, 1, 1) || substr(fragments, -1) = '[]'),
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    suggester TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (document_id, id)
) STRICT;

CREATE INDEX suggested_span_by_run ON suggested_span (run_id);

CREATE TABLE suggested_relation (
    document_id INTEGER NOT NULL REFERENCES document (id),
    id TEXT NOT NULL CHECK (id <> ''),
    run_id INTEGER NOT NULL REFERENCES suggestion_run (id),
    layer TEXT NOT NULL,
    tag TEXT NOT NULL,
    head_begin INTEGER NOT NULL CHECK (head_begin >= 0),
    head_end INTEGER NOT NULL CHECK (head_end > head_begin),
    tail_begin INTEGER NOT NULL CHECK (tail_begin >= 0),
    tail_end INTEGER NOT NULL CHECK (tail_end > tail_begin),
    head_tag TEXT NOT NULL,
    tail_tag TEXT NOT NULL,
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    suggester TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (document_id, id)
) STRICT;

CREATE INDEX suggested_relation_by_run ON suggested_relation (run_id);

-- What may not change, for whoever writes into the file.
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_not_replaced BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id OR step_id = NEW.step_id)
BEGIN
    SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER document_is_not_another BEFORE UPDATE OF id, uid, sha256, length ON document
BEGIN
    SELECT RAISE (ABORT, 'a document does not change');
END;

CREATE TRIGGER document_text_is_not_changed BEFORE UPDATE ON document_text
BEGIN
    SELECT RAISE (ABORT, 'a text does not change');
END;
