// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/book/querybook.h"

#include "models/store/ledger.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

const QString settingsKey = u"metrics.queries"_s;

QJsonObject asJson(const KeptQuery &query)
{
    // Times as text: JSON numbers are doubles and would lose nanoseconds.
    return {{u"text"_s, query.text},
            {u"name"_s, query.name},
            {u"lastNs"_s, QString::number(query.lastNs)},
            {u"times"_s, query.times},
            {u"series"_s, static_cast<double>(query.series)},
            {u"star"_s, query.isStarred}};
}

KeptQuery fromJson(const QJsonObject &o)
{
    return {o.value("text"_L1).toString(),
            o.value("name"_L1).toString(),
            o.value("lastNs"_L1).toString().toLongLong(),
            o.value("times"_L1).toInt(),
            static_cast<qint64>(o.value("series"_L1).toDouble(-1)),
            o.value("star"_L1).toBool()};
}

} // namespace

QueryBook::QueryBook(store::Ledger &ledger, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_ledger(ledger), m_clock(clock)
{
    m_read = m_ledger.settings(settingsKey, [this](base::Result<QHash<QString, QJsonValue>> answer) {
        m_isRead = true;
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        const auto early = std::move(m_queries); // what ran before the ledger answered
        m_queries.clear();
        for (const auto &value : answer->value(settingsKey).toArray())
            if (auto query = fromJson(value.toObject()); !query.text.isEmpty())
                m_queries.push_back(std::move(query));
        for (auto it = early.rbegin(); it != early.rend(); ++it) {
            KeptQuery &own = entry(it->text);
            own.lastNs = it->lastNs;
            own.times += it->times;
            own.series = it->series;
            own.isStarred = own.isStarred || it->isStarred;
        }
        if (!early.empty())
            write();
        Q_EMIT changed();
    });
}

QueryBook::~QueryBook() = default;

std::vector<KeptQuery> QueryBook::found(const QString &words, bool onlyStarred) const
{
    const QStringList wanted = words.simplified().split(u' ', Qt::SkipEmptyParts);
    std::vector<KeptQuery> out;
    for (const KeptQuery &query : m_queries) {
        const bool hasAll = std::ranges::all_of(wanted, [&query](const QString &word) {
            return query.text.contains(word, Qt::CaseInsensitive) || query.name.contains(word, Qt::CaseInsensitive);
        });
        if (hasAll && (query.isStarred || !onlyStarred))
            out.push_back(query);
    }
    std::ranges::stable_partition(out, &KeptQuery::isStarred);
    return out;
}

bool QueryBook::isStarred(const QString &text) const
{
    const auto it = std::ranges::find(m_queries, text.trimmed(), &KeptQuery::text);
    return it != m_queries.end() && it->isStarred;
}

QString QueryBook::nameOf(const QString &text) const
{
    const auto it = std::ranges::find(m_queries, text.trimmed(), &KeptQuery::text);
    return it != m_queries.end() ? it->name : QString();
}

int QueryBook::stars() const
{
    return static_cast<int>(std::ranges::count(m_queries, true, &KeptQuery::isStarred));
}

// Moved to the front; made when it is not there.
KeptQuery &QueryBook::entry(const QString &text)
{
    const auto it = std::ranges::find(m_queries, text, &KeptQuery::text);
    if (it == m_queries.end()) {
        KeptQuery query;
        query.text = text;
        m_queries.insert(m_queries.begin(), std::move(query));
    } else {
        std::rotate(m_queries.begin(), it, it + 1);
    }
    return m_queries.front();
}

void QueryBook::ran(const QString &text, qint64 series)
{
    const QString query = text.trimmed();
    if (query.isEmpty())
        return;
    KeptQuery &own = entry(query);
    own.lastNs = m_clock.nowNs();
    ++own.times;
    own.series = series;
    write();
}

void QueryBook::setStar(const QString &text, bool isStarred, const QString &name)
{
    const QString query = text.trimmed();
    if (query.isEmpty())
        return;
    KeptQuery &own = entry(query);
    own.isStarred = isStarred;
    own.name = name;
    write();
}

void QueryBook::forget(const QString &text)
{
    if (std::erase_if(m_queries, [&text](const KeptQuery &query) { return query.text == text; }) > 0)
        write();
}

void QueryBook::write()
{
    std::size_t unstarred = 0;
    std::erase_if(m_queries,
                  [&unstarred](const KeptQuery &query) { return !query.isStarred && ++unstarred > mostKept; });
    Q_EMIT changed();
    if (!m_isRead)
        return;
    QJsonArray array;
    for (const KeptQuery &query : m_queries)
        array.append(asJson(query));
    m_write = m_ledger.setSetting(settingsKey, array, [this](base::Result<base::Done> done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
}

} // namespace wf::engine
