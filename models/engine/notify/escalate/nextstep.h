// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"

namespace wf::engine {

// What an escalation tells next, and when.
struct NextStep {
    IncidentPtr incident; // never null
    qint64 atNs = 0;
    QStringList whom; // as things are now: "Ana (ana-phone)"
};

} // namespace wf::engine
