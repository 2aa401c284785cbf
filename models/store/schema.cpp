// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/schema.h"

namespace wf::store {

const std::vector<Migration> &ledgerMigrations()
{
    static const std::vector<Migration> steps{
        {{
            "CREATE TABLE outbox(id INTEGER PRIMARY KEY, op_key TEXT NOT NULL UNIQUE, source TEXT NOT NULL, kind TEXT "
            "NOT NULL, "
            "payload TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, created_ns INTEGER NOT "
            "NULL, "
            "updated_ns INTEGER NOT NULL, next_at_ns INTEGER NOT NULL DEFAULT 0, remote_id TEXT NOT NULL DEFAULT '', "
            "verified_at_ns INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '')",
            "CREATE INDEX outbox_state ON outbox(state, source)",
            "CREATE TABLE audit(seq INTEGER PRIMARY KEY, time_ns INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT "
            "NOT NULL, "
            "subject TEXT NOT NULL, detail TEXT NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL)",
            "CREATE INDEX audit_time ON audit(time_ns)",
            "CREATE TABLE audit_head(id INTEGER PRIMARY KEY CHECK(id=1), seq INTEGER NOT NULL, hash BLOB NOT NULL, mac "
            "BLOB NOT NULL)",
            "CREATE TABLE note(id INTEGER PRIMARY KEY, note_id TEXT NOT NULL UNIQUE, service TEXT NOT NULL, "
            "subject_kind TEXT NOT NULL, "
            "subject_id TEXT NOT NULL, time_ns INTEGER NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, "
            "created_ns INTEGER NOT NULL, updated_ns INTEGER NOT NULL)",
            "CREATE INDEX note_time ON note(time_ns)",
            "CREATE TABLE setting(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL)",
            "CREATE TABLE layout(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL)",
            "CREATE TABLE alert(id INTEGER PRIMARY KEY, source TEXT NOT NULL, fingerprint TEXT NOT NULL, service TEXT "
            "NOT NULL, "
            "starts_ns INTEGER NOT NULL, first_ns INTEGER NOT NULL, last_ns INTEGER NOT NULL, ended_ns INTEGER NOT "
            "NULL DEFAULT 0, "
            "ack_by TEXT NOT NULL DEFAULT '', ack_ns INTEGER NOT NULL DEFAULT 0, ack_note TEXT NOT NULL DEFAULT '', "
            "body BLOB NOT NULL, UNIQUE(source, fingerprint, starts_ns))",
            "CREATE INDEX alert_open ON alert(source) WHERE ended_ns=0",
            "CREATE INDEX alert_start ON alert(starts_ns)",
            "CREATE INDEX alert_service ON alert(service, starts_ns)",
        }},
        {{
            // Turns of freezes had an outbox format of their own; all messages have one now. Given up: a day after.
            "UPDATE outbox SET source='notify', kind='notify.send', payload=json_object("
            "'channel', 'freeze:' || json_extract(payload, '$.hook'), 'to', '', "
            "'what', json_object('step', 'update', 'key', 'objective/' || json_extract(payload, '$.objective'), "
            "'title', json_extract(payload, '$.objective') || ': ' || json_extract(payload, '$.from') || ' ' || "
            "char(8594) || ' ' || "
            "json_extract(payload, '$.to'), "
            "'at', strftime('%Y-%m-%dT%H:%M:%SZ', created_ns / 1000000000, 'unixepoch')), "
            "'not_after', strftime('%Y-%m-%dT%H:%M:%SZ', created_ns / 1000000000 + 86400, 'unixepoch'), "
            "'body', json_extract(payload, '$.body'), 'event', 'freeze.changed', 'patient', json('true')) "
            "WHERE kind='objective.webhook'",
        }},
        {{
            "CREATE INDEX alert_fingerprint ON alert(fingerprint, starts_ns)",
        }},
    };
    return steps;
}

QStringList ledgerTables()
{
    return {QStringLiteral("outbox"),  QStringLiteral("audit"),  QStringLiteral("audit_head"), QStringLiteral("note"),
            QStringLiteral("setting"), QStringLiteral("layout"), QStringLiteral("alert")};
}

const std::vector<Migration> &cacheMigrations()
{
    static const std::vector<Migration> steps{
        {{
            // block.id packs query, window of time and shard of series: a rowid key keeps large values out of index
            // pages.
            "CREATE TABLE query(id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, expr TEXT NOT NULL, "
            "step_ns INTEGER NOT NULL, coverage BLOB NOT NULL, fetched_ns INTEGER NOT NULL, used_ns INTEGER NOT NULL, "
            "notes TEXT NOT NULL, tail_samples INTEGER NOT NULL, tail_rows INTEGER NOT NULL, UNIQUE(source, expr, "
            "step_ns))",
            "CREATE INDEX query_used ON query(used_ns)",
            "CREATE TABLE series(query INTEGER PRIMARY KEY, token INTEGER NOT NULL, count INTEGER NOT NULL, bytes BLOB "
            "NOT NULL)",
            "CREATE TABLE block(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
            "CREATE TABLE tail(id INTEGER PRIMARY KEY, query INTEGER NOT NULL, start_ms INTEGER NOT NULL, end_ms "
            "INTEGER NOT NULL, "
            "bytes BLOB NOT NULL)",
            "CREATE INDEX tail_query ON tail(query)",
            "CREATE TABLE logquery(id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, expr TEXT NOT NULL, "
            "coverage BLOB NOT NULL, fetched_ns INTEGER NOT NULL, used_ns INTEGER NOT NULL, UNIQUE(source, expr))",
            "CREATE INDEX logquery_used ON logquery(used_ns)",
            "CREATE TABLE logbatch(id INTEGER PRIMARY KEY, query INTEGER NOT NULL, start_ns INTEGER NOT NULL, end_ns "
            "INTEGER NOT NULL, "
            "lines INTEGER NOT NULL, bytes BLOB NOT NULL)",
            "CREATE INDEX logbatch_end ON logbatch(query, end_ns)",
            "CREATE TABLE trace(id INTEGER PRIMARY KEY, source TEXT NOT NULL, trace_id TEXT NOT NULL, services TEXT "
            "NOT NULL, "
            "start_ns INTEGER NOT NULL, fetched_ns INTEGER NOT NULL, summary BLOB NOT NULL, bytes BLOB NOT NULL, "
            "UNIQUE(source, trace_id))",
            "CREATE INDEX trace_start ON trace(source, start_ns)",
            "CREATE INDEX trace_fetched ON trace(fetched_ns)",
            "CREATE TABLE answer(id INTEGER PRIMARY KEY, source TEXT NOT NULL, what TEXT NOT NULL, fetched_ns INTEGER "
            "NOT NULL, "
            "bytes BLOB NOT NULL, UNIQUE(source, what))",
            "CREATE INDEX answer_fetched ON answer(fetched_ns)",
        }},
    };
    return steps;
}

} // namespace wf::store
