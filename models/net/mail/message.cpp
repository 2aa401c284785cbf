// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/mail/message.h"

#include "models/base/clock.h"
#include "models/base/untrusted.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

constexpr int wordBytes =
    39; // of UTF-8 in one encoded word: with "Message-ID: " or the like before it a line stays below 78

bool isPlain(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; });
}

bool holdsControls(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
}

// RFC 2047: words of whole characters, one on each line.
QByteArray encodedWords(const QString &text)
{
    QByteArray out, word;
    const auto flush = [&] {
        if (!word.isEmpty())
            out += (out.isEmpty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + word.toBase64() + "?=";
        word.clear();
    };
    for (const char32_t c : text.toStdU32String()) {
        const QByteArray one = QString::fromUcs4(&c, 1).toUtf8();
        if (word.size() + one.size() > wordBytes)
            flush();
        word += one;
    }
    flush();
    return out;
}

QByteArray headerText(const QString &text)
{
    return isPlain(text) && text.size() < 60 && !text.contains(u"=?"_s) ? text.toLatin1() : encodedWords(text);
}

base::Result<QByteArray> headerAddress(const QString &written)
{
    const auto bare = bareAddress(written);
    if (!bare)
        return bare.error();
    const qsizetype bracket = written.indexOf(u'<');
    QString name = bracket > 0 ? written.left(bracket).trimmed() : QString();
    if (name.size() > 1 && name.startsWith(u'"') && name.endsWith(u'"'))
        name = name.mid(1, name.size() - 2);
    if (name.isEmpty())
        return bare->toLatin1();
    return QByteArray(encodedWords(name) + "\r\n <" + bare->toLatin1() + '>');
}

QByteArray wrappedBase64(const QByteArray &data)
{
    const QByteArray all = data.toBase64();
    QByteArray out;
    out.reserve(all.size() + all.size() / 38);
    for (qsizetype i = 0; i < all.size(); i += 76)
        out += all.mid(i, 76) + "\r\n";
    return out;
}

// RFC 2231, and a plain name for those who do not read it.
QByteArray fileName(const QString &name)
{
    QByteArray plain;
    for (const QChar c : name)
        plain += c.isLetterOrNumber() && c.unicode() < 0x7F ? static_cast<char>(c.unicode())
                 : c == u'.' || c == u'-'                   ? static_cast<char>(c.unicode())
                                                            : '_';
    return "filename=\"" + plain.left(60) + "\";\r\n filename*=UTF-8''" + name.left(60).toUtf8().toPercentEncoding();
}

QByteArray date(qint64 ns)
{
    return QLocale::c()
        .toString(QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC), u"ddd, d MMM yyyy HH:mm:ss '+0000'"_s)
        .toLatin1();
}

base::Result<QByteArray> recipients(const QStringList &to)
{
    QByteArray out;
    for (const QString &one : to) {
        const auto address = headerAddress(one);
        if (!address)
            return address.error();
        out += (out.isEmpty() ? "" : ",\r\n ") + *address;
    }
    if (out.isEmpty())
        return makeError(ErrorKind::Invalid, u"The mail has no recipient"_s);
    return out;
}

QByteArray attached(const MailAttachment &one)
{
    static const QRegularExpression form(u"^[a-z]+/[a-z0-9.+-]+$"_s);
    const QByteArray type =
        form.match(QString::fromLatin1(one.type)).hasMatch() ? one.type : QByteArray("application/octet-stream");
    return "Content-Type: " + type + "\r\nContent-Disposition: attachment; " + fileName(one.name) +
           "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + wrappedBase64(one.data);
}

} // namespace

base::Result<QString> bareAddress(const QString &written)
{
    static const QRegularExpression form(
        u"^(?:[^<>@\\r\\n]*<)?([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
        "@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)>?$"_s);
    const QString text = written.trimmed();
    const auto match = form.match(text);
    if (!match.hasMatch() || text.contains(u'<') != text.endsWith(u'>') || holdsControls(text) || text.size() > 320)
        return makeError(ErrorKind::Invalid, u"%1 is no mail address"_s.arg(base::visibleText(written, 100)));
    return match.captured(1);
}

base::Result<QByteArray> mailBytes(const Mail &mail)
{
    static const QRegularExpression idForm(u"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$"_s);
    if (holdsControls(mail.subject) || !idForm.match(mail.messageId).hasMatch() || mail.messageId.size() > 200)
        return makeError(ErrorKind::Invalid, u"Subject and message id must be one line, the id like key@host"_s);
    const auto from = headerAddress(mail.from);
    const auto to = recipients(mail.to);
    if (!from || !to)
        return from ? to.error() : from.error();
    // Base64 has no underscore: no body can hold the boundary.
    const QByteArray boundary =
        "=_" + QCryptographicHash::hash(mail.messageId.toLatin1(), QCryptographicHash::Sha256).first(12).toHex();
    QByteArray out =
        "From: " + *from + "\r\nTo: " + *to + "\r\nSubject: " + headerText(mail.subject) +
        "\r\nDate: " + date(mail.dateNs) + "\r\nMessage-ID: <" + mail.messageId.toLatin1() +
        ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=\"" +
        boundary + "\"\r\n\r\n--" + boundary +
        "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        wrappedBase64(mail.text.toUtf8());
    for (const MailAttachment &one : mail.attachments)
        out += "--" + boundary + "\r\n" + attached(one);
    out += "--" + boundary + "--\r\n";
    return out;
}

} // namespace wf::net
