// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

namespace wf::app {

// `in`: a folder with triage.csv (scenario,row[,label]) and the streams of alerts it speaks of (SCENARIO.csv[.gz]).
// `out`: CSV scenario,row,label,reasons. A row is judged by trees that learned from the labels of the other scenarios,
// never from its own; where no other scenario has labels, by the model the product ships. Only what came before an
// alert counts. The value is a sentence about what was done.
[[nodiscard]] base::Result<QString> triageAlertFiles(const QString &in, const QString &out);

// Learns from all labels of `in` and writes the model that the product ships.
[[nodiscard]] base::Result<QString> trainTriageModel(const QString &in, const QString &out);

} // namespace wf::app
