// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/round/agreementround.h"
#include "models/signals/severity.h"

#include <vector>

namespace wf::ui {

// A row below the clauses.
struct LedgerRow {
    QString what, when, why, figure;
    signals::Severity severity = signals::Severity::Unknown;
};

// What counts and what does not, and what is owed; minutes of incidents are those of the clause.
[[nodiscard]] std::vector<LedgerRow> countedRows(const engine::AgreementState &state, const QString &clause);
// What was missed of the clause, and what of it lies outside any incident.
[[nodiscard]] std::vector<LedgerRow> missedRows(const engine::AgreementState &state, const QString &clause);
// How one knows: method, queries, samples, gaps, problems and the hash of the data.
[[nodiscard]] std::vector<LedgerRow> evidenceRows(const engine::AgreementState &state, const QString &clause);

} // namespace wf::ui
