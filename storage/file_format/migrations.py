"""What each version of the schema added to the one before; a released step is never edited."""

# Who is to annotate which document. No row at all: everybody annotates everything.
VERSION_2 = (
    """CREATE TABLE assignment (
    document_id INTEGER NOT NULL REFERENCES document (id),
    annotator_id INTEGER NOT NULL REFERENCES annotator (id),
    manner TEXT NOT NULL CHECK (manner IN ('hand', 'rule', 'hash', 'handed-out')),
    at TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (document_id, annotator_id)
) STRICT""",
    "CREATE INDEX assignment_by_annotator ON assignment (annotator_id)",
)

# What a curator settled, what people say of each other's work, and what holds for a whole project.
VERSION_3 = (
    """CREATE TABLE settlement (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    position TEXT NOT NULL CHECK (position <> ''),
    choice TEXT NOT NULL CHECK (choice IN ('taken', 'both', 'neither', 'edited')),
    reason TEXT NOT NULL,
    items TEXT NOT NULL CHECK (substr(items, 1, 1) || substr(items, -1) = '[]'),
    sources TEXT NOT NULL CHECK (substr(sources, 1, 1) || substr(sources, -1) = '[]'),
    PRIMARY KEY (set_id, position)
) STRICT""",
    """CREATE TABLE remark (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL CHECK (id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('comment', 'resolved', 'waved', 'right', 'wrong')),
    annotator TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    answers TEXT NOT NULL,
    "at" TEXT NOT NULL,
    PRIMARY KEY (set_id, id)
) STRICT""",
    """CREATE TABLE project_setting (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT""",
    # One act over many documents is found by its batch when it is taken back.
    "CREATE INDEX journal_by_batch ON journal (batch) WHERE batch IS NOT NULL",
)

# Whose work a set is, and who made suggestions, is no longer believed: the checksum of a
# set is over the document's id and the annotator's name, which keep wherever the set is copied.
VERSION_4 = (
    "ALTER TABLE annotation_set ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0",
    """UPDATE annotation_set SET checksum = row_checksum(
    (SELECT uid FROM document WHERE id = document_id),
    (SELECT name FROM annotator WHERE id = annotator_id))""",
    "ALTER TABLE suggestion_run ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0",
    "UPDATE suggestion_run SET checksum = row_checksum(uid, suggester, version, parameters, at)",
    # An import that is decided and still coming in, from a file beside the project: at most one
    # row. `arrived` and `place` (in bytes) say how far it is, so the checksum leaves them out.
    """CREATE TABLE arrival (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL CHECK (uid <> ''),
    at TEXT NOT NULL,
    file TEXT NOT NULL CHECK (file <> ''),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size > 0),
    records INTEGER NOT NULL CHECK (records > 0),
    checksum INTEGER NOT NULL,
    arrived INTEGER NOT NULL DEFAULT 0 CHECK (arrived >= 0 AND arrived < records),
    place INTEGER NOT NULL DEFAULT 0 CHECK (place >= 0 AND place < size)
) STRICT""",
)

MIGRATIONS = (VERSION_2, VERSION_3, VERSION_4)
