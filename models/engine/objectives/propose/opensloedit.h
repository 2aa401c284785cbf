// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace wf::engine {

// What may be changed of a definition without touching the rest of its file.
struct ObjectiveChange {
    std::optional<double> target;   // 0..1
    std::optional<qint64> windowNs; // of a rolling window
    std::optional<QString> owner;
};
// The OpenSLO file with only these values changed: comments, order and other documents stay byte for byte. NotFound
// when the file has no such SLO, Unsupported when a value is not there to be changed (then the message says which),
// Invalid when the result would not check.
[[nodiscard]] base::Result<QByteArray> editedOpenSlo(const QByteArray &text, const QString &objectiveId,
                                                     const ObjectiveChange &change);

} // namespace wf::engine
