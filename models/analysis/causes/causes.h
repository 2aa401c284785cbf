// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/causes/causeweights.h"
#include "models/analysis/causes/deviation.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace wf::analysis {

// What is known of one service during an incident. Everything may be missing.
struct ServiceFacts {
    QString service;
    // Of the metric that alarmed (latency, errors), measured here: a positive change is for the worse.
    Deviation symptom;
    double saturation = 0; // greatest score of its resources, upwards
    double link = 0;       // greatest score of "what callers measure minus what it measures itself"
    double stops = 0;      // by stopStrengths()
    double errorLines = 0; // in its log, more than usual
    // Known only from those who call it (a load balancer, somebody else's API): the fault may as well lie on the way.
    bool seenFromOutside = false;
    std::optional<qint64> onsetNs;  // since when it is unusual
    std::optional<qint64> changeNs; // its last deploy
    bool onlyInRegion = false;      // unusual where the alarm is, and nowhere else
    int timesCause = 0;             // confirmed by an operator
};

struct CauseQuestion {
    QString symptomService; // where the alarm is
    qint64 symptomNs = 0;   // since when
    QHash<QString, QStringList> calls;
    std::vector<ServiceFacts> services;
};

struct SuspectedCause {
    QString service;
    double score = 0;
    CauseFeatures features{}; // before weighing, by CauseReason
    double path = 0;          // 0 to 1: how well an unusual way leads from the alarm to it
    double explained = 0;     // 0 to 1: how much of it comes from what it calls
    [[nodiscard]] double feature(CauseReason reason) const { return features[static_cast<std::size_t>(reason)]; }
};

// All services, the most suspected first; equal ones by name.
[[nodiscard]] std::vector<SuspectedCause> rankCauses(const CauseQuestion &question, const CauseWeights &weights = {});

} // namespace wf::analysis
