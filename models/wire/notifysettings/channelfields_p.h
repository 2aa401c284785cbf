// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/notifysettings/notifysettings.h"

// Internal to this room.
namespace wf::wire {

// One entry of spec.channels. What is wrong is told.
[[nodiscard]] Channel readChannel(const YamlNode &map, FieldScribe &scribe);

// The node of a field, or of the map when it is not there: where to point.
[[nodiscard]] const YamlNode &nodeAt(const YamlNode &map, std::string_view key);
// The scalars of a list; what is none is told.
[[nodiscard]] QStringList textList(const YamlNode &map, std::string_view key, FieldScribe &scribe);

} // namespace wf::wire
