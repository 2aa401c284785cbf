// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/book/tabbook.h"

#include "models/engine/dashboards/grammar/promtext.h"
#include "models/store/ledger.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {
const QString settingsKey = u"metrics.tabs"_s;
}

TabBook::TabBook(store::Ledger &ledger, QObject *parent) : QObject(parent), m_ledger(ledger)
{
    m_read = m_ledger.settings(settingsKey, [this](base::Result<QHash<QString, QJsonValue>> answer) {
        m_isRead = true;
        if (!answer) {
            Q_EMIT failed(answer.error());
        } else {
            const QJsonObject kept = answer->value(settingsKey).toObject();
            for (const auto &value : kept.value("tabs"_L1).toArray()) {
                QueryTab tab;
                for (const auto &query : value.toObject().value("queries"_L1).toArray())
                    tab.queries << query.toString();
                tab.current = value.toObject().value("current"_L1).toInt();
                if (!tab.queries.isEmpty() && m_tabs.size() < mostTabs)
                    m_tabs.push_back(std::move(tab));
            }
            m_tiling = kept.value("tiling"_L1).toObject();
            m_current =
                std::clamp(kept.value("current"_L1).toInt(), 0, std::max(0, static_cast<int>(m_tabs.size()) - 1));
        }
        Q_EMIT read();
    });
}

TabBook::~TabBook() = default;

void TabBook::keep(std::vector<QueryTab> tabs, int current)
{
    if (!m_isRead || (tabs == m_tabs && current == m_current))
        return;
    m_tabs = std::move(tabs);
    m_current = current;
    write();
}

void TabBook::keepTiling(const QJsonObject &tiling)
{
    if (!m_isRead || tiling == m_tiling)
        return;
    m_tiling = tiling;
    write();
}

void TabBook::write()
{
    QJsonArray array;
    for (const QueryTab &tab : m_tabs)
        array.append(QJsonObject{{u"queries"_s, QJsonArray::fromStringList(tab.queries)}, {u"current"_s, tab.current}});
    m_write = m_ledger.setSetting(settingsKey,
                                  QJsonObject{{u"tabs"_s, array}, {u"current"_s, m_current}, {u"tiling"_s, m_tiling}},
                                  [this](base::Result<base::Done> done) {
                                      if (!done)
                                          Q_EMIT failed(done.error());
                                  });
}

QString titleOf(const QueryTab &tab)
{
    const QString query = tab.queries.value(tab.current).simplified();
    if (query.isEmpty())
        return QCoreApplication::translate("wf::engine::Explore", "New query");
    const QStringList metrics = metricNamesIn(query);
    return metrics.isEmpty() ? query.left(40) : metrics.first();
}

} // namespace wf::engine
