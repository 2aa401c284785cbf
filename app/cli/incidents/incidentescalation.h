// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/incidents/askedincidents.h"
#include "models/signals/notify/escalation.h"

#include <QCommandLineParser>

namespace wf::app {

// watchfloor incidents escalate ID [--to person:NAME|onCall:ROTA|channel:NAME] [--note TEXT]: tells somebody of it at
// once, through the engine of the window; without --to the next step of its escalation. Waits until the messages have
// gone. Exit code: 0 all were taken, 1 one waits to be tried again (the next console goes on), 2 one was refused,
// 3 nobody could be told.
int escalateIncident(AskedIncidents &asked, const engine::Incident &incident, const QCommandLineParser &parser);

// "person:Ana Ruiz", "onCall:payments", "channel:slack"; nothing when it is none of these.
[[nodiscard]] std::optional<signals::NotifyTarget> notifyTargetFrom(const QString &text);

} // namespace wf::app
