// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::signals {

enum class SliKind {
    Ratio,         // good or bad events of all events
    Threshold,     // every value of a query is an event, good when it keeps the threshold
    Raw,           // a query that is the good share itself
    BoolGauge,     // 1 is good, 0 is bad: every sample is an event
    NativeLatency, // observations of native histograms up to a bound are good
};

// How budgets are counted (OpenSLO's budgetingMethod).
enum class BudgetMethod {
    Occurrences,     // by events
    Timeslices,      // by slices of time: a slice is good when its own ratio reaches timesliceTarget
    RatioTimeslices, // the mean of the slices' ratios
};

// One severity of an objective's burn-rate alerts, as Sloth writes it.
struct ObjectiveAlert {
    bool isDisabled = false;
    base::Labels labels;
    base::Labels annotations;
};
struct ObjectiveAlerting {
    QString name; // empty: none was written
    base::Labels labels;
    base::Labels annotations;
    ObjectiveAlert page;
    ObjectiveAlert ticket;
    bool asksForAbsence = true; // Pyrra: an alert when the metric is gone
};

// Whose form a definition has: rules are generated with that product's names.
enum class ObjectiveForm { OpenSlo, Sloth, SlothKubernetes, Pyrra, Grafana };

// A service level objective as OpenSLO v1 says it (github.com/OpenSLO/OpenSLO), and what Sloth, Pyrra and Grafana say
// beside it. Queries may hold Sloth's {{.window}}.
struct Objective {
    QString id;   // metadata.name
    QString name; // displayName or id
    QString service;
    QString description;
    QString owner;
    double target = 0.99;  // 0..1
    QString targetPercent; // as written, of definitions that write percent ("99.9")
    qint64 windowNs = 0;   // rolling length; of a calendar window its nominal length
    bool rolling = true;
    QString calendarUnit;  // month, quarter … when not rolling
    int calendarCount = 1; // how many of them make a window
    QString calendarStart; // "2022-01-01 12:00:00" in the time zone: windows begin there and every length after it
    QString timeZone;
    bool timeslices = false; // budgetingMethod Timeslices or RatioTimeslices
    BudgetMethod method = BudgetMethod::Occurrences;
    double timesliceTarget = 0;
    qint64 timesliceWindowNs = 0;
    SliKind kind = SliKind::Ratio;
    QString goodQuery;                 // PromQL counting good events (counter, without rate) or empty
    QString badQuery;                  // exactly one of good/bad with total
    QString totalQuery;                // of NativeLatency the histograms, of BoolGauge the gauge
    QString rawQuery;                  // SliKind::Raw / Threshold: a ratio or value query
    bool rawIsBadShare = false;        // SliKind::Raw: the query is the share of bad events (Sloth's error_ratio_query)
    QString thresholdOp;               // lte lt gte gt
    double thresholdValue = 0;         // of NativeLatency the bound in seconds
    bool counter = true;               // the ratio's metrics are counters
    std::vector<std::string> grouping; // Pyrra: an objective for each value of these labels
    QString sourceFile;
    int sourceLine = 0;
    base::Labels labels;
    base::Labels annotations;
    QString priority;
    QString runbook;
    QStringList dependsOn; // names of objectives
    ObjectiveForm form = ObjectiveForm::OpenSlo;
    QString formVersion; // "prometheus/v1"
    ObjectiveAlerting alerting;
    base::Labels infoLabels;          // Sloth: for the info rule only
    qint64 ruleIntervalNs = 0;        // Sloth: of the generated groups
    bool rulesCorrectTraffic = false; // Sloth: bad events weigh by the traffic of their window against the period's
};

} // namespace wf::signals
