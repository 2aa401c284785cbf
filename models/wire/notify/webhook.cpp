// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notify/services_p.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <QJsonArray>
#include <QMessageAuthenticationCode>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

QJsonObject jsonOf(const signals::Notification &what, const QString &deliveryId)
{
    QJsonArray links;
    for (const auto &link : what.links)
        links.append(QJsonObject{{u"text"_s, link.text}, {u"address"_s, link.address}});
    return {{u"version"_s, 1},
            {u"id"_s, deliveryId},
            {u"event"_s, signals::notifyStepName(what.step)},
            {u"key"_s, what.key},
            {u"incident"_s, what.incident},
            {u"environment"_s, what.environment},
            {u"severity"_s, signals::severityName(what.severity)},
            {u"title"_s, what.title},
            {u"subject"_s, signals::subjectOf(what)},
            {u"lines"_s, QJsonArray::fromStringList(what.lines)},
            {u"service"_s, what.service},
            {u"felt_by"_s, QJsonArray::fromStringList(what.others)},
            {u"firing"_s, what.firing},
            {u"by"_s, what.who},
            {u"note"_s, what.note},
            {u"links"_s, links},
            {u"opened"_s, what.openedNs > 0 ? base::isoTime(what.openedNs) : QString()},
            {u"at"_s, base::isoTime(what.atNs)}};
}

// `value` as it may stand between quotes in JSON.
QString inJson(const QString &value)
{
    const QByteArray list = asJson({{u"v"_s, value}}); // {"v":"…"}
    return QString::fromUtf8(list.mid(6, list.size() - 8));
}

// {title}, {severity} … of the JSON above; {json} is all of it. Other braces stay as they are.
QByteArray filled(const Channel &channel, const QJsonObject &values)
{
    const bool isJson = channel.contentType.isEmpty() || channel.contentType.contains("json"_L1);
    QString out;
    const QString &pattern = channel.bodyPattern;
    for (qsizetype at = 0; at < pattern.size();) {
        const qsizetype close = pattern[at] == u'{' ? pattern.indexOf(u'}', at) : -1;
        const QString name = close > at ? pattern.mid(at + 1, close - at - 1) : QString();
        if (name == "json"_L1) {
            out += QString::fromUtf8(asJson(values));
        } else if (!name.isEmpty() && values.contains(name)) {
            const QJsonValue value = values.value(name);
            QStringList items;
            for (const QJsonValue &item : value.toArray())
                items << (item.isString() ? item.toString() : item[u"address"_s].toString());
            const QString text = value.isArray()    ? items.join(u", "_s)
                                 : value.isDouble() ? QString::number(value.toInt())
                                                    : value.toString();
            out += isJson ? inJson(text) : text;
        } else {
            out += pattern[at++];
            continue;
        }
        at = close + 1;
    }
    return out.toUtf8();
}

} // namespace

QByteArray webhookSignature(const QByteArray &key, qint64 nowNs, const QByteArray &body)
{
    const QByteArray t = QByteArray::number(nowNs / base::nsPerSecond);
    const QByteArray mac = QMessageAuthenticationCode::hash(t + '.' + body, key, QCryptographicHash::Sha256).toHex();
    return "t=" + t + ",v1=" + mac;
}

CallResult webhookCall(const Channel &channel, const signals::Notification &what, const CallContext &with)
{
    const QJsonObject values = jsonOf(what, with.deliveryId);
    ChannelCall call{QUrl(channel.address, QUrl::StrictMode), {}, {}, channel.headers};
    call.contentType = channel.contentType.isEmpty() ? "application/json" : channel.contentType.toUtf8();
    call.body = !with.body.isEmpty()            ? with.body
                : channel.bodyPattern.isEmpty() ? asJson(values)
                                                : filled(channel, values);
    const QString event = with.event.isEmpty() ? signals::notifyStepName(what.step) : with.event;
    call.headers.emplace_back("X-Watchfloor-Event", event.toLatin1());
    call.headers.emplace_back("X-Watchfloor-Delivery", with.deliveryId.toLatin1());
    call.headers.emplace_back("Idempotency-Key", with.deliveryId.toUtf8());
    if (!with.secret.isEmpty())
        call.headers.emplace_back("X-Watchfloor-Signature", webhookSignature(with.secret, with.nowNs, call.body));
    return call;
}

} // namespace wf::wire
