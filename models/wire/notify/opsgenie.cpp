// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notify/services_p.h"

#include <QJsonArray>
#include <QUrlQuery>

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::NotifyStep;

namespace {

QString priorityOf(signals::Severity severity)
{
    switch (severity) {
    case signals::Severity::Critical:
        return u"P1"_s;
    case signals::Severity::Warning:
        return u"P3"_s;
    default:
        return u"P5"_s;
    }
}

QJsonObject alertOf(const Channel &channel, const signals::Notification &what)
{
    QStringList lines = signals::sentencesOf(what);
    for (const auto &link : what.links)
        lines << u"%1: %2"_s.arg(link.text, link.address);
    QJsonObject out{{u"message"_s, plain(signals::subjectOf(what), 130)},
                    {u"alias"_s, what.key.left(512)},
                    {u"description"_s, plain(lines.join(u'\n'), 15'000)},
                    {u"priority"_s, priorityOf(what.severity)},
                    {u"source"_s, u"Watchfloor"_s},
                    {u"details"_s, QJsonObject{{u"incident"_s, what.incident}, {u"environment"_s, what.environment}}}};
    if (!what.service.isEmpty())
        out.insert(u"entity"_s, plain(what.service, 512));
    if (!channel.target.isEmpty())
        out.insert(u"responders"_s, QJsonArray{QJsonObject{{u"type"_s, u"team"_s}, {u"name"_s, channel.target}}});
    return out;
}

} // namespace

CallResult opsgenieCall(const Channel &channel, const signals::Notification &what, const CallContext &with)
{
    const QString base = channel.address.isEmpty() ? u"https://api.opsgenie.com"_s : channel.address;
    QString path = u"/v2/alerts"_s;
    QJsonObject body = alertOf(channel, what);
    if (what.step == NotifyStep::Acknowledge || isOver(what)) {
        path += u'/' + QString::fromLatin1(QUrl::toPercentEncoding(what.key.left(512))) +
                (isOver(what) ? u"/close"_s : u"/acknowledge"_s) + u"?identifierType=alias"_s;
        body = {
            {u"source"_s, u"Watchfloor"_s}, {u"user"_s, plain(what.who, 100)}, {u"note"_s, plain(what.note, 25'000)}};
    }
    ChannelCall call = jsonCall(base + path, body);
    call.headers.emplace_back("Authorization", "GenieKey " + with.secret.trimmed());
    return call;
}

} // namespace wf::wire
