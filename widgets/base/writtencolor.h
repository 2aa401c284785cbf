// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"

#include <QString>

namespace wf::widgets {

// A colour as dashboards write it: Grafana's names ("red", "semi-dark-orange", "super-light-blue", "text",
// "transparent"), "#F2495C", "rgb(…)", "rgba(…)", and how far along one of its schemes: "continuous-GrYlRd 0.25". What
// is not understood, or empty, is `otherwise`.
[[nodiscard]] QColor writtenColor(const QString &written, const Theme &theme, const QColor &otherwise);

// Black or white, what can be read on the colour.
[[nodiscard]] QColor readableOn(const QColor &ground);

} // namespace wf::widgets
