// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/alertfeatures.h"

#include <algorithm>
#include <cmath>

namespace wf::app {

using analysis::AlertFacts;

namespace {

constexpr qint64 atOnceNs = base::nsPerMinute; // a silence that parts what comes at once
constexpr qint64 companyNs = 5 * base::nsPerMinute;
constexpr qint64 newRuleNs = 10 * base::nsPerMinute;

void keep(std::deque<qint64> &times, qint64 nowNs, qint64 forNs)
{
    while (!times.empty() && nowNs - times.front() > forNs)
        times.pop_front();
}

// How many of them were within the span.
float recent(const std::map<QString, qint64> &last, qint64 nowNs, qint64 spanNs)
{
    return static_cast<float>(std::count_if(last.begin(), last.end(),
                                            [nowNs, spanNs](const auto &one) { return nowNs - one.second <= spanNs; }));
}

float share(qint64 part, qint64 whole)
{
    return std::log(static_cast<float>(part) / static_cast<float>(whole));
}

QString roleOf(const QString &host)
{
    qsizetype end = host.size();
    while (end > 0 && !host.at(end - 1).isLetter())
        --end;
    qsizetype begin = end;
    while (begin > 0 && host.at(begin - 1).isLetter())
        --begin;
    return host.mid(begin, end - begin);
}

} // namespace

QStringList AlertFeatures::names()
{
    return Tide::names(QStringLiteral("it")) + Tide::names(QStringLiteral("its host")) +
           Tide::names(QStringLiteral("its rule")) + Tide::names(QStringLiteral("all alerts")) +
           QStringList{QStringLiteral("seconds watched"),
                       QStringLiteral("days watched"),
                       QStringLiteral("share of its host's alerts"),
                       QStringLiteral("share of its host"),
                       QStringLiteral("share of all alerts"),
                       QStringLiteral("rules new to its host in ten minutes"),
                       QStringLiteral("rules new to its host in an hour"),
                       QStringLiteral("rules new anywhere in ten minutes"),
                       QStringLiteral("rules of its host in ten seconds"),
                       QStringLiteral("rules of its host in a minute"),
                       QStringLiteral("rules of its host in ten minutes"),
                       QStringLiteral("rules of its host in an hour"),
                       QStringLiteral("rules of its host in a day"),
                       QStringLiteral("hosts of its rule in ten seconds"),
                       QStringLiteral("hosts of its rule in ten minutes"),
                       QStringLiteral("alerts of its host at once"),
                       QStringLiteral("rules of its host at once"),
                       QStringLiteral("seconds since its host was silent")};
}

void AlertFeatures::noteAt(Place &place, bool isNewHere)
{
    const qint64 now = m_last.timeNs;
    if (place.alerts == 0 || now - place.lastNs > atOnceNs) {
        place.sinceNs = now;
        place.alerts = 0;
        place.rulesAtOnce.clear();
    }
    place.lastNs = now;
    ++place.alerts;
    place.rulesAtOnce.insert(m_last.name);
    place.rules[m_last.name] = now;
    place.tide.note(now);
    if (isNewHere)
        place.firsts.push_back(now);
    keep(place.firsts, now, base::nsPerHour);
}

void AlertFeatures::note(const analysis::AlertFacts &alert)
{
    m_last = alert;
    const qint64 now = alert.timeNs;
    if (m_all.count() == 0)
        m_firstNs = now;
    Tide &kind = m_kinds[{alert.name, alert.instance}];
    const bool isNewHere = kind.count() == 0;
    Rule &rule = m_rules[alert.name];
    if (rule.tide.count() == 0)
        m_newRules.push_back(now);
    keep(m_newRules, now, newRuleNs);
    kind.note(now);
    rule.tide.note(now);
    rule.places[alert.instance] = now;
    m_all.note(now);
    noteAt(m_places[alert.instance], isNewHere);
}

std::vector<float> AlertFeatures::row() const
{
    const qint64 now = m_last.timeNs;
    const Tide &kind = m_kinds.at({m_last.name, m_last.instance});
    const Place &place = m_places.at(m_last.instance);
    const Rule &rule = m_rules.at(m_last.name);
    std::vector<float> row;
    kind.append(row);
    place.tide.append(row);
    rule.tide.append(row);
    m_all.append(row);
    const double watched = static_cast<double>(now - m_firstNs);
    row.insert(row.end(), {logOf(watched / base::nsPerSecond), static_cast<float>(watched / base::nsPerDay),
                           share(kind.count(), place.tide.count()), share(place.tide.count(), m_all.count()),
                           share(kind.count(), m_all.count())});
    row.push_back(static_cast<float>(place.firsts.end() -
                                     std::lower_bound(place.firsts.begin(), place.firsts.end(), now - newRuleNs)));
    row.push_back(static_cast<float>(place.firsts.size()));
    row.push_back(static_cast<float>(m_newRules.size()));
    for (const qint64 span : Tide::spansNs)
        row.push_back(recent(place.rules, now, span));
    row.push_back(recent(rule.places, now, Tide::spansNs[0]));
    row.push_back(recent(rule.places, now, Tide::spansNs[2]));
    row.insert(row.end(), {logOf(static_cast<double>(place.alerts)), static_cast<float>(place.rulesAtOnce.size()),
                           logOf(static_cast<double>(now - place.sinceNs) / base::nsPerSecond)});
    return row;
}

QStringList AlertFeatures::companions() const
{
    QStringList out;
    for (const auto &[rule, lastNs] : m_places.at(m_last.instance).rules)
        if (rule != m_last.name && m_last.timeNs - lastNs <= companyNs)
            out << rule;
    return out;
}

QStringList wordsOf(const AlertFacts &alert, const QStringList &companions)
{
    QStringList out{QStringLiteral("rule is ") + alert.name, QStringLiteral("host is a ") + roleOf(alert.instance)};
    for (const QString &rule : companions)
        out << QStringLiteral("with ") + rule;
    return out;
}

WordFeatures::WordFeatures(QStringList names) : m_names(std::move(names))
{
    for (int i = 0; i < m_names.size(); ++i)
        m_places.insert(m_names.at(i), i);
}

WordFeatures WordFeatures::learned(const std::vector<const QStringList *> &words, int leastOften)
{
    std::map<QString, int> counts;
    for (const QStringList *one : words)
        for (const QString &word : *one)
            ++counts[word];
    QStringList names;
    for (const auto &[word, count] : counts)
        if (count >= leastOften)
            names << word;
    return WordFeatures(names);
}

void WordFeatures::append(const QStringList &words, std::vector<float> &row) const
{
    const std::size_t from = row.size();
    row.resize(from + static_cast<std::size_t>(m_names.size()));
    for (const QString &word : words)
        if (const auto place = m_places.constFind(word); place != m_places.constEnd())
            row[from + static_cast<std::size_t>(*place)] = 1;
}

} // namespace wf::app
