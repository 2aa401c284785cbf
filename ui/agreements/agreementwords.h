// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/signals/severity.h"

namespace wf::ui {

// How figures of contracts are written on the screen.
[[nodiscard]] signals::Severity severityOf(signals::ClauseState state);
[[nodiscard]] QString stateWord(signals::ClauseState state);                              // "at risk"
[[nodiscard]] QString moneyText(const signals::Decimal &amount, const QString &currency); // "€ 2 100.00"
[[nodiscard]] QString numberedName(const signals::AgreementClause &clause); // "4.2 Storefront availability"
[[nodiscard]] QString percentText(const signals::Decimal &percent);         // "99.860 %"
[[nodiscard]] QString allowanceText(const signals::AgreementClause &clause, const signals::ClauseResult &result);
// "Gold, € 42 000 per month, 1 Jan 2025 to 31 Dec 2027, version 2".
[[nodiscard]] QString termsText(const signals::Agreement &agreement);
[[nodiscard]] QString whenText(base::TimeRange range, const QString &timeZone); // "3 May, 02:00 to 02:30"
// Every clause that is due has a figure; else amounts are only of those that have.
[[nodiscard]] bool isMeasuredWhole(const signals::AgreementPeriod &period);
// One sentence about the contract as it stands.
[[nodiscard]] QString standing(const engine::AgreementState &state);

} // namespace wf::ui
