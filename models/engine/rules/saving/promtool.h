// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>

class QObject;

namespace wf::engine {

// What `promtool check rules` said of a text. Outside text.
struct PromtoolVerdict {
    bool isFine = false;
    QStringList lines; // what it wrote, at most 200 lines, without the name of our temporary file
    QString program;   // which one was asked
};

// promtool on PATH; empty when there is none.
[[nodiscard]] QString findPromtool();

// Writes the text into a private temporary file, runs the program over it and answers later, while
// `context` lives. Errors: Unsupported (it cannot be started), Timeout, Storage (no temporary file).
// Dropping the Request ends it.
[[nodiscard]] async::Request askPromtool(const QString &program, const QByteArray &text, QObject *context,
                                         std::function<void(base::Result<PromtoolVerdict>)> reply,
                                         std::chrono::milliseconds most = std::chrono::seconds(10));

} // namespace wf::engine
