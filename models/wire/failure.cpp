// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/failure.h"

#include "models/wire/json.h"

#include <QCoreApplication>

#include <array>

namespace wf::wire {

using base::ErrorKind;

namespace {

struct Said {
    std::string type; // errorType
    std::string text;
};

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
    case 403:
        return ErrorKind::Unauthorized;
    case 404:
    case 410:
        return ErrorKind::NotFound;
    case 408:
    case 504:
        return ErrorKind::Timeout;
    case 429:
        return ErrorKind::RateLimited;
    case 499:
        return ErrorKind::Unavailable;
    case 501:
        return ErrorKind::Unsupported;
    default:
        break;
    }
    if (status >= 300 && status < 400)
        return ErrorKind::Redirected;
    if (status >= 400 && status < 500)
        return ErrorKind::BadRequest;
    return status >= 500 ? ErrorKind::Unavailable : ErrorKind::NotUnderstood;
}

bool saysTimeout(std::string_view text)
{
    return containsIgnoringCase(text, "deadline exceeded") || containsIgnoringCase(text, "timed out");
}

// Servers that answer 500 for what has a better name.
ErrorKind refined(ErrorKind kind, std::string_view text)
{
    if (kind != ErrorKind::Unavailable)
        return kind;
    if (saysTimeout(text))
        return ErrorKind::Timeout;
    static constexpr std::array unsupported{std::string_view("unsupported"), std::string_view("disabled"),
                                            std::string_view("not configured"), std::string_view("not implemented")};
    for (const auto word : unsupported)
        if (containsIgnoringCase(text, word))
            return ErrorKind::Unsupported;
    if (text == "silence not found" || text == "trace not found")
        return ErrorKind::NotFound;
    return kind;
}

Said fromObject(const Json &root)
{
    Said said;
    said.type = std::string(root["errorType"].text());
    if (const Json error = root["error"]; error.isString())
        said.text = std::string(error.text());
    else if (error.isObject())
        said.text = error["message"].asText();
    if (said.text.empty())
        root["errors"].forEach([&](const Json &error) {
            if (!said.text.empty())
                said.text += '\n';
            said.text += error.isString() ? error.text() : error["msg"].text();
        });
    if (said.text.empty())
        said.text = root["message"].asText();
    return said;
}

Said read(std::string_view body)
{
    body = trimmed(body);
    if (body.empty() || body.front() == '<' || containsIgnoringCase(body.substr(0, 256), "<html"))
        return {};
    if (body.front() == '{' || body.front() == '"') {
        Limits limits;
        limits.bytes = 1 << 20;
        if (const auto document = JsonDocument::parse(body, limits)) {
            const Json root = document->root();
            Said said = root.isString() ? Said{{}, std::string(root.text())} : fromObject(root);
            if (!said.text.empty() || !said.type.empty())
                return said;
        }
    }
    return {{}, std::string(body.substr(0, 8192))};
}

} // namespace

ErrorKind kindOfErrorType(std::string_view errorType, std::string_view text)
{
    if (errorType == "timeout")
        return ErrorKind::Timeout;
    if (errorType == "bad_data" || errorType == "not_acceptable")
        return ErrorKind::BadRequest;
    if (errorType == "execution")
        return saysTimeout(text) ? ErrorKind::Timeout : ErrorKind::BadRequest;
    if (errorType == "not_found")
        return ErrorKind::NotFound;
    if (errorType == "internal" || errorType == "unavailable" || errorType == "canceled" || errorType == "server_error")
        return refined(ErrorKind::Unavailable, text);
    return ErrorKind::NotUnderstood;
}

QString failureSummary(ErrorKind kind, int httpStatus)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("wf::wire", text); };
    QString line;
    switch (kind) {
    case ErrorKind::Unauthorized:
        line = httpStatus == 403 ? tr("The server forbids this") : tr("The server asks for other credentials");
        break;
    case ErrorKind::NotFound:
        line = tr("The server does not know this");
        break;
    case ErrorKind::BadRequest:
        line = tr("The server refused the question");
        break;
    case ErrorKind::RateLimited:
        line = tr("The server asks to wait");
        break;
    case ErrorKind::Timeout:
        line = tr("The server ran out of time");
        break;
    case ErrorKind::Redirected:
        line = tr("The server points to another address");
        break;
    case ErrorKind::Unsupported:
        line = tr("The server cannot do this");
        break;
    case ErrorKind::NotUnderstood:
        line = tr("The answer was not understood");
        break;
    default:
        line = tr("The server is not available");
        break;
    }
    if (httpStatus > 0 && httpStatus != 200)
        line += QStringLiteral(" (HTTP %1)").arg(httpStatus);
    return line;
}

base::Error failureOf(int httpStatus, std::string_view body)
{
    const Said said = read(body);
    ErrorKind kind = kindOfStatus(httpStatus);
    if (!said.type.empty())
        if (const ErrorKind byType = kindOfErrorType(said.type, said.text); byType != ErrorKind::NotUnderstood)
            kind = byType;
    kind = refined(kind, said.text);
    base::Error error = base::makeError(kind, failureSummary(kind, httpStatus), capped(said.text));
    error.httpStatus = httpStatus;
    return error;
}

} // namespace wf::wire
