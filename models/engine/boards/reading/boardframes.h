// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/frames/frame.h"
#include "models/signals/dashboard/panel.h"
#include "models/signals/series.h"

#include <stop_token>

namespace wf::engine {

// What one target answered.
struct TargetAnswer {
    std::size_t target = 0;         // in panel.targets
    signals::QueryAnswerPtr answer; // not null
};

// The answers of a panel as tables, transformed and with their display names: one frame for each series, or one table
// for each target of format "table". `tables` = what the kind of panel asks for by itself. Pure.
[[nodiscard]] std::vector<analysis::Frame>
framesOf(const signals::BoardPanel &panel, const std::vector<TargetAnswer> &answers, std::stop_token stop = {});

// The settings of one column: the panel's, then every override whose matcher fits, in order.
[[nodiscard]] signals::FieldSettings settingsOf(const signals::BoardPanel &panel, const analysis::Frame &frame,
                                                const analysis::FrameField &field);
// "{{label}}" filled; "__auto" and empty: the labels.
[[nodiscard]] QString legendText(const QString &legend, const base::Labels &labels);
// Whether an override is about this column.
[[nodiscard]] bool fitsOverride(const signals::FieldOverride &rule, const analysis::Frame &frame,
                                const analysis::FrameField &field);
[[nodiscard]] bool knowsMatcher(const QString &id);

} // namespace wf::engine
