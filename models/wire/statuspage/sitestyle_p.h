// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::wire {

// The style sheet of both pages; colours are the themes' (resources/themes), with their contrast.
[[nodiscard]] QString siteStyle();

} // namespace wf::wire
