// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notify/services_p.h"

#include "models/base/timetext.h"

#include <QJsonArray>

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::NotifyStep;

namespace {

QString severityWord(signals::Severity severity)
{
    switch (severity) {
    case signals::Severity::Critical:
        return u"critical"_s;
    case signals::Severity::Warning:
        return u"warning"_s;
    default:
        return u"info"_s;
    }
}

QString actionOf(NotifyStep step)
{
    return step == NotifyStep::Acknowledge ? u"acknowledge"_s
           : step == NotifyStep::Resolve   ? u"resolve"_s
                                           : u"trigger"_s;
}

} // namespace

CallResult pagerDutyCall(const Channel &channel, const signals::Notification &what, const CallContext &with)
{
    QJsonObject body{{u"routing_key"_s, QString::fromUtf8(with.secret.trimmed())},
                     {u"event_action"_s, actionOf(what.step)},
                     {u"dedup_key"_s, what.key.left(255)}};
    if (actionOf(what.step) == "trigger"_L1) {
        QJsonObject payload{
            {u"summary"_s, plain(signals::subjectOf(what), 1024)},
            {u"source"_s, plain(what.service.isEmpty() ? what.environment : what.service, 255)},
            {u"severity"_s, severityWord(what.severity)},
            {u"timestamp"_s, base::isoTime(what.openedNs > 0 ? what.openedNs : what.atNs)},
            {u"group"_s, plain(what.environment, 255)},
            {u"custom_details"_s, QJsonObject{{u"incident"_s, what.incident},
                                              {u"what"_s, plain(signals::sentencesOf(what).join(u'\n'), 20'000)}}}};
        if (!what.service.isEmpty())
            payload.insert(u"component"_s, plain(what.service, 255));
        body.insert(u"payload"_s, payload);
        body.insert(u"client"_s, u"Watchfloor"_s);
        QJsonArray links;
        for (const auto &link : what.links)
            links.append(QJsonObject{{u"href"_s, link.address}, {u"text"_s, plain(link.text, 255)}});
        if (!links.isEmpty())
            body.insert(u"links"_s, links);
    }
    return jsonCall(channel.address.isEmpty() ? u"https://events.pagerduty.com/v2/enqueue"_s : channel.address, body);
}

} // namespace wf::wire
