// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/correlation/correlator.h"

#include <QStringList>

#include <deque>
#include <map>
#include <set>
#include <span>
#include <vector>

namespace wf::app {

// What a stream of alerts tells about each of them from its past alone: how often, how usual, how much at once.
class AlertFeatures {
public:
    [[nodiscard]] static QStringList names();
    // Alerts in order of time; by place of names().
    [[nodiscard]] std::vector<float> add(const analysis::AlertFacts &alert);
    // Of the incident that the last alert went into, so far.
    [[nodiscard]] QStringList rulesOfIncident() const { return m_rulesOfIncident; }

private:
    struct Past {
        std::deque<qint64> times; // of the last hour
        qint64 count = 0;
        qint64 lastNs = 0;
    };
    struct Place {
        std::deque<qint64> times;        // of the last minute
        std::map<QString, qint64> rules; // last time
        std::deque<qint64> firsts;       // of rules never seen here before, of the last ten minutes
    };
    struct Incident {
        qint64 count = 0;
        qint64 firstNs = 0;
        std::set<QString> rules;
        std::set<QString> places;
    };

    analysis::Correlator m_correlator;
    std::map<std::pair<QString, QString>, Past> m_kinds; // rule and place
    std::map<QString, Place> m_places;
    std::map<QString, std::map<QString, qint64>> m_rules; // rule -> place -> last time
    std::map<qint64, Incident> m_incidents;
    QStringList m_rulesOfIncident;
    std::deque<qint64> m_times; // of all, of the last minute
};

// What an alert is, in words: "rule is …", "host is …", "host is a …" (the role: "mail" of "jones_mail"), "with …" (a
// rule of its incident).
[[nodiscard]] QStringList wordsOf(const analysis::AlertFacts &alert, const QStringList &rulesOfIncident);

// One yes or no for each word that came up often enough in training.
class WordFeatures {
public:
    static WordFeatures learned(const std::vector<const QStringList *> &words, int leastOften = 5);
    static WordFeatures from(const QStringList &names) { return WordFeatures(names); }

    [[nodiscard]] const QStringList &names() const { return m_names; }
    void append(const QStringList &words, std::vector<float> &row) const;

private:
    explicit WordFeatures(QStringList names);
    QStringList m_names;
    QHash<QString, int> m_places;
};

} // namespace wf::app
