// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/alerts/index/alertindex.h"
#include "models/items/alerts/listdiff.h"

#include <QAbstractTableModel>
#include <QSet>

namespace wf::items {

// The alerts that pass the filter, in order, flat or under group headers. Raw values only. Changes come as inserted,
// removed and changed rows; a new filter, order or grouping resets. Very long lists that must be filtered, sorted or
// grouped are arranged on a pool, and what was shown stays until then.
class AlertList final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        KeyRole = Qt::UserRole + 1, // quint64; of a group: hash of its value
        AlertRole,                  // const engine::WatchedAlert *, null for a group; valid until the next change
        SummaryTextRole,            // QString
        ResolvedRole,               // bool: gone from the sources, kept because the list is held
        IsGroupRole,                // bool
        GroupValueRole,             // QString, empty: without
        GroupSizeRole,              // int
        GroupOpenRole,              // int: that nobody holds
        GroupWorstRole,             // int(signals::Severity)
        GroupClosedRole,            // bool
    };
    using Column = engine::AlertColumn; // columns of the model are AlertColumn - 1
    static constexpr int columns = 9;

    static constexpr std::size_t mostAtOnce = 2000; // alerts that are always arranged at once

    explicit AlertList(QObject *parent = nullptr);
    void setPool(QThreadPool &pool); // which outlives it; without one all is done at once

    // The newest state. While held, rows stay where they are and new ones wait.
    void setIndex(engine::AlertIndexPtr index, qint64 nowNs);
    [[nodiscard]] const engine::AlertIndexPtr &index() const { return m_index; }
    using QAbstractTableModel::index;
    void setFilter(const engine::AlertFilter &filter, qint64 nowNs);
    void setOrder(engine::AlertOrder order, qint64 nowNs);
    [[nodiscard]] engine::AlertOrder order() const { return m_listing.order; }
    void setGroupBy(const QString &field, qint64 nowNs); // empty: flat
    [[nodiscard]] const QString &groupBy() const { return m_listing.groupBy; }
    void toggleGroup(quint64 key, qint64 nowNs);
    void setHeld(bool held, qint64 nowNs);
    void release(qint64 nowNs); // shows what waits, still held

    [[nodiscard]] int rowOf(quint64 key) const;               // -1 = not shown
    [[nodiscard]] int matching() const { return m_matching; } // alerts that pass, also inside closed groups
    [[nodiscard]] int waiting() const { return m_waiting; }
    [[nodiscard]] bool isArranging() const { return m_isArranging; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void waitingChanged(int count);
    void arranged(); // what was asked for last is shown

private:
    struct Row {
        quint64 key = 0;
        const engine::WatchedAlert *alert = nullptr;
        int group = -1;
        bool resolved = false;
    };
    struct Group {
        QString value;
        int size = 0;
        int open = 0;
        signals::Severity worst = signals::Severity::Unknown;
    };
    struct Shown {
        std::vector<Row> rows;
        std::vector<Group> groups;
        int matching = 0;
    };
    // What is listed of an index.
    struct Listing {
        engine::AlertFilter filter;
        engine::AlertOrder order;
        QString groupBy;
        QSet<quint64> closed;
        [[nodiscard]] bool isAll() const;
    };
    // How rows are replaced: where they stand, by difference, or all.
    enum class Replacing { InPlace, ByDifference, All };
    [[nodiscard]] static Shown arrange(const engine::AlertIndex &index, const Listing &listing, qint64 nowNs);
    [[nodiscard]] static std::vector<const Row *> sameRows(const std::vector<Row> &before,
                                                           const std::vector<Row> &after);
    void rearrange(Replacing how, qint64 nowNs);
    void show(Shown next);
    void showInPlace(Shown next);
    void apply(Shown next);
    void setWaiting(int count);
    [[nodiscard]] QVariant groupData(const Row &row, int role) const;

    engine::AlertIndexPtr m_index;
    std::vector<engine::AlertIndexPtr> m_retained; // of resolved rows that are still shown
    Listing m_listing;
    std::vector<Row> m_rows;
    std::vector<Group> m_groups;
    mutable QHash<quint64, int> m_places; // filled when first asked for
    int m_matching = 0;
    int m_waiting = 0;
    bool m_held = false;
    Replacing m_replacing = Replacing::InPlace; // by what is being arranged
    bool m_isArranging = false;
    QThreadPool *m_pool = nullptr;
    async::JobScope m_jobs;
};

} // namespace wf::items

Q_DECLARE_METATYPE(const wf::engine::WatchedAlert *)
