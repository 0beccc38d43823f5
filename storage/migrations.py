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

MIGRATIONS = (VERSION_2,)
