// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wf::station {

// The rules that watch one machine: a rule file over node_exporter's names (machine.rules.yml). Each alert says what it
// means and what to do.
[[nodiscard]] QByteArray defaultRules();

} // namespace wf::station
