// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/scenarios.h"

#include "tests/models/net/netfixture.h"

#include <QLocale>
#include <QTimer>

namespace wf::tests {

using base::ErrorKind;

namespace {

const QByteArray json = "Content-Type: application/json\r\n";
constexpr const char *cut = "cut short";
constexpr const char *silent = "sent nothing for";
constexpr const char *incomplete = "did not answer completely within 1.5 s";
constexpr const char *broke = "broke before it answered";
constexpr const char *compression = "compress";

QByteArray head(qsizetype length, const QByteArray &more = json)
{
    return "HTTP/1.1 200 OK\r\n" + more + "Content-Length: " + QByteArray::number(length) + "\r\n\r\n";
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

void respondGzipped(RawPeer &p, const QByteArray &bytes)
{
    p.respond(200, bytes, {{"Content-Encoding", "gzip"}});
}

using Peer = RawPeer;
using Bytes = QByteArray;

const QList<Fault> &slowOnes()
{
    static const QList<Fault> all{
        {"latency 100 ms",
         [](Peer &p, const Bytes &good) { QTimer::singleShot(100, &p, [&p, good] { p.respond(200, good); }); },
         {}},
        {"latency 400 ms, below the idle limit",
         [](Peer &p, const Bytes &good) { QTimer::singleShot(400, &p, [&p, good] { p.respond(200, good); }); },
         {}},
        // Asked again after each silence, until the deadline.
        {"hangs before the head", [](Peer &, const Bytes &) {}, ErrorKind::Timeout, incomplete, true},
        {"hangs after the head", [](Peer &p, const Bytes &good) { p.write(head(good.size())); }, ErrorKind::Timeout,
         silent},
        {"bandwidth 2 KB/s within the deadline",
         [](Peer &p, const Bytes &good) { p.drip(head(good.size()) + good, 64, 30); },
         {}},
        {"slow-drip body over the deadline",
         [](Peer &p, const Bytes &) { p.drip(head(100'000) + Bytes(100'000, ' '), 1, 30); }, ErrorKind::Timeout,
         incomplete, true},
        {"slow-drip header",
         [](Peer &p, const Bytes &) { p.drip("HTTP/1.1 200 OK\r\nX-A: " + Bytes(100'000, 'a'), 1, 30); },
         ErrorKind::Timeout, incomplete, true},
        {"endless header",
         [](Peer &p, const Bytes &) {
             p.write("HTTP/1.1 200 OK\r\n");
             p.drip(Bytes("X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").repeated(500'000), 4200, 5);
         },
         ErrorKind::Timeout, incomplete, true},
    };
    return all;
}

const QList<Fault> &brokenOnes()
{
    static const QList<Fault> all{
        {"RST before the body", [](Peer &p, const Bytes &) { p.reset(); }, ErrorKind::Unreachable, broke},
        {"FIN before the head", [](Peer &p, const Bytes &) { p.close(); }, ErrorKind::Unreachable, broke},
        {"RST in the body",
         [](Peer &p, const Bytes &good) {
             p.write(head(good.size()) + good.left(good.size() / 2));
             QTimer::singleShot(20, &p, [&p] { p.reset(); });
         },
         ErrorKind::NotUnderstood, cut},
        {"FIN in the body",
         [](Peer &p, const Bytes &good) {
             p.write(head(good.size()) + good.left(good.size() / 2));
             p.close();
         },
         ErrorKind::NotUnderstood, cut},
        {"Content-Length too short",
         [](Peer &p, const Bytes &good) { p.write(head(good.size() / 2) + good.left(good.size() / 2)); },
         ErrorKind::NotUnderstood},
        {"Content-Length too long",
         [](Peer &p, const Bytes &good) {
             p.write(head(good.size() + 10) + good);
             p.close();
         },
         ErrorKind::NotUnderstood, cut},
        {"close-delimited and cut",
         [](Peer &p, const Bytes &good) {
             p.write("HTTP/1.0 200 OK\r\n" + json + "\r\n" + good.left(good.size() / 2));
             p.close();
         },
         ErrorKind::NotUnderstood},
        {"chunked and cut",
         [](Peer &p, const Bytes &good) {
             p.write("HTTP/1.1 200 OK\r\n" + json + "Transfer-Encoding: chunked\r\n\r\n" +
                     chunk(good.left(good.size() / 2)));
             p.close();
         },
         ErrorKind::NotUnderstood, cut},
        {"not HTTP", [](Peer &p, const Bytes &) { p.write("SSH-2.0-OpenSSH_9.2\r\n\r\n"); }, ErrorKind::Unreachable,
         broke},
    };
    return all;
}

const QList<Fault> &packedOnes()
{
    static const Bytes bomb = gzipped(Bytes(20 << 20, 'a')); // made before anybody's heartbeat is measured
    static const QList<Fault> all{
        {"gzip and right", [](Peer &p, const Bytes &good) { respondGzipped(p, gzipped(good)); }, {}},
        {"gzip cut",
         [](Peer &p, const Bytes &good) {
             const Bytes z = gzipped(good);
             respondGzipped(p, z.left(z.size() - 12));
         },
         ErrorKind::NotUnderstood, compression},
        {"gzip cut to nothing", [](Peer &p, const Bytes &good) { respondGzipped(p, gzipped(good).left(12)); },
         ErrorKind::NotUnderstood, compression},
        {"gzip with trailing garbage", [](Peer &p, const Bytes &good) { respondGzipped(p, gzipped(good) + "garbage"); },
         ErrorKind::NotUnderstood, compression},
        {"gzip twice", [](Peer &p, const Bytes &good) { respondGzipped(p, gzipped(gzipped(good))); },
         ErrorKind::NotUnderstood},
        {"gzip bomb", [](Peer &p, const Bytes &) { respondGzipped(p, bomb); }, ErrorKind::TooLarge, "larger than"},
        {"body over the limit", [](Peer &p, const Bytes &) { p.respond(200, Bytes(5 << 20, ' ')); },
         ErrorKind::TooLarge, "larger than the 4 MiB allowed"},
    };
    return all;
}

Bytes inAnHour()
{
    const QDateTime when = QDateTime::currentDateTimeUtc().addSecs(3600);
    return QLocale::c().toString(when, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1();
}

const QList<Fault> &oddOnes()
{
    static const QList<Fault> all{
        {"wrong content type",
         [](Peer &p, const Bytes &good) {
             p.respond(200, good, {{"Content-Type", "text/plain"}});
         },
         {}},
        {"200 with a login page",
         [](Peer &p, const Bytes &) {
             p.respond(200, "<!DOCTYPE html><html><form>", {{"Content-Type", "text/html"}});
         },
         ErrorKind::NotUnderstood, "a web page instead of data: a login page, or the wrong address"},
        {"invalid UTF-8 in a label",
         [](Peer &p, const Bytes &good) { p.respond(200, Bytes(good).replace("\"x\"", "\"\xff\xfe\"")); },
         {}},
        {"429 with seconds to wait",
         [](Peer &p, const Bytes &) {
             p.respond(429, "slow", {{"Retry-After", "3600"}});
         },
         ErrorKind::RateLimited, "asks to wait (HTTP 429)"},
        {"429 with a date to wait for",
         [](Peer &p, const Bytes &) {
             p.respond(429, "slow", {{"Retry-After", inAnHour()}});
         },
         ErrorKind::RateLimited, "asks to wait (HTTP 429)"},
        {"429 with garbage Retry-After",
         [](Peer &p, const Bytes &) {
             p.respond(429, "slow", {{"Retry-After", "soon"}});
         },
         ErrorKind::RateLimited, "asks to wait (HTTP 429)"},
        {"500", [](Peer &p, const Bytes &) { p.respond(500, "oops"); }, ErrorKind::Unavailable,
         "is not available (HTTP 500)"},
        {"503", [](Peer &p, const Bytes &) { p.respond(503, "Service Unavailable"); }, ErrorKind::Unavailable,
         "is not available (HTTP 503)"},
        {"503 with HTML of a proxy",
         [](Peer &p, const Bytes &) {
             p.respond(503, "<html><body>nginx</body></html>", {{"Content-Type", "text/html"}});
         },
         ErrorKind::Unavailable, "is not available (HTTP 503)"},
        {"302 to another origin",
         [](Peer &p, const Bytes &) {
             p.respond(302, {}, {{"Location", "http://127.0.0.1:1/x"}});
         },
         ErrorKind::Redirected, "points to"},
    };
    return all;
}

} // namespace

const QList<Fault> &faults()
{
    static const QList<Fault> all = slowOnes() + brokenOnes() + packedOnes() + oddOnes();
    return all;
}

} // namespace wf::tests
