// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace wf::engine {

// What a rule measures and against which number it holds it: "rate(x[5m]) > 0.5" gives "rate(x[5m])", ">", 0.5, so that
// the line and its threshold can be drawn. The whole expression where it does not end so.
struct RuleExpression {
    QString measured;
    QString comparison; // empty: none
    std::optional<double> threshold;
};
[[nodiscard]] RuleExpression splitThreshold(const QString &expression);

} // namespace wf::engine
