// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

namespace wf::engine {

// The source under which alerts are kept that this console itself found (AlertWatch::setOwn); no source of an
// environment has such an id. They are guesses: no promise is judged by them and no budget's loss is laid at their
// door.
inline constexpr QLatin1StringView ownFindingsSource{"@console"};

} // namespace wf::engine
