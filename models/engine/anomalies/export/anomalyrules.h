// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/anomalies/watchlist/watchlist.h"
#include "models/wire/yaml/rules/rulefile.h"

// Anomalies as a Prometheus finds them by itself, without this console. Pure; any thread.
namespace wf::engine {

struct AnomalyRuleOptions {
    int days = 7;           // before, of which the same time of day is what is usual; 3 … 28
    double deviations = 10; // of the same time on earlier days, beyond which a value departs
    qint64 dwellNs = 5 * base::nsPerMinute;
    qint64 intervalNs = base::nsPerMinute;
    bool alerts = true;
    base::Labels extraLabels{}; // on alerts
};

struct ExportedRules {
    std::vector<wire::RuleGroup> groups; // as printRuleFile() takes them
    QStringList leftOut;                 // what PromQL cannot express, a sentence each
};

// A group of each question, which records
//   watchfloor:NAME:value  what is asked,
//   watchfloor:NAME:usual  its median at this time of day, from three days on,
//   watchfloor:NAME:bound  how far from that is far: `deviations` times the larger one of the robust deviation
//                          (1.4826 · MAD) of those days and a tenth of the day's spread (5 % to 95 %),
// and alerts on what stays beyond the bound for the dwell (errors, durations, saturation and resources above it,
// requests on either side) and on what stopped. `siblings`: a group of each records the median of the instances of a
// service and alerts on those further from it than five robust deviations and a tenth of the median, of four instances
// or more (analysis::groupOutliers).
[[nodiscard]] ExportedRules exportedAnomalyRules(const std::vector<WatchQuestion> &questions,
                                                 const std::vector<SiblingQuestion> &siblings,
                                                 const AnomalyRuleOptions &options = {});

// "requests_http_requests_total": the NAME of a question in names of records.
[[nodiscard]] QString recordStem(const QString &questionId);

} // namespace wf::engine
