// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/webhook/freezemessage.h"

#include "models/base/timetext.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QJsonObject frameOf(const FreezeMessage &message, const QString &event)
{
    return {{u"version"_s, 1},
            {u"event"_s, event},
            {u"delivery"_s, message.delivery},
            {u"time"_s, base::isoTime(message.timeNs)}};
}

QJsonValue percentOf(double share)
{
    return std::isfinite(share) ? QJsonValue(std::round(share * 1e6) / 1e4) : QJsonValue();
}

QByteArray textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QString decisionName(FreezeAdvice::Decision decision)
{
    switch (decision) {
    case FreezeAdvice::Decision::Go:
        return u"go"_s;
    case FreezeAdvice::Decision::Alert:
        return u"alert"_s;
    case FreezeAdvice::Decision::Throttle:
        return u"throttle"_s;
    case FreezeAdvice::Decision::Freeze:
        return u"freeze"_s;
    case FreezeAdvice::Decision::Unknown:
        break;
    }
    return u"unknown"_s;
}

bool concerns(const wire::SloWebhook &hook, const signals::Objective &objective)
{
    return (hook.objectives.isEmpty() || hook.objectives.contains(objective.id)) &&
           (hook.services.isEmpty() || hook.services.contains(objective.service));
}

QByteArray changeBody(const FreezeMessage &message, const ObjectiveState &state)
{
    QJsonObject out = frameOf(message, u"freeze.changed"_s);
    out[u"from"_s] = message.from;
    out[u"to"_s] = message.to;
    out[u"objective"_s] = QJsonObject{{u"id"_s, state.objective.id},
                                      {u"name"_s, state.title()},
                                      {u"service"_s, state.objective.service},
                                      {u"owner"_s, state.objective.owner}};
    out[u"allowed"_s] = state.freeze.allowed;
    out[u"reason"_s] = state.freeze.reason;
    out[u"budget"_s] = QJsonObject{{u"left_percent"_s, percentOf(state.left())},
                                   {u"freeze_at_spent_percent"_s, state.policies.freeze.freezeAtPercent},
                                   {u"as_of"_s, base::isoTime(state.report.window.endNs)}};
    return textOf(out);
}

QByteArray testBody(const FreezeMessage &message)
{
    return textOf(frameOf(message, u"freeze.test"_s));
}

QString freezeChannels()
{
    return u"freeze:"_s;
}

wire::Channel channelOf(const wire::SloWebhook &hook)
{
    wire::Channel out;
    out.name = freezeChannels() + hook.name;
    out.kind = wire::Channel::Kind::Webhook;
    out.address = hook.url;
    out.secret = hook.secret;
    out.perMinute = 600;
    return out;
}

} // namespace wf::engine
