// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/net/address.h"
#include "models/net/httpclient.h"
#include "tests/support/rawserver/rawserver.h"

#include <QTest>

#include <zlib.h>

#include <optional>

namespace wf::tests {

// A client whose dice show no delay, with short timers, towards a test server.
struct Asked {
    std::optional<base::Result<net::HttpResponsePtr>> result;
    async::Request request;
    [[nodiscard]] bool isDone() const { return result.has_value(); }
    [[nodiscard]] base::ErrorKind kind() const { return result->error().kind; }
    [[nodiscard]] const net::HttpResponse &response() const { return **result->operator->(); }
};

inline net::HttpOptions quickOptions(const QUrl &base)
{
    net::HttpOptions options;
    options.name = QStringLiteral("prom-test");
    options.base = base;
    options.connectTimeout = net::milliseconds(400);
    options.idleTimeout = net::milliseconds(400);
    options.probeDeadline = net::milliseconds(400);
    options.healthInterval = net::milliseconds(60);
    options.healthPath = QStringLiteral("/-/ready");
    return options;
}

inline net::HttpRequest get(const QUrl &url, int deadlineMs = 3000)
{
    net::HttpRequest request;
    request.url = url;
    request.deadline = net::milliseconds(deadlineMs);
    return request;
}

inline std::shared_ptr<Asked> ask(net::HttpClient &client, net::HttpRequest request)
{
    auto asked = std::make_shared<Asked>();
    asked->request = client.send(std::move(request),
                                 [weak = std::weak_ptr<Asked>(asked)](base::Result<net::HttpResponsePtr> result) {
                                     if (const auto one = weak.lock())
                                         one->result = std::move(result);
                                 });
    return asked;
}

inline QByteArray gzipped(const QByteArray &plain)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(plain.size()))) + 64,
                   Qt::Uninitialized);
    QByteArray in = plain;
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

} // namespace wf::tests
