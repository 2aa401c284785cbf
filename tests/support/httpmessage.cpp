// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpmessage.h"

#include <zlib.h>

namespace wf::support {

bool HttpRequest::has(const QByteArray &name) const
{
    return std::any_of(headers.begin(), headers.end(),
                       [&](const Header &h) { return h.first.compare(name, Qt::CaseInsensitive) == 0; });
}

QByteArray HttpRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

QString HttpRequest::parameter(const QString &name) const
{
    const auto decoded = [&](const QUrlQuery &q) -> QString {
        return q.queryItemValue(name, QUrl::FullyEncoded).replace(u'+', u' ');
    };
    const QUrlQuery form(QString::fromUtf8(body));
    const QString value = query.hasQueryItem(name) ? decoded(query) : decoded(form);
    return QString::fromUtf8(QByteArray::fromPercentEncoding(value.toUtf8()));
}

HttpResponse HttpResponse::json(const QByteArray &body, int status)
{
    HttpResponse r;
    r.status = status;
    r.headers = {{"Content-Type", "application/json"}};
    r.body = body;
    return r;
}

HttpResponse HttpResponse::text(const QByteArray &body, int status)
{
    HttpResponse r;
    r.status = status;
    r.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    r.body = body;
    return r;
}

HttpResponse HttpResponse::redirect(const QByteArray &target, int status)
{
    return text({}, status).with("Location", target);
}

HttpResponse HttpResponse::hang()
{
    HttpResponse r;
    r.hangs = true;
    return r;
}

HttpResponse HttpResponse::raw(const QByteArray &bytes)
{
    HttpResponse r;
    r.verbatim = bytes;
    return r;
}

HttpResponse HttpResponse::with(const QByteArray &name, const QByteArray &value) const
{
    HttpResponse r = *this;
    r.headers.append({name, value});
    return r;
}

HttpResponse HttpResponse::gzipped() const
{
    HttpResponse r = with("Content-Encoding", "gzip");
    r.body = gzip(body);
    return r;
}

HttpResponse HttpResponse::chunked(qsizetype bytes) const
{
    HttpResponse r = *this;
    r.chunkBytes = bytes;
    return r;
}

HttpResponse HttpResponse::cutAfter(qsizetype bytes) const
{
    HttpResponse r = *this;
    r.cutAt = bytes;
    return r;
}

HttpResponse HttpResponse::resetAfter(qsizetype bytes) const
{
    HttpResponse r = cutAfter(bytes);
    r.reset = true;
    return r;
}

HttpResponse HttpResponse::dripping(qsizetype bytes, std::chrono::milliseconds every) const
{
    HttpResponse r = *this;
    r.dripBytes = bytes;
    r.dripEvery = every;
    return r;
}

HttpResponse HttpResponse::delayed(std::chrono::milliseconds wait) const
{
    HttpResponse r = *this;
    r.delay = wait;
    return r;
}

HttpResponse HttpResponse::claiming(qsizetype contentLength) const
{
    HttpResponse r = *this;
    r.declaredLength = contentLength;
    return r;
}

HttpResponse::Wire HttpResponse::wire(bool keepAlive) const
{
    if (!verbatim.isEmpty())
        return {{}, verbatim, true};
    Wire w;
    w.close = !keepAlive || cutAt >= 0 || closeDelimited;
    w.head = (closeDelimited ? "HTTP/1.0 " : "HTTP/1.1 ") + QByteArray::number(status) + " Scripted\r\n";
    for (const auto &[name, value] : headers)
        w.head += name + ": " + value + "\r\n";
    if (chunkBytes > 0) {
        w.head += "Transfer-Encoding: chunked\r\n";
        for (qsizetype at = 0; at < body.size(); at += chunkBytes) {
            const QByteArray piece = body.mid(at, chunkBytes);
            w.body += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
        }
        w.body += "0\r\n\r\n";
    } else {
        w.body = body;
        if (!closeDelimited)
            w.head +=
                "Content-Length: " + QByteArray::number(declaredLength >= 0 ? declaredLength : body.size()) + "\r\n";
    }
    w.head += w.close ? "Connection: close\r\n\r\n" : "\r\n";
    if (cutAt >= 0)
        w.body.truncate(cutAt);
    return w;
}

QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))), Qt::Uninitialized);
    QByteArray in = bytes;
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

} // namespace wf::support
