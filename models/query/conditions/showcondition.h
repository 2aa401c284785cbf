// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/query/variables/interpolate.h"

#include <QJsonObject>

#include <optional>

namespace wf::query {

// What conditions are judged by.
struct ShowFacts {
    const VariableScope &scope;
    base::TimeRange range;
    std::optional<bool> hasData; // of the panel; nothing: not known yet, or it is a row
};

// Whether something with this condition is shown (ConditionalRenderingGroup of Grafana's second schema): all of its
// items, or one of them, decide, and those that cannot be judged — an unknown variable, data that is still asked for, a
// span that cannot be read, a kind that is not known — do not count. With none left it is shown. An empty one: shown.
[[nodiscard]] bool isShown(const QJsonObject &condition, const ShowFacts &facts);
// Whether it depends on what the panel's queries find.
[[nodiscard]] bool asksForData(const QJsonObject &condition);
// Kinds of items that are not known, each once.
[[nodiscard]] QStringList unknownConditions(const QJsonObject &condition);

} // namespace wf::query
