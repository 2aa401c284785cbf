// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/address.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace wf::net {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

QByteArray encodeForm(const Params &params)
{
    QByteArray out;
    for (const auto &[name, value] : params) {
        if (!out.isEmpty())
            out += '&';
        out += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return out;
}

QString encodeSegment(const QString &segment)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(segment));
}

namespace {
// Ends of addresses that name a page or an API of the products, not their base.
QString withoutPage(QString path)
{
    static const QStringList pages{u"/graph"_s,   u"/query"_s,     u"/alerts"_s, u"/targets"_s, u"/rules"_s,
                                   u"/config"_s,  u"/flags"_s,     u"/status"_s, u"/search"_s,  u"/metrics"_s,
                                   u"/-/ready"_s, u"/-/healthy"_s, u"/ready"_s};
    for (const auto &api :
         {u"/loki/api"_s, u"/api/v1"_s, u"/api/v2"_s, u"/api/v3"_s, u"/api/traces"_s, u"/api/services"_s}) {
        if (const qsizetype at = path.indexOf(api);
            at >= 0 && (path.size() == at + api.size() || path.at(at + api.size()) == u'/'))
            path.truncate(at);
    }
    while (path.endsWith(u'/'))
        path.chop(1);
    for (const auto &page : pages) {
        if (path.endsWith(page)) {
            path.chop(page.size());
            break;
        }
    }
    while (path.endsWith(u'/'))
        path.chop(1);
    return path;
}
} // namespace

base::Result<QUrl> baseAddress(const QString &pasted)
{
    QString text = pasted.trimmed();
    const auto refuse = [](const char *why) {
        return makeError(ErrorKind::Invalid, QCoreApplication::translate("Net", why));
    };
    if (text.isEmpty())
        return refuse("There is no address. Write for example http://localhost:9090.");
    if (!text.contains(u"://"_s))
        text.prepend(u"http://"_s);
    QUrl url(text, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty())
        return refuse(
            "This is not an address. Write for example https://prometheus.example.org or http://localhost:9090.");
    if (url.scheme() != u"http"_s && url.scheme() != u"https"_s)
        return refuse("Only http and https addresses can be asked.");
    if (!url.userInfo().isEmpty())
        return refuse("Leave user and password out of the address and set them under authentication: addresses are "
                      "shown on screen.");
    url.setQuery(QString());
    url.setFragment(QString());
    url.setPath(withoutPage(url.path(QUrl::FullyEncoded)), QUrl::StrictMode);
    return url;
}

QUrl endpoint(const QUrl &base, const QString &encodedPath, const Params &query)
{
    QString text =
        base.toString(QUrl::FullyEncoded | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash) +
        encodedPath;
    if (!query.empty())
        text += u'?' + QString::fromLatin1(encodeForm(query));
    return QUrl(text, QUrl::StrictMode);
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https"_s ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

bool isLoopback(const QUrl &url)
{
    return url.host() == u"localhost"_s || QHostAddress(url.host()).isLoopback();
}

QString hostAndPort(const QUrl &url)
{
    const QString host = url.host().contains(u':') ? u'[' + url.host() + u']' : url.host();
    return url.port() > 0 ? host + u':' + QString::number(url.port()) : host;
}

bool isValidHeader(const QByteArray &name, const QByteArray &value)
{
    static constexpr std::string_view tokenMarks = "!#$%&'*+-.^_`|~";
    const auto isToken = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               tokenMarks.find(c) != std::string_view::npos;
    };
    if (name.isEmpty() || !std::all_of(name.begin(), name.end(), isToken))
        return false;
    if (value.isEmpty() || value.size() > 8192 || value.front() == ' ' || value.back() == ' ')
        return false;
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

} // namespace wf::net
