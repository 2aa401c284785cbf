// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"
#include "models/net/http.h"
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

// "sha256=" and HMAC-SHA-256 (RFC 2104) of the body in hex: what X-Watchfloor-Signature says.
[[nodiscard]] QByteArray signatureOf(const QByteArray &body, const QByteArray &secret);
// The POST with Content-Type, X-Watchfloor-Event, X-Watchfloor-Delivery and X-Watchfloor-Signature.
[[nodiscard]] net::HttpRequest signedRequest(const wire::SloWebhook &hook, const QString &delivery,
                                             const QByteArray &event, const QByteArray &body, const QByteArray &secret);
// How the address is spoken to: one try each, small answers.
[[nodiscard]] net::HttpOptions webhookOptions(const wire::SloWebhook &hook);

} // namespace wf::engine
