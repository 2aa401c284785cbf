// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/alertfeatures.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::app {

using analysis::AlertFacts;

namespace {

using base::nsPerHour;
using base::nsPerMinute;
constexpr qint64 tenMinutes = 10 * nsPerMinute;
constexpr std::size_t mostIncidents = 4096;

float logOf(double count)
{
    return static_cast<float>(std::log1p(count));
}

void keep(std::deque<qint64> &times, qint64 nowNs, qint64 forNs)
{
    while (!times.empty() && nowNs - times.front() > forNs)
        times.pop_front();
}

qint64 since(const std::deque<qint64> &times, qint64 fromNs)
{
    return times.end() - std::lower_bound(times.begin(), times.end(), fromNs);
}

qint64 recent(const std::map<QString, qint64> &last, qint64 nowNs)
{
    return std::count_if(last.begin(), last.end(),
                         [nowNs](const auto &one) { return nowNs - one.second <= tenMinutes; });
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
    return {QStringLiteral("times in the last minute"),
            QStringLiteral("times in the last hour"),
            QStringLiteral("alerts of its host in the last minute"),
            QStringLiteral("rules of its host in ten minutes"),
            QStringLiteral("hosts of its rule in ten minutes"),
            QStringLiteral("times so far"),
            QStringLiteral("hours since it last fired"),
            QStringLiteral("alerts of its incident"),
            QStringLiteral("rules of its incident"),
            QStringLiteral("hosts of its incident"),
            QStringLiteral("seconds since its incident began"),
            QStringLiteral("rules new to its host in ten minutes"),
            QStringLiteral("alerts of all hosts in the last minute"),
            QStringLiteral("it flaps")};
}

std::vector<float> AlertFeatures::add(const AlertFacts &alert)
{
    const qint64 now = alert.timeNs;
    const auto placed = m_correlator.add(alert);
    Past &past = m_kinds[{alert.name, alert.instance}];
    Place &place = m_places[alert.instance];
    Incident &incident = m_incidents[placed.incident];
    if (past.count == 0)
        place.firsts.push_back(now);
    const float sinceLast = past.count == 0 ? std::numeric_limits<float>::quiet_NaN()
                                            : static_cast<float>(now - past.lastNs) / static_cast<float>(nsPerHour);
    keep(past.times, now, nsPerHour);
    past.times.push_back(now);
    past.lastNs = now;
    ++past.count;
    keep(place.times, now, nsPerMinute);
    keep(place.firsts, now, tenMinutes);
    place.times.push_back(now);
    place.rules[alert.name] = now;
    m_rules[alert.name][alert.instance] = now;
    keep(m_times, now, nsPerMinute);
    m_times.push_back(now);
    if (incident.count++ == 0)
        incident.firstNs = now;
    incident.rules.insert(alert.name);
    incident.places.insert(alert.instance);
    const std::vector<float> row{logOf(static_cast<double>(since(past.times, now - nsPerMinute))),
                                 logOf(static_cast<double>(past.times.size())),
                                 logOf(static_cast<double>(place.times.size())),
                                 static_cast<float>(recent(place.rules, now)),
                                 static_cast<float>(recent(m_rules[alert.name], now)),
                                 logOf(static_cast<double>(past.count)),
                                 sinceLast,
                                 logOf(static_cast<double>(incident.count)),
                                 static_cast<float>(incident.rules.size()),
                                 static_cast<float>(incident.places.size()),
                                 logOf(static_cast<double>(now - incident.firstNs) / base::nsPerSecond),
                                 static_cast<float>(place.firsts.size()),
                                 logOf(static_cast<double>(m_times.size())),
                                 placed.quiet == analysis::Quiet::Habitual ? 1.0F : 0.0F};
    m_rulesOfIncident = QStringList(incident.rules.begin(), incident.rules.end());
    if (m_incidents.size() > mostIncidents)
        m_incidents.erase(m_incidents.begin());
    return row;
}

QStringList wordsOf(const AlertFacts &alert, const QStringList &rulesOfIncident)
{
    QStringList out{QStringLiteral("rule is ") + alert.name, QStringLiteral("host is ") + alert.instance,
                    QStringLiteral("host is a ") + roleOf(alert.instance)};
    for (const QString &rule : rulesOfIncident)
        if (rule != alert.name)
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
