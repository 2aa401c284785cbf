// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/server/answer_p.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace wf::net::server {

namespace {

bool isClean(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u == '\t' || (u >= 0x20 && u != 0x7f);
    });
}

void appendField(std::string &out, std::string_view name, std::string_view value)
{
    if (name.empty() || !isClean(name) || !isClean(value))
        return;
    out.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

std::string serialised(const Response &response, AnswerForm form)
{
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + ' ';
    out.append(reasonOf(response.status)).append("\r\n");
    const QString date =
        QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    appendField(out, "Date", date.toStdString());
    appendField(out, "Content-Type", response.contentType);
    for (const auto &[name, value] : response.headers)
        appendField(out, name, value);
    const bool isBodyless = response.status == 204 || response.status == 304;
    if (!isBodyless)
        appendField(out, "Content-Length", std::to_string(response.body.size()));
    appendField(out, "X-Content-Type-Options", "nosniff");
    appendField(out, "Connection", form.keepsAlive ? "keep-alive" : "close");
    out += "\r\n";
    if (!isBodyless && !form.withoutBody)
        out += response.body;
    return out;
}

std::string retryAfterSeconds(std::chrono::milliseconds wait)
{
    return std::to_string(
        std::max<std::chrono::seconds::rep>(1, std::chrono::ceil<std::chrono::seconds>(wait).count()));
}

} // namespace wf::net::server
