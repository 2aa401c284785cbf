// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/index/alertfilter.h"

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>

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

// What the alert says of itself in one line: summary, title, message or description. Lies in the alert; may be empty.
[[nodiscard]] std::string_view summaryOf(const WatchedAlert &alert);

struct IndexTexts;

// Columns of a snapshot, made for sorting and filtering 50,000 alerts within a frame (performance.md 7). Rows are
// numbered worst first: severity, then what nobody holds, then newest first. Immutable; read on any thread. The order
// is there at once; interned strings with ranks and one lower-cased text arena, which filters, sorting by text, groups
// and completion need, are made when first asked for, by whoever asks (decision 33).
class AlertIndex {
public:
    [[nodiscard]] static std::shared_ptr<const AlertIndex> build(AlertSnapshotPtr snapshot);
    // The same as build(), from the index of a snapshot before, which may be null: where little is different it costs
    // what is different, and a copy.
    [[nodiscard]] static std::shared_ptr<const AlertIndex> next(const std::shared_ptr<const AlertIndex> &before,
                                                                AlertSnapshotPtr snapshot);
    AlertIndex();
    ~AlertIndex();

    // Makes ahead what would be made when first asked for: tens of milliseconds with 50,000 alerts, for a pool.
    void prepare() const;
    [[nodiscard]] bool isPrepared() const { return m_isPrepared; }
    [[nodiscard]] std::size_t distinctTexts() const; // that the field with most of them keeps

    [[nodiscard]] std::size_t size() const { return m_alert.size(); }
    [[nodiscard]] const AlertSnapshotPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] const WatchedAlert &alert(quint32 row) const { return m_snapshot->alerts[m_alert[row]]; }
    [[nodiscard]] quint64 key(quint32 row) const { return m_key[row]; } // of the alert, without looking at it
    [[nodiscard]] signals::Severity severity(quint32 row) const { return m_severityOf[row]; }
    [[nodiscard]] QString summary(quint32 row) const;

    // Rows that pass, in order; equal ones stay worst first.
    [[nodiscard]] std::vector<quint32> rows(const AlertFilter &filter, AlertOrder order, qint64 nowNs) const;
    // Groups in the order of their first row. field: canonical field or label name.
    [[nodiscard]] std::vector<AlertGroup> groups(const std::vector<quint32> &rows, const QString &field) const;
    // Names or values that fit the cursor, most frequent first.
    [[nodiscard]] std::vector<FilterCompletion> complete(const FilterCursor &cursor, std::size_t limit = 50) const;
    // Label names by how many alerts have them.
    [[nodiscard]] const std::vector<std::pair<QString, std::size_t>> &labelNames() const;

private:
    // Where rows come from, as IndexTexts::joined() reads it.
    struct Origin {
        std::shared_ptr<const AlertIndex> before; // null: from nowhere
        std::vector<quint32> rows;
    };
    friend class AlertIndexJoiner;
    friend class AlertFiltering;
    void add(quint64 key, signals::Severity severity, quint32 place);
    [[nodiscard]] const IndexTexts &texts() const;
    [[nodiscard]] IndexTexts madeTexts() const;
    [[nodiscard]] const std::vector<QString> &summaries() const; // by row
    [[nodiscard]] const std::vector<quint32> &summaryRanks() const;
    [[nodiscard]] quint32 sortKey(quint32 row, AlertColumn column) const;

    AlertSnapshotPtr m_snapshot;
    std::vector<quint32> m_alert; // row -> place in the snapshot
    std::vector<quint64> m_key;
    std::vector<signals::Severity> m_severityOf;

    mutable std::once_flag m_textsMade, m_summariesMade, m_summariesRanked, m_namesCounted;
    mutable std::atomic<bool> m_isPrepared = false;
    mutable Origin m_origin; // until the texts are made
    mutable std::unique_ptr<const IndexTexts> m_texts;
    mutable std::vector<QString> m_summaries; // mostly distinct, and seldom asked for
    mutable std::vector<quint32> m_summaryRanks;
    mutable std::vector<std::pair<QString, std::size_t>> m_labelNames;
};
using AlertIndexPtr = std::shared_ptr<const AlertIndex>;

} // namespace wf::engine
