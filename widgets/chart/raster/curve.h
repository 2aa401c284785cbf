// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPainterPath>
#include <QPointF>

namespace wf::widgets {

// A smooth path through points whose x ascends, that is never above or below two neighbours between them: monotone
// cubic interpolation (F. N. Fritsch, R. E. Carlson, SIAM J. Numer. Anal. 17, 1980), as Grafana's charts draw it.
[[nodiscard]] QPainterPath curveThrough(const QList<QPointF> &points);

} // namespace wf::widgets
