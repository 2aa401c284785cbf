// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <utility>

namespace wf::support {

using Header = std::pair<QByteArray, QByteArray>;

struct HttpRequest {
    QByteArray method;
    QByteArray target; // as sent
    QString path;      // decoded, without query
    QUrlQuery query;
    QList<Header> headers;
    QByteArray body;
    [[nodiscard]] bool has(const QByteArray &name) const;
    [[nodiscard]] QByteArray header(const QByteArray &name) const; // case-insensitive; the first
    // A value of the query string or of a form body.
    [[nodiscard]] QString parameter(const QString &name) const;
};

// What to answer and how badly. Build it from the left: HttpResponse::json("{}").gzipped().cutAfter(10).
struct HttpResponse {
    int status = 200;
    QList<Header> headers;
    QByteArray body;
    std::chrono::milliseconds delay{0}; // before the first byte
    qsizetype dripBytes = 0;            // 0 = all at once
    std::chrono::milliseconds dripEvery{0};
    qsizetype cutAt = -1;          // body bytes on the wire before the connection ends; -1 = complete
    bool reset = false;            // end with RST instead of FIN
    qsizetype declaredLength = -1; // Content-Length to claim; -1 = the true one
    qsizetype chunkBytes = 0;      // > 0: chunked transfer
    bool closeDelimited = false;   // HTTP/1.0: the end of the connection ends the body
    bool hangs = false;            // never answers
    QByteArray verbatim;           // not empty: sent as it is, nothing else, then closed

    [[nodiscard]] static HttpResponse json(const QByteArray &body, int status = 200);
    [[nodiscard]] static HttpResponse text(const QByteArray &body, int status = 200);
    [[nodiscard]] static HttpResponse redirect(const QByteArray &target, int status = 302);
    [[nodiscard]] static HttpResponse hang();
    [[nodiscard]] static HttpResponse raw(const QByteArray &bytes);

    [[nodiscard]] HttpResponse with(const QByteArray &name, const QByteArray &value) const;
    [[nodiscard]] HttpResponse gzipped() const; // compresses the body now
    [[nodiscard]] HttpResponse chunked(qsizetype bytes) const;
    [[nodiscard]] HttpResponse cutAfter(qsizetype bytes) const;
    [[nodiscard]] HttpResponse resetAfter(qsizetype bytes) const;
    [[nodiscard]] HttpResponse dripping(qsizetype bytes, std::chrono::milliseconds every) const;
    [[nodiscard]] HttpResponse delayed(std::chrono::milliseconds delay) const;
    [[nodiscard]] HttpResponse claiming(qsizetype contentLength) const;

    // Head and body as they go over the wire, and whether the connection ends afterwards.
    struct Wire {
        QByteArray head;
        QByteArray body;
        bool close = false;
    };
    [[nodiscard]] Wire wire(bool keepAlive) const;
};

[[nodiscard]] QByteArray gzip(const QByteArray &bytes);

} // namespace wf::support
