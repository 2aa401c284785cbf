// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QString>

#include <vector>

namespace wf::signals {

enum class SliKind { Ratio, Threshold, Raw };

// A service level objective as OpenSLO v1 says it (github.com/OpenSLO/OpenSLO).
struct Objective {
    QString id;   // metadata.name
    QString name; // displayName or id
    QString service;
    QString description;
    QString owner;
    double target = 0.99; // 0..1
    qint64 windowNs = 0;  // rolling length; of a calendar window its nominal length
    bool rolling = true;
    QString calendarUnit; // month, quarter … when not rolling
    QString timeZone;
    bool timeslices = false; // budgetingMethod Timeslices
    double timesliceTarget = 0;
    qint64 timesliceWindowNs = 0;
    SliKind kind = SliKind::Ratio;
    QString goodQuery; // PromQL counting good events (counter, without rate) or empty
    QString badQuery;  // exactly one of good/bad with total
    QString totalQuery;
    QString rawQuery;    // SliKind::Raw / Threshold: a ratio or value query
    QString thresholdOp; // lte lt gte gt
    double thresholdValue = 0;
    bool counter = true; // the ratio's metrics are counters
    QString sourceFile;
    base::Labels labels;
};

} // namespace wf::signals
