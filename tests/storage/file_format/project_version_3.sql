-- A project of schema version 3, as released. Never edited: see tests/storage/file_format/test_schema.py.
PRAGMA application_id = 1415009101;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
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
INSERT INTO "annotation_set" VALUES(1,1,1,'in-progress',2,1,1);
INSERT INTO "annotation_set" VALUES(2,1,2,'new',0,0,0);
CREATE TABLE annotator (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (trim(name) <> ''),
    checksum INTEGER NOT NULL
) STRICT;
INSERT INTO "annotator" VALUES(1,'سارة',3606879937);
INSERT INTO "annotator" VALUES(2,'مريم',4099762048);
CREATE TABLE assignment (
    document_id INTEGER NOT NULL REFERENCES document (id),
    annotator_id INTEGER NOT NULL REFERENCES annotator (id),
    manner TEXT NOT NULL CHECK (manner IN ('hand', 'rule', 'hash', 'handed-out')),
    at TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (document_id, annotator_id)
) STRICT;
INSERT INTO "assignment" VALUES(1,1,'hand','2026-11-25T21:18:40.790+00:00',1899486352);
CREATE TABLE decision (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    suggestion TEXT NOT NULL CHECK (suggestion <> ''),
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected', 'skipped')),
    item TEXT,
    PRIMARY KEY (set_id, suggestion)
) STRICT;
INSERT INTO "decision" VALUES(1,'g1','accepted','s1');
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
INSERT INTO "document" VALUES(1,'d1','خبر','36b9eba5de5ccb8ed296f492e6c32aae652c6071417ab76bb400a8f129b627b9',30,'{"source":"وكالة"}',1,3854218840);
CREATE TABLE document_label (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL CHECK (id <> ''),
    layer TEXT NOT NULL,
    tag TEXT NOT NULL,
    attributes TEXT NOT NULL CHECK (substr(attributes, 1, 1) || substr(attributes, -1) = '{}'),
    PRIMARY KEY (set_id, id)
) STRICT;
CREATE TABLE document_text (
    document_id INTEGER PRIMARY KEY REFERENCES document (id),
    text TEXT NOT NULL CHECK (instr(text, char(0)) = 0)
) STRICT;
INSERT INTO "document_text" VALUES(1,'قال أَحْمَدُ 😀 إنّ البنك مغلق.');
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
INSERT INTO "journal" VALUES(1,'t1',1,'2026-01-01T00:00:00+00:00','accept',NULL,NULL,'[[null,{"kind":"stage","stage":"in-progress"}],[null,{"kind":"span","id":"s1","layer":"entities","tag":"PER","fragments":[[4,12]],"origin":"accepted","attributes":{"mention":"name"}}],[null,{"kind":"decision","suggestion":"g1","verdict":"accepted","item":"s1"}]]',2266762857);
INSERT INTO "journal" VALUES(2,'t2',1,'2026-01-01T00:00:00+00:00','create-span',NULL,NULL,'[[null,{"kind":"span","id":"s2","layer":"entities","tag":"ORG","fragments":[[19,24]],"origin":"by-hand","attributes":{}}]]',1159743671);
INSERT INTO "journal" VALUES(3,'t3',1,'2026-01-01T00:00:00+00:00','create-relation',NULL,NULL,'[[null,{"kind":"relation","id":"r1","layer":"relations","tag":"HOLDS","head":"s1","tail":"s2","origin":"by-hand","attributes":{}}]]',2846760824);
INSERT INTO "journal" VALUES(4,'t4',1,'2026-01-01T00:00:00+00:00','label-document',NULL,NULL,'[[null,{"kind":"label","id":"l1","layer":"labels","tag":"politics","attributes":{}}]]',165370675);
INSERT INTO "journal" VALUES(5,'t5',1,'2026-01-01T00:00:00+00:00','undo','t4',NULL,'[[{"kind":"label","id":"l1","layer":"labels","tag":"politics","attributes":{}},null]]',2050834158);
INSERT INTO "journal" VALUES(6,'t6',2,'2026-01-02T00:00:00+00:00','remark',NULL,NULL,'[[null,{"kind":"remark","does":"comment","id":"m1","annotator":"سارة","about":"s1","text":"لماذا لا يشمل اللقب؟","answers":"","at":"2026-01-01"}]]',1528932802);
INSERT INTO "journal" VALUES(7,'t7',2,'2026-01-02T00:00:00+00:00','curate',NULL,'b1','[[null,{"kind":"settlement","position":"p1","choice":"taken","reason":"slip","items":["s1"],"sources":[["سارة","s1"]]}]]',3744484614);
CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid TEXT NOT NULL CHECK (uid <> ''),
    created TEXT NOT NULL,
    tagset TEXT NOT NULL CHECK (tagset <> ''),
    checksum INTEGER NOT NULL
) STRICT;
INSERT INTO "project" VALUES(1,'01a20a5d-6812-7237-a986-907feced96c3','2026-11-23T21:43:43.378+00:00','
slug = "small"
version = 1
title = { ar = "صغيرة", en = "Small" }
overlap = "any"

[span.PER]
name = { ar = "شخص", en = "Person" }
definition = { ar = "اسم إنسان", en = "A person''s name" }
examples = ["زارت [سلمى]"]
colour = "#4C78A8"
key = "1"

[span.ORG]
name = { ar = "منظمة", en = "Organisation" }
definition = { ar = "منظمة", en = "An organisation" }
examples = ["[البنك الدولي]"]
colour = "#B279A2"
key = "2"

[relation.HOLDS]
name = { ar = "يعمل في", en = "works for" }
definition = { ar = "يعمل في", en = "works for" }
examples = []
key = "h"
heads = ["PER"]
tails = ["ORG"]

[relation.MET]
name = { ar = "التقى", en = "met" }
definition = { ar = "التقى", en = "met" }
examples = []
key = "m"
heads = ["PER", "ORG"]
tails = ["PER", "ORG"]

[attribute.mention]
kind = "choice"
name = { ar = "الذكر", en = "mention" }
on = ["PER"]
values = ["name", "pronoun"]

[attribute.unsure]
kind = "flag"
name = { ar = "غير مؤكد", en = "unsure" }
on = ["PER", "ORG", "MET"]

[label.politics]
name = { ar = "سياسة", en = "politics" }
',3412494678);
CREATE TABLE project_setting (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
INSERT INTO "project_setting" VALUES('blind-share','0.1',4274806366);
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
INSERT INTO "relation" VALUES(1,'r1','relations','HOLDS','s1','s2','{}','by-hand');
CREATE TABLE remark (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL CHECK (id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('comment', 'resolved', 'waved', 'right', 'wrong')),
    annotator TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    answers TEXT NOT NULL,
    "at" TEXT NOT NULL,
    PRIMARY KEY (set_id, id)
) STRICT;
INSERT INTO "remark" VALUES(2,'m1','comment','سارة','s1','لماذا لا يشمل اللقب؟','','2026-01-01');
CREATE TABLE settlement (
    set_id INTEGER NOT NULL REFERENCES annotation_set (id),
    position TEXT NOT NULL CHECK (position <> ''),
    choice TEXT NOT NULL CHECK (choice IN ('taken', 'both', 'neither', 'edited')),
    reason TEXT NOT NULL,
    items TEXT NOT NULL CHECK (substr(items, 1, 1) || substr(items, -1) = '[]'),
    sources TEXT NOT NULL CHECK (substr(sources, 1, 1) || substr(sources, -1) = '[]'),
    PRIMARY KEY (set_id, position)
) STRICT;
INSERT INTO "settlement" VALUES(2,'p1','taken','slip','["s1"]','[["سارة","s1"]]');
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
INSERT INTO "span" VALUES(1,'s1','entities','PER',4,12,'[[4,12]]','{"mention":"name"}','accepted');
INSERT INTO "span" VALUES(1,'s2','entities','ORG',19,24,'[[19,24]]','{}','by-hand');
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
INSERT INTO "suggested_span" VALUES(1,'g1',1,'entities','PER',4,12,'[[4,12]]',0.9,'rules','name');
CREATE TABLE suggestion_run (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CHECK (uid <> ''),
    suggester TEXT NOT NULL,
    version TEXT NOT NULL,
    parameters TEXT NOT NULL CHECK (substr(parameters, 1, 1) || substr(parameters, -1) = '{}'),
    at TEXT NOT NULL
) STRICT;
INSERT INTO "suggestion_run" VALUES(1,'run-1','rules','1','{"size":3}','2026-01-01T00:00:00+00:00');
CREATE INDEX document_by_name ON document (name);
CREATE INDEX annotation_set_by_annotator ON annotation_set (annotator_id);
CREATE INDEX span_by_tag ON span (tag);
CREATE INDEX relation_by_head ON relation (set_id, head);
CREATE INDEX relation_by_tail ON relation (set_id, tail);
CREATE INDEX journal_by_set ON journal (set_id, id);
CREATE INDEX suggested_span_by_run ON suggested_span (run_id);
CREATE INDEX suggested_relation_by_run ON suggested_relation (run_id);
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
CREATE INDEX assignment_by_annotator ON assignment (annotator_id);
CREATE INDEX journal_by_batch ON journal (batch) WHERE batch IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('journal',7);
COMMIT;
