// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/loki/lokisource.h"
#include "models/sources/loki/seenlines.h"
#include "tests/support/failonwarning.h"

#include <QSet>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <map>

using namespace wf;
using namespace wf::sources;
using namespace Qt::StringLiterals;

namespace {

// A Loki that keeps lines in memory: query_range and tail on one port, as the real one has them.
class FakeLoki : public QObject {
public:
    std::map<qint64, QString> lines;
    QList<QWebSocket *> tails;
    QStringList tailStarts;
    int failQueries = 0; // that many range queries answer 503
    int queries = 0;
    bool hasTail = true;
    QString refusal; // a query it closes with 1011

    bool start()
    {
        connect(&m_tcp, &QTcpServer::newConnection, this, [this] { accept(m_tcp.nextPendingConnection()); });
        connect(&m_upgrade, &QWebSocketServer::newConnection, this,
                [this] { tailOpened(m_upgrade.nextPendingConnection()); });
        const bool isUp = m_tcp.listen(QHostAddress::LocalHost, m_port);
        m_port = m_tcp.serverPort();
        return isUp;
    }
    void cutTails()
    {
        const auto all = std::exchange(tails, {});
        for (QWebSocket *tail : all)
            tail->abort();
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_port)); }
    void say(qint64 ns, const QString &line, bool live = true)
    {
        lines[ns] = line;
        if (live)
            for (QWebSocket *tail : tails)
                tail->sendTextMessage(frame({{ns, line}}));
    }
    [[nodiscard]] static QString frame(const std::map<qint64, QString> &some, const QString &dropped = u"null"_s)
    {
        QStringList streams;
        for (const auto &[ns, line] : some)
            streams << u"{\"stream\":{\"app\":\"x\"},\"values\":[[\"%1\",\"%2\"]]}"_s.arg(QString::number(ns), line);
        return u"{\"streams\":[%1],\"dropped_entries\":%2}"_s.arg(streams.join(u','), dropped);
    }

private:
    void accept(QTcpSocket *socket)
    {
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            if (!socket->isOpen())
                return;
            const QByteArray head = socket->peek(16'384);
            if (!head.contains("\r\n\r\n"))
                return;
            if (head.toLower().contains("upgrade: websocket") && hasTail) {
                socket->disconnect();
                m_upgrade.handleConnection(socket);
                Q_EMIT socket->readyRead();
                return;
            }
            socket->readAll();
            const QUrl target = QUrl::fromEncoded(head.split(' ').value(1));
            QByteArray body = "404 page not found";
            int status = 404;
            if (target.path().endsWith(u"query_range"_s)) {
                ++queries;
                status = failQueries > 0 ? 503 : 200;
                body = failQueries-- > 0 ? QByteArray("starting") : answer(QUrlQuery(target));
                failQueries = std::max(failQueries, 0);
            }
            socket->write("HTTP/1.1 " + QByteArray::number(status) +
                          " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
                          "\r\n\r\n" + body);
        });
    }
    QByteArray answer(const QUrlQuery &query)
    {
        const qint64 from = query.queryItemValue(u"start"_s).toLongLong(),
                     to = query.queryItemValue(u"end"_s).toLongLong();
        const int limit = query.queryItemValue(u"limit"_s).toInt();
        QStringList values;
        for (auto it = lines.lower_bound(from); it != lines.end() && it->first < to && values.size() < limit; ++it)
            values << u"[\"%1\",\"%2\"]"_s.arg(QString::number(it->first), it->second);
        return u"{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"stream\":{\"app\":\"x\"},\"values\":[%1]}],\"stats\":{}}}"_s
            .arg(values.join(u','))
            .toUtf8();
    }
    void tailOpened(QWebSocket *tail)
    {
        const QUrlQuery query(tail->requestUrl());
        tailStarts << query.queryItemValue(u"start"_s);
        if (!refusal.isEmpty()) {
            QMetaObject::invokeMethod(
                tail, [this, tail] { tail->close(QWebSocketProtocol::CloseCodeBadOperation, refusal); },
                Qt::QueuedConnection);
            return;
        }
        tails << tail;
        for (auto it = lines.lower_bound(tailStarts.last().toLongLong()); it != lines.end(); ++it)
            tail->sendTextMessage(frame({*it}));
    }
    QTcpServer m_tcp;
    QWebSocketServer m_upgrade{u"loki"_s, QWebSocketServer::NonSecureMode};
    quint16 m_port = 0;
};

} // namespace

class TestTail : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    async::Pools m_pools;
    SourceEnvironment m_env{m_clock, m_pools, nullptr, [] { return 0.02; }};

    std::unique_ptr<LokiSource> open(const FakeLoki &loki)
    {
        net::HttpOptions options;
        options.name = u"loki"_s;
        options.base = loki.url();
        options.tries = 1;
        return std::make_unique<LokiSource>(SourceIdentity{u"l"_s, u"loki"_s, signals::SourceKind::Logs, {}}, options,
                                            m_env);
    }
    struct Seen {
        QStringList lines;
        int gaps = 0;
        qint64 dropped = 0;
        bool batchesAscend = true;
        QStringList reasons;
    };
    void watch(LogTail &tail, Seen &seen)
    {
        connect(&tail, &LogTail::lines, this, [&seen](const std::vector<signals::LogLine> &batch) {
            seen.batchesAscend &= std::is_sorted(batch.begin(), batch.end(),
                                                 [](const auto &a, const auto &b) { return a.timeNs < b.timeNs; });
            for (const auto &line : batch)
                seen.lines << QString::fromStdString(line.text);
        });
        connect(&tail, &LogTail::gap, this, [&seen] { ++seen.gaps; });
        connect(&tail, &LogTail::dropped, this, [&seen](qint64 count) { seen.dropped += count; });
        connect(&tail, &LogTail::connectedChanged, this,
                [&seen](bool, const QString &reason) { seen.reasons << reason; });
    }
    static void balance(const LogTail &tail)
    {
        const auto c = tail.counters();
        QCOMPARE(c.received, c.delivered + c.deduplicated);
    }

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void linesComeSortedWithoutDuplicates()
    {
        FakeLoki loki;
        QVERIFY(loki.start());
        const auto source = open(loki);
        const qint64 now = m_clock.nowNs();
        loki.say(now - 3000, u"a"_s);
        const auto tail = source->tail(u"{app=\"x\"}"_s, now - base::nsPerSecond);
        Seen seen;
        watch(*tail, seen);
        QTRY_COMPARE(seen.lines, QStringList{u"a"_s});
        loki.tails.first()->sendTextMessage(FakeLoki::frame({{now + 20, u"c"_s}, {now + 10, u"b"_s}}));
        loki.tails.first()->sendTextMessage(FakeLoki::frame({{now + 10, u"b"_s}}));
        loki.tails.first()->sendTextMessage(u"not json"_s);
        QTRY_COMPARE(seen.lines, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(seen.batchesAscend);
        QTRY_COMPARE(tail->counters().deduplicated, 1);
        balance(*tail);
    }

    void resumesAfterABreakWithoutGapOrDuplicate()
    {
        FakeLoki loki;
        QVERIFY(loki.start());
        const auto source = open(loki);
        const qint64 now = m_clock.nowNs();
        const auto tail = source->tail(u"{app=\"x\"}"_s, now - 60 * base::nsPerSecond);
        Seen seen;
        watch(*tail, seen);
        QTRY_COMPARE(loki.tails.size(), 1);
        for (int i = 0; i < 50; ++i)
            loki.say(now - base::nsPerSecond + i, u"before %1"_s.arg(i));
        QTRY_COMPARE(seen.lines.size(), 50);
        loki.failQueries = 2; // as a server that is still starting
        loki.cutTails();
        for (int i = 0; i < 7000; ++i) // more than one page holds
            loki.say(now - 500 * base::nsPerMs + i, u"meanwhile %1"_s.arg(i), false);
        QTRY_COMPARE_WITH_TIMEOUT(loki.tails.size(), 1, 15'000);
        loki.say(m_clock.nowNs(), u"after"_s);
        QTRY_COMPARE_WITH_TIMEOUT(seen.lines.size(), 7051, 15'000);
        QCOMPARE(QSet<QString>(seen.lines.begin(), seen.lines.end()).size(), 7051);
        QCOMPARE(seen.gaps, 0);
        QCOMPARE(tail->counters().reconnects, 1);
        QVERIFY(tail->counters().deduplicated > 0);
        balance(*tail);
    }

    void whatTheServerDroppedIsSaidAndAskedFor()
    {
        FakeLoki loki;
        QVERIFY(loki.start());
        const auto source = open(loki);
        const qint64 now = m_clock.nowNs();
        const auto tail = source->tail(u"{app=\"x\"}"_s, now - base::nsPerSecond);
        Seen seen;
        watch(*tail, seen);
        QTRY_COMPARE(loki.tails.size(), 1);
        loki.say(now - 100, u"lost 1"_s, false);
        loki.say(now - 90, u"lost 2"_s, false);
        loki.tails.first()->sendTextMessage(FakeLoki::frame(
            {{now, u"kept"_s}},
            u"[{\"timestamp\":\"%1\",\"labels\":{\"app\":\"x\"}},{\"timestamp\":\"%2\",\"labels\":{\"app\":\"x\"}}]"_s
                .arg(now - 100)
                .arg(now - 90)));
        QTRY_COMPARE(QSet<QString>(seen.lines.begin(), seen.lines.end()),
                     (QSet<QString>{u"lost 1"_s, u"lost 2"_s, u"kept"_s}));
        QCOMPARE(seen.dropped, 2);
        QCOMPARE(tail->counters().droppedByServer, 2);
        balance(*tail);
    }

    void aQueryTheServerRefusesIsNotTriedForEver()
    {
        FakeLoki loki;
        loki.refusal = u"only log selector is supported"_s;
        QVERIFY(loki.start());
        const auto source = open(loki);
        const auto tail = source->tail(u"rate({app=\"x\"}[1m])"_s, m_clock.nowNs());
        Seen seen;
        watch(*tail, seen);
        QTRY_VERIFY(!seen.reasons.isEmpty() && seen.reasons.last().contains(u"only log selector"_s));
        QCOMPARE(loki.tailStarts.size(), 1);
    }

    void withoutATailTheServerIsAskedAgainAndAgain()
    {
        FakeLoki loki;
        loki.hasTail = false;
        QVERIFY(loki.start());
        const auto source = open(loki);
        const qint64 now = m_clock.nowNs();
        loki.say(now - 100, u"one"_s, false);
        const auto tail = source->tail(u"{app=\"x\"}"_s, now - base::nsPerSecond);
        Seen seen;
        watch(*tail, seen);
        QTRY_COMPARE(seen.lines, QStringList{u"one"_s});
        loki.say(m_clock.nowNs(), u"two"_s, false);
        QTRY_COMPARE(seen.lines, (QStringList{u"one"_s, u"two"_s}));
        balance(*tail);
    }

    void pagesJoinWithoutGapOrDuplicateInBothDirections()
    {
        FakeLoki loki;
        QVERIFY(loki.start());
        for (int i = 0; i < 12'345; ++i)
            loki.say(1'795'244'400'000'000'000 + i / 2 * 2 + i % 2, u"line %1"_s.arg(i), false);
        const auto source = open(loki);
        std::optional<base::Result<signals::LogAnswer>> answer;
        const base::TimeRange range{1'795'244'400'000'000'000, 1'795'244'401'000'000'000};
        const auto request = source->query({u"{app=\"x\"}"_s, range, 20'000, LogDirection::Forward},
                                           [&](base::Result<signals::LogAnswer> a) { answer = std::move(a); });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(answer->ok());
        QCOMPARE(answer->value().lines.size(), 12'345U);
        QVERIFY(answer->value().completeness.isComplete());
        QVERIFY(loki.queries >= 3);
    }

    void theRingForgetsTheOldestOnly()
    {
        SeenLines seen(3);
        const auto line = [](qint64 t) {
            signals::LogLine one;
            one.timeNs = t;
            one.text = "x";
            return one;
        };
        QVERIFY(seen.add(line(1)) && seen.add(line(2)) && seen.add(line(3)) && !seen.add(line(1)));
        QVERIFY(seen.add(line(4)));
        QVERIFY(seen.add(line(1)));
        QVERIFY(!seen.add(line(3)));
        QCOMPARE(seen.size(), 3U);
    }
};

QTEST_GUILESS_MAIN(TestTail)
#include "tst_tail.moc"
