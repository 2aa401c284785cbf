// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/deliver/outbox.h"

#include "models/base/safefile.h"
#include "models/base/timetext.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wf::engine {

using namespace Qt::StringLiterals;
using State = QueuedMail::State;

namespace {

constexpr qint64 mostBytes = qint64{512} << 20;
constexpr int mostDoublings = 9; // then 6 hours
constexpr qint64 longestWait = 6 * base::nsPerHour;

QString nameOf(State state)
{
    return state == State::Waiting ? u"waiting"_s : state == State::Sent ? u"sent"_s : u"refused"_s;
}

QJsonObject asJson(const QueuedMail &one)
{
    QJsonArray attachments;
    for (const auto &a : one.mail.attachments)
        attachments.append(QJsonObject{{u"name"_s, a.name},
                                       {u"type"_s, QString::fromLatin1(a.type)},
                                       {u"data"_s, QString::fromLatin1(a.data.toBase64())}});
    return {{u"key"_s, one.key},
            {u"from"_s, one.mail.from},
            {u"to"_s, QJsonArray::fromStringList(one.mail.to)},
            {u"subject"_s, one.mail.subject},
            {u"text"_s, one.mail.text},
            {u"attachments"_s, attachments},
            {u"message_id"_s, one.mail.messageId},
            {u"date"_s, base::isoTime(one.mail.dateNs)},
            {u"state"_s, nameOf(one.state)},
            {u"attempts"_s, one.attempts},
            {u"next"_s, base::isoTime(one.nextAtNs)},
            {u"last"_s, one.lastAtNs > 0 ? base::isoTime(one.lastAtNs) : QString()},
            {u"error"_s, one.error}};
}

QueuedMail mailOf(const QJsonObject &json)
{
    QueuedMail out;
    out.key = json.value(u"key"_s).toString();
    out.mail.from = json.value(u"from"_s).toString();
    for (const QJsonValue &to : json.value(u"to"_s).toArray())
        out.mail.to << to.toString();
    out.mail.subject = json.value(u"subject"_s).toString();
    out.mail.text = json.value(u"text"_s).toString();
    for (const QJsonValue &a : json.value(u"attachments"_s).toArray())
        out.mail.attachments.push_back({a[u"name"_s].toString(), a[u"type"_s].toString().toLatin1(),
                                        QByteArray::fromBase64(a[u"data"_s].toString().toLatin1())});
    out.mail.messageId = json.value(u"message_id"_s).toString();
    out.mail.dateNs = base::parseIsoTime(json.value(u"date"_s).toString());
    const QString state = json.value(u"state"_s).toString();
    out.state = state == nameOf(State::Sent)      ? State::Sent
                : state == nameOf(State::Refused) ? State::Refused
                                                  : State::Waiting;
    out.attempts = json.value(u"attempts"_s).toInt();
    out.nextAtNs = base::parseIsoTime(json.value(u"next"_s).toString());
    out.lastAtNs = base::parseIsoTime(json.value(u"last"_s).toString());
    out.error = json.value(u"error"_s).toString();
    return out;
}

} // namespace

base::Result<MailOutbox> MailOutbox::open(const QString &folder)
{
    if (const auto made = base::ensurePrivateFolder(folder); !made)
        return made.error();
    return MailOutbox(folder);
}

QString MailOutbox::pathOf(const QString &key) const
{
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"%1/%2.json"_s.arg(m_folder, QString::fromLatin1(name.first(40)));
}

base::Status MailOutbox::write(const QueuedMail &mail) const
{
    return base::writeFileSafely(pathOf(mail.key), QJsonDocument(asJson(mail)).toJson(QJsonDocument::Compact));
}

base::Status MailOutbox::put(const QString &key, const net::Mail &mail, qint64 nowNs)
{
    if (const auto checked = net::mailBytes(mail); !checked)
        return checked.error();
    if (QFile::exists(pathOf(key)))
        return base::Done{};
    return write({key, mail, State::Waiting, 0, nowNs, 0, {}});
}

base::Result<std::vector<QueuedMail>> MailOutbox::all() const
{
    std::vector<QueuedMail> out;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return base::makeError(base::ErrorKind::Storage, u"The outbox cannot be read"_s, file.errorString());
        QueuedMail one = mailOf(QJsonDocument::fromJson(file.read(mostBytes)).object());
        if (one.key.isEmpty())
            return base::makeError(base::ErrorKind::Storage, u"The outbox holds a damaged mail"_s, file.fileName());
        out.push_back(std::move(one));
    }
    std::ranges::sort(out, {}, &QueuedMail::key);
    return out;
}

base::Result<MailOutbox::Outcome> MailOutbox::sendDue(qint64 nowNs, const Send &send)
{
    auto mails = all();
    if (!mails)
        return mails.error();
    Outcome out;
    for (QueuedMail &one : *mails) {
        if (one.state != State::Waiting)
            continue;
        if (one.nextAtNs > nowNs) {
            ++out.waiting;
            continue;
        }
        const auto sent = send(one.mail);
        ++one.attempts;
        one.lastAtNs = nowNs;
        one.error = sent ? QString() : sent.error().summary;
        if (sent || !net::isPassing(sent.error())) {
            one.state = sent ? State::Sent : State::Refused;
            one.mail.attachments.clear(); // the report is kept elsewhere
            ++(sent ? out.sent : out.refused);
        } else {
            const int doublings = std::min(one.attempts - 1, mostDoublings);
            one.nextAtNs = nowNs + std::min(longestWait, base::nsPerMinute << doublings);
            ++out.waiting;
        }
        if (!sent)
            out.problems << u"%1: %2"_s.arg(one.key, one.error);
        if (const auto kept = write(one); !kept)
            return kept.error();
    }
    return out;
}

} // namespace wf::engine
