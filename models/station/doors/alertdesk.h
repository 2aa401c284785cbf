// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/ports.h"
#include "models/station/serve/answers/answers.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace wf::station {

// Hands the questions of the server's threads to an alert source, which lives on this one, and the answers back.
// Whoever asks waits, at most `patience`; when the desk goes they are all told at once. Owner's thread: the source's.
class AlertDesk final : public QObject {
    Q_OBJECT
public:
    // `source` outlives it.
    explicit AlertDesk(sources::AlertSource &source, std::chrono::milliseconds patience = std::chrono::seconds(10),
                       QObject *parent = nullptr);
    ~AlertDesk() override; // nobody waits any longer

    // Any thread but this one may call these; they may outlive the desk. Errors of their own: Timeout, Cancelled (the
    // desk is gone).
    [[nodiscard]] AlertAnswers answers() const;

private:
    class Counter;
    std::shared_ptr<Counter> m_counter;
};

} // namespace wf::station
