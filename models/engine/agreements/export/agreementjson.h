// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/round/agreementround.h"

#include <QJsonObject>

// Contracts as JSON, for programs: amounts and percentages are exact decimals as text, unknown ones null; times are
// RFC 3339, lengths seconds. Pure.
namespace wf::engine {

[[nodiscard]] QJsonObject asJson(const AgreementState &state);
[[nodiscard]] QJsonObject asJson(const signals::AgreementClause &clause, const signals::ClauseResult &result);
[[nodiscard]] QJsonObject asJson(const signals::ClauseViolation &violation);
[[nodiscard]] QJsonObject asJson(const signals::Credit &credit);
[[nodiscard]] QJsonObject asJson(const Notice &notice);

} // namespace wf::engine
