// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/book/agreementrecords.h"
#include "models/engine/agreements/measure/clausesource.h"

#include <stop_token>
#include <vector>

// All contracts at one moment. Pure; any thread.
namespace wf::engine {

// One contract as it stands.
struct AgreementState {
    signals::Agreement agreement; // the version that holds for the period
    signals::AgreementPeriod period;
    signals::AgreementPast past;      // when it was asked for
    std::vector<Notice> notices;      // those that arose in the period, by due time, with what the book says of them
    std::optional<base::Error> error; // then nothing else is known
    // When the period asked for is longer than a settlement period: each of them, in order; period is then their sum.
    std::vector<AgreementState> settlements;
};

struct AgreementRound {
    const std::vector<signals::Agreement> &agreements; // all versions
    const std::vector<signals::Objective> &objectives;
    const SliSource &source;
    const std::vector<analysis::IncidentFact> &incidents;
    bool incidentsAreKnown = true;
    const BookState &book;
    qint64 atNs = 0;  // now: every contract is looked at in its settlement period that holds or ends at this moment …
    QString period{}; // … or in those of the period named (namedperiod.h), up to now
    MeasureOptions measure{};
    qint64 incidentsSinceNs = 0; // AgreementInput::incidentsSinceNs
};

// The version that holds for the settlement period: the one valid at the period's start, or the first one to become
// valid within it; of a contract that is not valid then, the newest. Null when there is no such contract.
[[nodiscard]] const signals::Agreement *versionFor(const std::vector<signals::Agreement> &agreements, const QString &id,
                                                   qint64 atNs);
// Each contract once, in the order of their ids.
[[nodiscard]] QStringList idsOf(const std::vector<signals::Agreement> &agreements);

// Errors: Cancelled. What goes wrong with one contract stands in its state.
[[nodiscard]] base::Result<std::vector<AgreementState>> judgeAll(const AgreementRound &round, std::stop_token stop);
// One contract, at the round's moment. Errors: NotFound, Cancelled.
[[nodiscard]] base::Result<AgreementState> judgeOne(const AgreementRound &round, const QString &id,
                                                    std::stop_token stop);
// As many as a report shows.
inline constexpr int pastPeriodsKept = 12;
// The settlement periods before the round's moment, oldest first, at most so many; only what decides is measured.
[[nodiscard]] base::Result<signals::AgreementPast> judgePast(const AgreementRound &round, const QString &id,
                                                             int periods, std::stop_token stop);

} // namespace wf::engine
