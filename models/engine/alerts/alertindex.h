// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertfilter.h"

#include <mutex>
#include <string>

namespace wf::engine {

enum class AlertColumn { Worst, Severity, Alert, Service, Where, Since, Value, State, Owner, Summary };

struct AlertOrder {
    AlertColumn column = AlertColumn::Worst;
    bool descending = false;
    friend bool operator==(const AlertOrder &, const AlertOrder &) = default;
};

// Rows of one value of the field they are grouped by.
struct AlertGroup {
    QString value; // empty: the alerts that have none
    signals::Severity worst = signals::Severity::Unknown;
    std::size_t open = 0; // that nobody holds
    std::vector<quint32> rows;
};

struct FilterCompletion {
    QString text;          // as it must be written
    QString detail;        // what it means; empty for values
    std::size_t count = 0; // alerts that have it
    friend bool operator==(const FilterCompletion &, const FilterCompletion &) = default;
};

// Columns of a snapshot, made for sorting and filtering 50,000 alerts within a frame (performance.md 7): interned
// strings with ranks, one lower-cased text arena. Rows are numbered worst first: severity, then what nobody holds, then
// newest first. Immutable; built on a pool, read on any thread.
class AlertIndex {
public:
    [[nodiscard]] static std::shared_ptr<const AlertIndex> build(AlertSnapshotPtr snapshot);
    // The same as build(), from the index of a snapshot before, which may be null: where little is different it costs
    // what is different, and a copy.
    [[nodiscard]] static std::shared_ptr<const AlertIndex> next(const std::shared_ptr<const AlertIndex> &before,
                                                                AlertSnapshotPtr snapshot);

    [[nodiscard]] std::size_t size() const { return m_alert.size(); }
    [[nodiscard]] const AlertSnapshotPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] const WatchedAlert &alert(quint32 row) const { return m_snapshot->alerts[m_alert[row]]; }
    [[nodiscard]] quint64 key(quint32 row) const { return m_key[row]; } // of the alert, without looking at it
    [[nodiscard]] signals::Severity severity(quint32 row) const { return m_severityOf[row]; }
    [[nodiscard]] const QString &summary(quint32 row) const { return m_summary.text(row); }

    // Rows that pass, in order; equal ones stay worst first.
    [[nodiscard]] std::vector<quint32> rows(const AlertFilter &filter, AlertOrder order, qint64 nowNs) const;
    // Groups in the order of their first row. field: canonical field or label name.
    [[nodiscard]] std::vector<AlertGroup> groups(const std::vector<quint32> &rows, const QString &field) const;
    // Names or values that fit the cursor, most frequent first.
    [[nodiscard]] std::vector<FilterCompletion> complete(const FilterCursor &cursor, std::size_t limit = 50) const;
    // Label names by how many alerts have them.
    [[nodiscard]] std::vector<std::pair<QString, std::size_t>> labelNames() const;

private:
    struct Column {
        std::vector<quint32> ids; // by row
        std::vector<QString> values;
        std::vector<quint32> rank; // by id
        [[nodiscard]] const QString &text(quint32 row) const { return values[ids[row]]; }
    };
    friend class AlertIndexBuilder;
    friend class AlertIndexJoiner;
    friend class AlertFiltering;
    [[nodiscard]] const Column *column(const QString &field) const;
    [[nodiscard]] QString fieldText(quint32 row, const QString &field) const;
    void rankSummaries() const;
    [[nodiscard]] quint32 sortKey(quint32 row, AlertColumn column) const;

    AlertSnapshotPtr m_snapshot;
    std::vector<quint32> m_alert; // row -> place in the snapshot
    std::vector<quint64> m_key;
    std::vector<signals::Severity> m_severityOf;
    Column m_name, m_service, m_region, m_instance, m_owner, m_source, m_summary, m_severity, m_state;
    mutable std::once_flag m_summaryRanked; // summaries are mostly distinct: ranked when first sorted by
    mutable std::vector<quint32> m_summaryRank;
    std::string m_arena; // rows end with \0
    std::vector<quint32> m_offset;
};
using AlertIndexPtr = std::shared_ptr<const AlertIndex>;

} // namespace wf::engine
