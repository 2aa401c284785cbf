// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <stop_token>
#include <vector>

namespace wf::query {

// What a query variable asks (Grafana's Prometheus and Loki plug-ins).
struct VariableQuery {
    enum Kind { LabelNames, LabelValues, MetricNames, QueryResult, Series };
    Kind kind = Series;
    QString selector; // LabelNames, LabelValues: may be empty
    QString label;    // LabelValues
    QString pattern;  // MetricNames
    QString expr;     // QueryResult
    friend bool operator==(const VariableQuery &, const VariableQuery &) = default;
};
[[nodiscard]] VariableQuery parseVariableQuery(const QString &query);

struct VariableChoice {
    QString text, value;
    friend bool operator==(const VariableChoice &, const VariableChoice &) = default;
};

// Answers of a query as options: those that match the regular expression (the first group, or groups named text and
// value), each value once, sorted as `sort` (0 not, 1/2 by letters, 3/4 by number, 5/6 without case, 7/8 naturally;
// even ones downwards). Steps of the matcher are bounded.
[[nodiscard]] std::vector<VariableChoice> choicesOf(const QStringList &answers, const QString &regex, int sort,
                                                    std::stop_token stop = {});

// "a,b : text,c\,d": what a custom variable, and an interval one, lists.
[[nodiscard]] std::vector<VariableChoice> customChoices(const QString &query);

} // namespace wf::query
