// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/address.h"
#include "tests/peers/peerfixture.h"

#include <QSet>

using namespace wf;
using namespace wf::sources;
using namespace wf::tests;
using namespace Qt::StringLiterals;

// Real servers stopped and started again under the adapters.
class TestRecovery : public QObject {
    Q_OBJECT
    Borrowed m_borrowed;

    [[nodiscard]] static QString nameOf(const QString &kind)
    {
        const auto peers = PeerList::load().ofKind(kind);
        return peers.isEmpty() ? kind : peers.first().name;
    }

private Q_SLOTS:
    void theBreakerOpensHalfOpensAndClosesAroundAKilledServer()
    {
        const PeerList peers = PeerList::load();
        const QString name = nameOf(u"prometheus"_s);
        WF_NEED_PEER(peers, name);
        const auto owned = m_borrowed.open(*peers.find(name));
        auto &source = *qobject_cast<MetricSource *>(owned.get());
        WF_ANSWER(first, signals::QueryAnswerPtr, source.queryInstant(u"1"_s, m_borrowed.clock.nowNs(), wfReply));
        QSet<int> seen;
        connect(&source, &Source::stateChanged, this, [&] { seen.insert(static_cast<int>(source.state().breaker)); });
        QVERIFY(peers.control(u"kill"_s, name));
        for (int i = 0; i < 10 && source.state().breaker != signals::BreakerState::Open; ++i) {
            const auto failed = answerOf<signals::QueryAnswerPtr>(
                [&](auto reply) { return source.queryInstant(u"1"_s, m_borrowed.clock.nowNs(), reply); });
            QVERIFY(failed && !failed->ok());
        }
        QCOMPARE(source.state().breaker, signals::BreakerState::Open);
        QCOMPARE(source.state().reach, signals::Reachability::Down);
        QVERIFY(source.state().lastError.has_value());
        QVERIFY(peers.control(u"start"_s, name));
        QTRY_COMPARE_WITH_TIMEOUT(source.state().breaker, signals::BreakerState::Closed, 15'000);
        QVERIFY(seen.contains(static_cast<int>(signals::BreakerState::HalfOpen)));
        WF_ANSWER(again, signals::QueryAnswerPtr, source.queryInstant(u"1"_s, m_borrowed.clock.nowNs(), wfReply));
        QTRY_COMPARE(source.state().reach, signals::Reachability::Up);
    }

    void theTailResumesAcrossALokiRestartWithoutGapOrDuplicate()
    {
        const PeerList peers = PeerList::load();
        const QString name = nameOf(u"loki"_s);
        WF_NEED_PEER(peers, name);
        const Peer peer = *peers.find(name);
        const auto owned = m_borrowed.open(peer);
        auto &source = *qobject_cast<LogSource *>(owned.get());
        net::HttpOptions options;
        options.name = u"push"_s;
        options.base = peer.url;
        net::HttpClient pusher(options, {m_borrowed.clock});
        const QString run = QString::number(m_borrowed.clock.nowNs());
        int sent = 0;
        const auto push = [&](int count) {
            for (int i = 0; i < count; ++i) {
                net::HttpRequest request;
                request.method = net::Method::Post;
                request.url = net::endpoint(peer.url, u"/loki/api/v1/push"_s);
                request.contentType = "application/json";
                request.body =
                    u"{\"streams\":[{\"stream\":{\"app\":\"tailtest\",\"run\":\"%1\"},\"values\":[[\"%2\",\"line %3\"]]}]}"_s
                        .arg(run, QString::number(m_borrowed.clock.nowNs()), QString::number(sent))
                        .toUtf8();
                const auto answer =
                    answerOf<net::HttpResponsePtr>([&](auto reply) { return pusher.send(request, reply); });
                if (!answer || !answer->ok() || answer->value()->status != 204)
                    return false;
                ++sent;
            }
            return true;
        };
        QVERIFY(push(1));
        const auto tail =
            source.tail(u"{app=\"tailtest\",run=\"%1\"}"_s.arg(run), m_borrowed.clock.nowNs() - base::nsPerMinute);
        QStringList got;
        int gaps = 0;
        connect(tail.get(), &LogTail::lines, this, [&](const std::vector<signals::LogLine> &batch) {
            for (const auto &line : batch)
                got << QString::fromStdString(line.text);
        });
        connect(tail.get(), &LogTail::connectedChanged, this, [](bool isUp, const QString &reason) {
            qInfo("tail %s: %s", isUp ? "up" : "down", qPrintable(reason));
        });
        connect(tail.get(), &LogTail::gap, this, [&] { ++gaps; });
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), 1, 15'000);
        QVERIFY(push(20));
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), 21, 15'000);
        QVERIFY(peers.control(u"restart"_s, name));
        // Sent before the tail has come back: only the query after the reconnect can bring these.
        QVERIFY(push(20));
        QTRY_VERIFY_WITH_TIMEOUT(tail->counters().reconnects >= 1, 45'000);
        QVERIFY(push(20));
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), 61, 60'000);
        QCOMPARE(QSet<QString>(got.begin(), got.end()).size(), 61);
        QCOMPARE(gaps, 0);
        const auto counters = tail->counters();
        QCOMPARE(counters.received, counters.delivered + counters.deduplicated);
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
