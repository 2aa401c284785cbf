// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"
#include "models/wire/notify/channel.h"
#include "models/wire/yaml/slo/slofile.h"

// What a webhook is told, and how it knows that it was us. Pure.
namespace wf::engine {

// Of one objective, or of none: then it is a test.
struct FreezeMessage {
    QString delivery; // id; the same when it is sent again
    qint64 timeNs = 0;
    QString from, to; // decisionName()
};

[[nodiscard]] QString decisionName(FreezeAdvice::Decision decision); // "go", "alert", "throttle", "freeze", "unknown"
// Whether the webhook is about this objective.
[[nodiscard]] bool concerns(const wire::SloWebhook &hook, const signals::Objective &objective);

// JSON of version 1: event "freeze.changed", delivery, time, objective, from, to, allowed, reason, budget.
[[nodiscard]] QByteArray changeBody(const FreezeMessage &message, const ObjectiveState &state);
// The same with event "freeze.test" and without an objective.
[[nodiscard]] QByteArray testBody(const FreezeMessage &message);

// How a webhook is known to the outbox of all messages: a channel with a name that no other channel has, signed as
// every webhook is.
[[nodiscard]] QString freezeChannels(); // with which these names begin
[[nodiscard]] wire::Channel channelOf(const wire::SloWebhook &hook);

} // namespace wf::engine
