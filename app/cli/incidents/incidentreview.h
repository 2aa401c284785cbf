// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace wf::app {

// watchfloor incidents review ID [--format md|pdf|html] [--out FILE]: the draft of a review.
int runIncidentReview(const QStringList &arguments);

} // namespace wf::app
