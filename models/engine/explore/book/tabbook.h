// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"

#include <QJsonObject>
#include <QObject>
#include <QStringList>

#include <vector>

namespace wf::store {
class Ledger;
}

namespace wf::engine {

// Queries that are looked at together.
struct QueryTab {
    QStringList queries;
    int current = 0;
    friend bool operator==(const QueryTab &, const QueryTab &) = default;
};

// The tabs of the explorer as they were left, in the ledger's settings. GUI thread.
class TabBook final : public QObject {
    Q_OBJECT
public:
    explicit TabBook(store::Ledger &ledger, QObject *parent = nullptr);
    ~TabBook() override;
    [[nodiscard]] bool isRead() const { return m_isRead; }
    [[nodiscard]] const std::vector<QueryTab> &tabs() const { return m_tabs; } // empty: none were kept
    [[nodiscard]] int current() const { return m_current; }
    void keep(std::vector<QueryTab> tabs, int current);
    // How the parts of the screen lie; the screen's own words.
    [[nodiscard]] const QJsonObject &tiling() const { return m_tiling; }
    void keepTiling(const QJsonObject &tiling);
    static constexpr std::size_t mostTabs = 30;

Q_SIGNALS:
    void read(); // once; also when there was nothing, or it failed
    void failed(const wf::base::Error &error);

private:
    void write();
    store::Ledger &m_ledger;
    std::vector<QueryTab> m_tabs;
    int m_current = 0;
    QJsonObject m_tiling;
    bool m_isRead = false;
    async::Request m_read, m_write;
};

// What a tab is called: the first metric of its current query, or the query itself when it has none; outside text.
[[nodiscard]] QString titleOf(const QueryTab &tab);

} // namespace wf::engine
