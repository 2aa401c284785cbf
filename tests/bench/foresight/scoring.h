// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <QString>
#include <QStringList>
#include <vector>

namespace wf::bench {

// Runs score/NAME.py of the shared material beside the corpus (WF_CORPUS/../score, or WF_SCORES) and reads the JSON it
// prints. Empty when it could not be run; why is written to stderr.
[[nodiscard]] QJsonObject scored(const QString &script, const QStringList &arguments);
// The JSON object a program prints; empty when it could not be run.
[[nodiscard]] QJsonObject printedJson(const QString &program, const QStringList &arguments);
// Mean |truth − said| over the mean step of the history from one cycle to the next (MASE).
[[nodiscard]] double scaledError(const std::vector<double> &history, const std::vector<double> &truth,
                                 const std::vector<double> &said, std::size_t period);
// A figure down a path of keys; NaN when it is not there.
[[nodiscard]] double figure(const QJsonObject &json, const QStringList &path);
[[nodiscard]] QJsonObject jsonFile(const QString &path);
// Folder of the corpus; empty when it is not at hand.
[[nodiscard]] QString corpus();

} // namespace wf::bench
