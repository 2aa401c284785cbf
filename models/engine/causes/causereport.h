// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/causes/causes.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace wf::engine {

// The kinds of evidence that are shown as bars. Signals is what a service's own figures, traces and log say.
enum class CauseBar { Time, Path, Signals, Change, Region, History };
inline constexpr std::size_t causeBars = 6;
// Stable lower-case name, for JSON and tests.
[[nodiscard]] QString causeBarName(CauseBar bar);

struct CauseSuspect {
    enum class Kind { Service, Deploy, Latency, Errors, Resource, Log };
    QString service;
    Kind kind = Kind::Service;            // what speaks most for it
    QString title;                        // "payment v2.31.0 in eu-west"; outside text
    QStringList reasons;                  // in words, strongest first; outside text
    std::optional<qint64> atNs;           // the deploy, else since when it is unusual
    std::optional<qint64> leadNs;         // how long before the first symptom; below 0: after it
    double share = 0;                     // of all suspicion, 0 to 1
    std::array<double, causeBars> bars{}; // 0 to 1, by CauseBar
    std::optional<bool> isRight;          // what an operator answered
    analysis::SuspectedCause cause;
    [[nodiscard]] double bar(CauseBar which) const { return bars[static_cast<std::size_t>(which)]; }
};

// Who may be behind an incident. Immutable; shared with views.
struct CauseReport {
    static constexpr std::size_t mostSuspects = 8;
    qint64 incident = 0;
    qint64 symptomNs = 0;               // since when
    QString symptomService;             // where it hurts
    std::vector<CauseSuspect> suspects; // most suspected first; only those for whom something speaks
    QStringList missing;                // what could not be asked, in words; outside text
    QString nothing;                    // why there is no suspect; empty when there is one
    analysis::CauseWeights weights;     // as taught
    int answers = 0;                    // that taught them
    qint64 asOfNs = 0;                  // 0: still being gathered
    [[nodiscard]] const CauseSuspect *find(const QString &service) const;
};
using CauseReportPtr = std::shared_ptr<const CauseReport>;

// How suspicion is divided: a score counts powers of ten, and a half of each, for kinds of evidence go together. That
// it is none of them weighs as much as one power.
[[nodiscard]] std::vector<double> causeShares(const std::vector<analysis::SuspectedCause> &causes);
// The bars of a cause, 0 to 1.
[[nodiscard]] std::array<double, causeBars> causeBarsOf(const analysis::SuspectedCause &cause);
// "change 0.7, usually 0.6": weights that answers have moved; empty when there are none.
[[nodiscard]] QStringList movedWeights(const analysis::CauseWeights &weights);

} // namespace wf::engine
