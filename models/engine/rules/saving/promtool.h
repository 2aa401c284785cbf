// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <stop_token>

namespace wf::engine {

// What `promtool check rules` said of a text. Outside text.
struct PromtoolVerdict {
    bool isFine = false;
    QStringList lines;   // what it wrote, at most 200 lines, without the name of our temporary file
    QString program;     // which one was asked
    QString unavailable; // it did not answer in time or could not be started: then isFine is true and this says why
};

// promtool on PATH; empty when there is none.
[[nodiscard]] QString findPromtool();
// Blocks until it has answered, the time is over or a stop is requested: call it on a pool. The text lies in a private
// temporary file meanwhile. Nothing: there is no such program.
[[nodiscard]] std::optional<PromtoolVerdict> askPromtool(const QString &program, const QByteArray &text,
                                                         std::stop_token stop,
                                                         std::chrono::milliseconds most = std::chrono::seconds(10));

} // namespace wf::engine
