// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/analyze/incidents/tide.h"
#include "models/analysis/correlation/alertfacts.h"

#include <QHash>
#include <QStringList>

#include <deque>
#include <map>
#include <set>
#include <vector>

namespace wf::app {

// What a stream of alerts tells about each of them from its past alone: how often, how usual, how much at once.
class AlertFeatures {
public:
    [[nodiscard]] static QStringList names();
    // Alerts in order of time.
    void note(const analysis::AlertFacts &alert);
    // Of the last alert noted; by place of names().
    [[nodiscard]] std::vector<float> row() const;
    // Other rules that fired at its place within the five minutes before.
    [[nodiscard]] QStringList companions() const;

private:
    using LastTimes = std::map<QString, qint64>;
    struct Place {
        Tide tide;
        LastTimes rules;
        std::deque<qint64> firsts; // of rules never seen here before, of the last hour
        // Since it was last silent for a minute:
        qint64 sinceNs = 0;
        qint64 lastNs = 0;
        qint64 alerts = 0;
        std::set<QString> rulesAtOnce;
    };
    struct Rule {
        Tide tide;
        LastTimes places;
    };

    void noteAt(Place &place, bool isNewHere);

    std::map<std::pair<QString, QString>, Tide> m_kinds; // rule and place
    std::map<QString, Place> m_places;
    std::map<QString, Rule> m_rules;
    Tide m_all;
    std::deque<qint64> m_newRules; // within ten minutes
    qint64 m_firstNs = 0;
    analysis::AlertFacts m_last;
};

// What an alert is, in words: "rule is …", "host is a …" (the role: "mail" of "jones_mail"), "with …" (a
// companion).
[[nodiscard]] QStringList wordsOf(const analysis::AlertFacts &alert, const QStringList &companions);

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
