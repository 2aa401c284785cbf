// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/round/agreementround.h"

#include <QJsonObject>

namespace wf::app {

// Amounts and percentages are exact decimals as text, unknown ones null; times are RFC 3339 and seconds.
[[nodiscard]] QJsonObject asJson(const engine::AgreementState &state);
[[nodiscard]] QJsonObject asJson(const signals::Credit &credit);
[[nodiscard]] QJsonObject asJson(const engine::Notice &notice);

} // namespace wf::app
