// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/request.h"

#include <QStringList>
#include <QUrl>

namespace wf::wire {

Form &Form::add(const QString &key, const QString &value)
{
    if (!m_encoded.isEmpty())
        m_encoded += '&';
    m_encoded += QUrl::toPercentEncoding(key) + '=' + QUrl::toPercentEncoding(value);
    return *this;
}

Form &Form::addSeconds(const QString &key, qint64 ns)
{
    const qint64 ms = (ns >= 0 ? ns : ns - 999'999) / 1'000'000;
    const qint64 whole = (ms >= 0 ? ms : ms - 999) / 1000;
    const qint64 rest = ms - whole * 1000;
    if (whole < 0) // Unix seconds before 1970: one signed decimal
        return add(key, QString::number(static_cast<double>(ms) / 1000, 'f', 3));
    return add(key,
               rest ? QStringLiteral("%1.%2").arg(whole).arg(rest, 3, 10, QLatin1Char('0')) : QString::number(whole));
}

QString cleanBaseUrl(const QString &base)
{
    QUrl url(base.trimmed(), QUrl::TolerantMode);
    const QString scheme = url.scheme().toLower();
    if ((scheme != QLatin1String("http") && scheme != QLatin1String("https")) || url.host().isEmpty())
        return {};
    const bool pasted = url.hasQuery() || url.hasFragment(); // from a browser: the last segment is a page
    url.setUserInfo(QString());
    url.setQuery(QString());
    url.setFragment(QString());
    QString path = url.path(QUrl::FullyEncoded);
    static const QStringList apis{QStringLiteral("/loki/api/v1"), QStringLiteral("/api/v1"), QStringLiteral("/api/v2"),
                                  QStringLiteral("/api/v3"), QStringLiteral("/graph")};
    static const QStringList pages =
        apis + QStringList{QStringLiteral("/query"), QStringLiteral("/alerts"), QStringLiteral("/targets"),
                           QStringLiteral("/rules"), QStringLiteral("/search")};
    const QStringList &tails = pasted ? pages : apis;
    bool again = true;
    while (again) {
        again = false;
        while (path.endsWith(u'/')) {
            path.chop(1);
            again = true;
        }
        for (const QString &tail : tails)
            if (path.endsWith(tail)) {
                path.chop(tail.size());
                again = true;
                break;
            }
    }
    url.setPath(path, QUrl::TolerantMode);
    return QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded));
}

QByteArray joinUrl(const QString &base, const QByteArray &encodedPath, const Form &query)
{
    QByteArray out = cleanBaseUrl(base).toLatin1();
    if (out.isEmpty())
        return {};
    if (!encodedPath.startsWith('/'))
        out += '/';
    out += encodedPath;
    if (!query.isEmpty())
        out += '?' + query.encoded();
    return out;
}

QByteArray pathSegment(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

QByteArray labelPathSegment(const QString &name)
{
    if (!name.contains(u'/'))
        return pathSegment(name);
    QByteArray out("U__");
    for (const char32_t c : name.toStdU32String()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':';
        if (plain)
            out += static_cast<char>(c);
        else if (c == '_')
            out += "__";
        else
            out += '_' + QByteArray::number(static_cast<uint>(c), 16) + '_';
    }
    return out;
}

} // namespace wf::wire
