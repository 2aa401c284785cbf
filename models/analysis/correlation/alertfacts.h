// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <QString>

namespace wf::analysis {

// What correlation knows of one alert that begins to fire. Empty texts are "not known".
struct AlertFacts {
    QString name;     // of the rule
    QString service;  // what it is about
    QString instance; // host, pod or target
    QString text;     // summary: its words are compared
    QString change;   // the deploy it follows, by a name
    qint64 timeNs = 0;
    // How late it may be: the interval of its rule; events of a log are told at once.
    qint64 beatNs = base::nsPerSecond;
};

} // namespace wf::analysis
