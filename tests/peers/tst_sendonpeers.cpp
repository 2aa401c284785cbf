// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the station sends on, as the real Prometheus, Loki and Jaeger receive it.
#include "models/station/sendon/sendon.h"
#include "tests/models/station/receive/recordingintake.h"
#include "tests/support/peerlist.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QUrlQuery>

using namespace wf;
using namespace wf::station;
using namespace wf::tests;

class SendOnPeersTest : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    PeerList m_peers = PeerList::load();
    RecordingIntake m_station;
    QTemporaryDir m_folder;
    OutboxShelf m_shelf{m_folder.path()};
    QThreadPool m_pool;
    QNetworkAccessManager m_network;

    std::unique_ptr<SendOnIntake> sendOn(SendKind kind, const QUrl &base, const QString &path)
    {
        SendTarget target;
        target.kind = kind;
        target.http.name = QStringLiteral("peer");
        target.http.base = base;
        target.http.base.setPath(path);
        const Sender::Environment environment{{m_clock, [] { return 0.0; }, nullptr, nullptr}, m_pool};
        return std::make_unique<SendOnIntake>(m_station, std::vector{target}, m_shelf, environment);
    }
    QByteArray ask(const QUrl &base, const QString &path, const QList<std::pair<QString, QString>> &question = {})
    {
        QUrl address = base;
        address.setPath(path);
        QUrlQuery query;
        for (const auto &[name, value] : question)
            query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
        address.setQuery(query);
        const std::unique_ptr<QNetworkReply> reply(m_network.get(QNetworkRequest(address)));
        (void)QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000);
        return reply->readAll();
    }
    QByteArray prometheusSays(const Peer &peer, const QString &expression)
    {
        return ask(peer.url, QStringLiteral("/api/v1/query"), {{QStringLiteral("query"), expression}});
    }
    // Unlike those of an earlier run.
    [[nodiscard]] std::string mark() const { return std::to_string(m_clock.nowNs()); }
    static QString settled(const SendOnIntake &way)
    {
        const auto state = way.states()[0];
        return QStringLiteral("%1 sent, %2 refused: %3 %4")
            .arg(state.sentItems)
            .arg(state.refusedItems)
            .arg(state.lastRefusal, state.lastError ? state.lastError->detail : QString());
    }

private Q_SLOTS:
    void prometheusTakesMetricsOverOtlp();
    void prometheusSaysWhatItDoesNotTake();
    void lokiTakesLinesPushedAndOverOtlp();
    void lokiSaysWhatItDoesNotTake();
    void jaegerTakesSpans();
};

void SendOnPeersTest::prometheusTakesMetricsOverOtlp()
{
    WF_NEED_PEER(m_peers, QStringLiteral("prometheus-3.5"));
    const Peer &peer = *m_peers.find(QStringLiteral("prometheus-3.5"));
    const auto way = sendOn(SendKind::OtlpMetrics, peer.url, QStringLiteral("/api/v1/otlp/v1/metrics"));
    const std::string run = mark();
    const qint64 nowMs = m_clock.nowNs() / base::nsPerMs;
    const auto point = [&](const char *name, double value, const base::Labels &more = {}) {
        return MetricPoint{more.with("__name__", name).with("job", "sent").with("run", run), nowMs, value, nullptr, {}};
    };
    MetricBatch batch;
    batch.families = {{QStringLiteral("sent_seconds"), signals::MetricType::Histogram, {}, {}}};
    batch.points = {point("sent_requests_total", 7),
                    point("sent_temperature", 21.5),
                    point("sent_seconds_bucket", 1, {{"le", "0.5"}}),
                    point("sent_seconds_bucket", 4, {{"le", "+Inf"}}),
                    point("sent_seconds_sum", 9.5),
                    point("sent_seconds_count", 4),
                    point("sent_native", 0)};
    auto native = std::make_shared<signals::NativeHistogram>();
    native->schema = 0;
    native->count = 6;
    native->sum = 9;
    native->zeroThreshold = 1e-128;
    native->positiveSpans = {{0, 2}};
    native->positiveCounts = {2, 4};
    batch.points.back().histogram = native;
    QVERIFY(way->takeMetrics(std::move(batch)).ok());
    way->flush();
    QTRY_VERIFY2_WITH_TIMEOUT(way->states()[0].sentItems == 4, qPrintable(settled(*way)), 20'000);
    const QString of = QStringLiteral("{job=\"sent\",run=\"%1\"}").arg(QString::fromStdString(run));
    const auto says = [&](const QString &expression) { return prometheusSays(peer, expression.arg(of)); };
    QVERIFY2(says(QStringLiteral("sent_requests_total%1")).contains("\"7\""), "the counter is not there");
    QVERIFY(says(QStringLiteral("sent_temperature%1")).contains("\"21.5\""));
    QVERIFY(says(QStringLiteral("sum(sent_seconds_bucket%1)")).contains("\"5\""));
    QVERIFY(says(QStringLiteral("sent_seconds_sum%1")).contains("\"9.5\""));
    QVERIFY(says(QStringLiteral("histogram_count(sent_native%1)")).contains("\"6\""));
}

void SendOnPeersTest::prometheusSaysWhatItDoesNotTake()
{
    WF_NEED_PEER(m_peers, QStringLiteral("prometheus-3.5"));
    const Peer &peer = *m_peers.find(QStringLiteral("prometheus-3.5"));
    const auto way = sendOn(SendKind::RemoteWrite, peer.url, QStringLiteral("/api/v1/write"));
    const base::Labels labels{{"__name__", "sent_twice"}, {"run", mark()}};
    const qint64 nowMs = m_clock.nowNs() / base::nsPerMs;
    const auto take = [&](qint64 timeMs, double value) {
        MetricBatch batch;
        batch.points.push_back({labels, timeMs, value, nullptr, {}});
        QVERIFY(way->takeMetrics(std::move(batch)).ok());
        way->flush();
    };
    take(nowMs, 1);
    QTRY_VERIFY2_WITH_TIMEOUT(way->states()[0].sentItems == 1, qPrintable(settled(*way)), 20'000);
    take(nowMs - 90LL * 24 * 3'600'000, 2);
    QTRY_VERIFY2_WITH_TIMEOUT(way->states()[0].refusedItems == 1, qPrintable(settled(*way)), 20'000);
    QVERIFY2(!way->states()[0].lastRefusal.isEmpty(), qPrintable(settled(*way)));
    take(nowMs + 1, 3); // goes on
    QTRY_VERIFY2_WITH_TIMEOUT(way->states()[0].sentItems == 2, qPrintable(settled(*way)), 20'000);
}

void SendOnPeersTest::lokiTakesLinesPushedAndOverOtlp()
{
    WF_NEED_PEER(m_peers, QStringLiteral("loki-3.7"));
    const Peer &peer = *m_peers.find(QStringLiteral("loki-3.7"));
    for (const SendKind kind : {SendKind::Loki, SendKind::OtlpLogs}) {
        const bool isPush = kind == SendKind::Loki;
        const auto way =
            sendOn(kind, peer.url, isPush ? QStringLiteral("/loki/api/v1/push") : QStringLiteral("/otlp/v1/logs"));
        const std::string service = (isPush ? "pushed-" : "told-") + mark();
        std::vector<signals::LogLine> lines;
        for (int i = 0; i < 3; ++i) {
            signals::LogLine line;
            line.timeNs = m_clock.nowNs() + i;
            line.text = "line " + std::to_string(i);
            line.stream = base::Labels{{"service_name", service}};
            line.metadata = base::Labels{{"user", "ana"}};
            line.level = signals::LogLevel::Error;
            lines.push_back(std::move(line));
        }
        QVERIFY(way->takeLogs(lines).ok());
        way->flush();
        QTRY_VERIFY2_WITH_TIMEOUT(way->states()[0].sentItems == 3, qPrintable(settled(*way)), 20'000);
        const QString query =
            QStringLiteral("{service_name=\"%1\"} | user=\"ana\"").arg(QString::fromStdString(service));
        QByteArray answer;
        QTRY_VERIFY2_WITH_TIMEOUT(
            (answer = ask(peer.url, QStringLiteral("/loki/api/v1/query_range"), {{QStringLiteral("query"), query}}))
                .contains("line 2"),
            answer.constData(), 20'000);
    }
}

void SendOnPeersTest::lokiSaysWhatItDoesNotTake()
{
    WF_NEED_PEER(m_peers, QStringLiteral("loki-3.7"));
    const Peer &peer = *m_peers.find(QStringLiteral("loki-3.7"));
    const auto way = sendOn(SendKind::Loki, peer.url, QStringLiteral("/loki/api/v1/push"));
    signals::LogLine line;
    line.stream = base::Labels{{"service_name", "late-" + mark()}};
    line.text = "far in the future";
    line.timeNs = m_clock.nowNs() + 48 * 3'600 * base::nsPerSecond;
    signals::LogLine good = line;
    good.text = "now";
    good.timeNs = m_clock.nowNs();
    signals::LogLine longest = good;
    longest.text = std::string(300'000, 'x');
    QVERIFY(way->takeLogs({longest, good, line}).ok());
    way->flush();
    QTRY_VERIFY2_WITH_TIMEOUT(way->states()[0].sentItems == 1, qPrintable(settled(*way)), 20'000);
    signals::LogLine old = good; // the newest of its stream is from now
    old.text = "long ago";
    old.timeNs -= 90 * base::nsPerDay;
    good.text = "later";
    QVERIFY(way->takeLogs({old, good}).ok());
    way->flush();
    QTRY_VERIFY2_WITH_TIMEOUT(way->states()[0].sentItems == 2, qPrintable(settled(*way)), 20'000);
    const auto reasons = way->states()[0].refusedFor;
    const QByteArray said = settled(*way).toUtf8() + ' ' + QStringList(reasons.keys()).join(u' ').toUtf8();
    QVERIFY2(reasons.value(QStringLiteral("too_far_in_future")) == 1, said.constData());
    QVERIFY2(reasons.value(QStringLiteral("too_far_behind")) == 1, said.constData());
    QVERIFY2(reasons.value(QStringLiteral("line_too_long")) == 1, said.constData());
    QCOMPARE(way->states()[0].refusedItems, 3);
    QVERIFY(!way->states()[0].lastError);
    const QByteArray query = "{service_name=\"" + line.stream.text("service_name").toUtf8() + "\"}";
    QByteArray answer;
    QTRY_VERIFY2_WITH_TIMEOUT((answer = ask(peer.url, QStringLiteral("/loki/api/v1/query_range"),
                                            {{QStringLiteral("query"), QString::fromUtf8(query)}}))
                                  .contains("\"now\""),
                              answer.constData(), 20'000);
    QVERIFY2(!answer.contains("long ago") && !answer.contains("far in the future"), answer.constData());
    QCOMPARE(way->states()[0].retries, 0);
}

void SendOnPeersTest::jaegerTakesSpans()
{
    const auto jaegers = m_peers.ofKind(QStringLiteral("jaeger"));
    if (jaegers.isEmpty())
        QSKIP(qUtf8Printable(m_peers.whyNot(QStringLiteral("jaeger-2.13"))));
    for (const Peer &peer : jaegers) {
        const auto way = sendOn(SendKind::OtlpTraces, peer.otlp, QStringLiteral("/v1/traces"));
        signals::Trace trace;
        trace.traceId = QString::number(m_clock.nowNs(), 16).rightJustified(32, QLatin1Char('0'));
        trace.processes = {{QStringLiteral("sent-cart"), {}}};
        auto &span = trace.spans.emplace_back();
        span.spanId = signals::SpanId(quint64{7});
        span.operation = QStringLiteral("GET /cart");
        span.startNs = m_clock.nowNs();
        span.durationNs = 5'000'000;
        QVERIFY(way->takeSpans({trace}).ok());
        way->flush();
        QTRY_VERIFY2_WITH_TIMEOUT(way->states()[0].sentItems == 1, qPrintable(settled(*way)), 20'000);
        QByteArray answer;
        QTRY_VERIFY2_WITH_TIMEOUT(
            (answer = ask(peer.url, QStringLiteral("/api/traces/") + trace.traceId)).contains("GET /cart"),
            answer.constData(), 20'000);
    }
}

QTEST_GUILESS_MAIN(SendOnPeersTest)
#include "tst_sendonpeers.moc"
