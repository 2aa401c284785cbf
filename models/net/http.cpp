// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/http.h"

#include <QCoreApplication>

namespace wf::net {

using base::ErrorKind;

QByteArray HttpResponse::header(const QByteArray &lowerName) const
{
    for (const auto &h : headers)
        if (h.name == lowerName)
            return h.value;
    return {};
}

QByteArray userAgent()
{
    return QByteArrayLiteral("watchfloor/" WF_VERSION);
}

namespace {
struct StatusText {
    int status;
    const char *words;
};
constexpr StatusText statusTexts[] = {
    {400, QT_TRANSLATE_NOOP("Net", "it does not accept the question")},
    {401, QT_TRANSLATE_NOOP("Net", "it wants a valid login")},
    {403, QT_TRANSLATE_NOOP("Net", "this login is not allowed to")},
    {404, QT_TRANSLATE_NOOP("Net", "there is nothing at this address")},
    {405, QT_TRANSLATE_NOOP("Net", "it does not allow this method")},
    {407, QT_TRANSLATE_NOOP("Net", "the proxy wants a login")},
    {413, QT_TRANSLATE_NOOP("Net", "the question is too large for it")},
    {422, QT_TRANSLATE_NOOP("Net", "it could not evaluate the question")},
    {429, QT_TRANSLATE_NOOP("Net", "it is being asked too often")},
    {499, QT_TRANSLATE_NOOP("Net", "it gave the question up")},
    {500, QT_TRANSLATE_NOOP("Net", "an error of its own")},
    {501, QT_TRANSLATE_NOOP("Net", "it cannot do this")},
    {502, QT_TRANSLATE_NOOP("Net", "the server behind it does not answer")},
    {503, QT_TRANSLATE_NOOP("Net", "it is not ready")},
    {504, QT_TRANSLATE_NOOP("Net", "the server behind it took too long")},
};

ErrorKind kindOf(int status)
{
    switch (status) {
    case 401:
    case 403:
    case 407:
        return ErrorKind::Unauthorized;
    case 404:
    case 410:
        return ErrorKind::NotFound;
    case 405:
    case 501:
        return ErrorKind::Unsupported;
    case 408:
    case 504:
        return ErrorKind::Timeout;
    case 413:
        return ErrorKind::TooLarge;
    case 429:
        return ErrorKind::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return ErrorKind::Unavailable;
    if (status >= 400)
        return ErrorKind::BadRequest;
    return status >= 300 ? ErrorKind::Redirected : ErrorKind::NotUnderstood;
}
} // namespace

base::Error statusError(const HttpResponse &response, const QString &sourceName)
{
    base::Error error;
    error.kind = kindOf(response.status);
    error.httpStatus = response.status;
    error.retryAfter = parseRetryAfter(response.header("retry-after"), response.serverTimeNs);
    for (const auto &known : statusTexts) {
        if (known.status == response.status) {
            error.summary =
                QCoreApplication::translate("Net", "%1 answered %2: %3.")
                    .arg(sourceName, QString::number(response.status), QCoreApplication::translate("Net", known.words));
            return error;
        }
    }
    error.summary =
        QCoreApplication::translate("Net", "%1 answered %2.").arg(sourceName, QString::number(response.status));
    return error;
}

} // namespace wf::net
