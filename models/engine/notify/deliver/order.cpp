// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/deliver/order.h"

#include "models/base/timetext.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QStringList textsOf(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue &one : value.toArray())
        out << one.toString();
    return out;
}

QJsonObject toJson(const signals::Notification &what)
{
    QJsonArray links;
    for (const auto &link : what.links)
        links.append(QJsonObject{{u"text"_s, link.text}, {u"address"_s, link.address}});
    return {{u"step"_s, signals::notifyStepName(what.step)},
            {u"key"_s, what.key},
            {u"incident"_s, what.incident},
            {u"environment"_s, what.environment},
            {u"severity"_s, signals::severityName(what.severity)},
            {u"title"_s, what.title},
            {u"lines"_s, QJsonArray::fromStringList(what.lines)},
            {u"service"_s, what.service},
            {u"others"_s, QJsonArray::fromStringList(what.others)},
            {u"firing"_s, what.firing},
            {u"who"_s, what.who},
            {u"note"_s, what.note},
            {u"links"_s, links},
            {u"opened"_s, base::isoTime(what.openedNs)},
            {u"at"_s, base::isoTime(what.atNs)}};
}

signals::Notification notificationFrom(const QJsonObject &json)
{
    signals::Notification out;
    out.step = signals::notifyStepFromName(json.value(u"step"_s).toString());
    out.key = json.value(u"key"_s).toString();
    out.incident = json.value(u"incident"_s).toString();
    out.environment = json.value(u"environment"_s).toString();
    out.severity = signals::severityFromLabel(json.value(u"severity"_s).toString());
    out.title = json.value(u"title"_s).toString();
    out.lines = textsOf(json.value(u"lines"_s));
    out.service = json.value(u"service"_s).toString();
    out.others = textsOf(json.value(u"others"_s));
    out.firing = json.value(u"firing"_s).toInt();
    out.who = json.value(u"who"_s).toString();
    out.note = json.value(u"note"_s).toString();
    for (const QJsonValue &link : json.value(u"links"_s).toArray())
        out.links.push_back({link[u"text"_s].toString(), link[u"address"_s].toString()});
    out.openedNs = base::parseIsoTime(json.value(u"opened"_s).toString());
    out.atNs = base::parseIsoTime(json.value(u"at"_s).toString());
    return out;
}

} // namespace

QString orderSubject(const DeliveryOrder &order)
{
    return order.event.isEmpty() ? signals::subjectOf(order.what) : order.what.title;
}

QString orderKey(const QStringList &parts)
{
    const QByteArray hash = QCryptographicHash::hash(parts.join(QChar(0x1f)).toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().first(26));
}

QJsonObject toJson(const DeliveryOrder &order)
{
    QJsonObject out{{u"channel"_s, order.channel},
                    {u"to"_s, order.to},
                    {u"what"_s, toJson(order.what)},
                    {u"not_after"_s, base::isoTime(order.notAfterNs)}};
    if (!order.body.isEmpty()) {
        out[u"body"_s] = QString::fromUtf8(order.body);
        out[u"event"_s] = order.event;
    }
    if (order.isPatient)
        out[u"patient"_s] = true;
    return out;
}

base::Result<DeliveryOrder> orderFrom(const QString &key, const QJsonObject &json)
{
    DeliveryOrder out{key,
                      json.value(u"channel"_s).toString(),
                      json.value(u"to"_s).toString(),
                      notificationFrom(json.value(u"what"_s).toObject()),
                      base::parseIsoTime(json.value(u"not_after"_s).toString()),
                      json.value(u"body"_s).toString().toUtf8(),
                      json.value(u"event"_s).toString(),
                      json.value(u"patient"_s).toBool()};
    if (out.channel.isEmpty() || out.what.key.isEmpty())
        return base::makeError(base::ErrorKind::NotUnderstood, u"A message in the outbox cannot be read"_s, key);
    return out;
}

} // namespace wf::engine
