// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/keeper/agreementkeeper.h"

#include <QJsonArray>

// Contracts as tables, for people and spreadsheets: the same for window and command line. Percentages are cut to five
// decimals, so that none reaches a bound it does not; amounts are exact. Pure.
namespace wf::engine {

enum class AgreementTable { Contracts, Clauses, Violations, Credits, Notices };

// The head first. Of one contract, or of all when `agreement` is empty.
[[nodiscard]] std::vector<QStringList> tableOf(AgreementTable table, const AgreementsSnapshot &snapshot,
                                               const QString &agreement = {});
// RFC 4180; nothing in it is taken for a formula.
[[nodiscard]] QByteArray csvOf(AgreementTable table, const AgreementsSnapshot &snapshot, const QString &agreement = {});
// A list of objects (agreementjson.h); clauses and violations name what they belong to.
[[nodiscard]] QJsonArray jsonOf(AgreementTable table, const AgreementsSnapshot &snapshot,
                                const QString &agreement = {});

// "tier 2 reached after 6 h 12 min more", of the nearest tier that is not reached; empty: none is ahead.
[[nodiscard]] QString aheadWords(const signals::ClauseResult &result);
// "2100.00", "(2100.00)" when it is only at risk, "none".
[[nodiscard]] QString creditWords(const signals::AgreementPeriod &period, const QString &clause);

} // namespace wf::engine
