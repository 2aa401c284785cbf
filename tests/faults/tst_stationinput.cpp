// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Bad input of every kind through a whole station: nothing already accepted is lost, the rest is refused with its
// reason, and the event loop of the console goes on.
#include "models/station/core/station.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"
#include "tests/support/rawserver/rawserver.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace wf;
using namespace wf::station;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000; // for busy machines

// The system's clock, that somebody sets.
class SetClock final : public base::Clock {
public:
    [[nodiscard]] qint64 nowNs() const override { return m_system.nowNs() + m_offNs; }
    [[nodiscard]] qint64 monotonicNs() const override { return m_system.monotonicNs(); }
    void jumpTo(qint64 offNs) { m_offNs = offNs; }

private:
    base::SystemClock m_system;
    std::atomic<qint64> m_offNs = 0;
};

class World {
public:
    explicit World(const QString &disk = {})
        : m_data((disk.isEmpty() ? folder.path() : disk) + u"/data"_s),
          m_ledger(test::quietOptions(folder.filePath(u"state"_s)), clock)
    {
        write("token", "s3cret\n");
    }
    void write(const char *name, const QByteArray &text, QIODevice::OpenMode mode = QIODevice::WriteOnly)
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(mode));
        file.write(text);
    }
    // `jobs`: job name and target of what is scraped each second.
    void start(const std::vector<std::pair<QByteArray, QUrl>> &jobs, const QByteArray &logs = "{enabled: false}")
    {
        QByteArray scrape;
        for (const auto &[name, url] : jobs)
            scrape += "    - {job_name: " + name +
                      ", scrape_interval: 1s, scrape_timeout: 900ms, static_configs: "
                      "[{targets: ['127.0.0.1:" +
                      QByteArray::number(url.port()) + "']}], metrics_path: /" + name + "}\n";
        write("station.yaml", "host: {enabled: false}\nreceive: {enabled: false}\nlogs: " + logs +
                                  "\nrules: {defaults: false}\nserve: {enabled: true, port: 0, token_file: " +
                                  folder.filePath(u"token"_s).toUtf8() +
                                  "}\nscrape:\n  self: false\n  discover_local: false\n  scrape_configs:\n" +
                                  (scrape.isEmpty() ? QByteArray("    []\n") : scrape));
        StationOptions options;
        options.directory = m_data;
        options.configFile = folder.filePath(u"station.yaml"_s);
        station = std::make_unique<Station>(options, clock, m_pools, nullptr, m_ledger.ledger());
        station->start();
    }
    [[nodiscard]] const StationState &state() const { return *station->state(); }
    [[nodiscard]] std::optional<TargetState> target(const QString &job) const
    {
        for (const auto &one : state().scrape->targets)
            if (one.job == job)
                return one;
        return std::nullopt;
    }
    [[nodiscard]] QString problemOf(const QString &job) const
    {
        const auto one = target(job);
        return one && one->lastError ? one->lastError->summary + u' ' + one->lastError->detail : QString();
    }
    // What the read APIs answer.
    QByteArray ask(const QString &path, const std::vector<std::pair<QString, QString>> &question)
    {
        const auto &served = state().doors.served;
        if (!served || served->ports.empty() || !served->ports[0].port)
            return {};
        QUrl url(u"http://127.0.0.1:%1%2"_s.arg(served->ports[0].port).arg(path));
        QUrlQuery query;
        for (const auto &[name, value] : question)
            query.addQueryItem(name, QString::fromUtf8(QUrl::toPercentEncoding(value)));
        url.setQuery(query);
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer s3cret");
        const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        return QTest::qWaitFor([&] { return reply->isFinished(); }, patienceMs) ? reply->readAll() : QByteArray();
    }
    // The value of an expression that gives one series; nothing when it gives none.
    std::optional<double> value(const QString &expr, qint64 atNs = 0)
    {
        const double at = static_cast<double>(atNs ? atNs : clock.nowNs()) / base::nsPerSecond;
        const auto json = QJsonDocument::fromJson(
            ask(u"/api/v1/query"_s, {{u"query"_s, expr}, {u"time"_s, QString::number(at, 'f', 3)}}));
        const auto result = json[u"data"_s][u"result"_s].toArray();
        return result.isEmpty() ? std::nullopt
                                : std::optional(result[0][u"value"_s].toArray().at(1).toString().toDouble());
    }
    base::Result<Accepted> put(qint64 timeNs, double value, const char *name = "put_total")
    {
        MetricBatch batch;
        batch.points.push_back({base::Labels{{"__name__", name}}, timeNs / base::nsPerMs, value, nullptr, {}});
        return station->intake()->takeMetrics(std::move(batch));
    }

    QTemporaryDir folder;
    SetClock clock;
    std::unique_ptr<Station> station;

private:
    QString m_data;
    async::Pools m_pools;
    store::Store m_ledger;
    QNetworkAccessManager m_network;
};

support::HttpResponse metrics(const QByteArray &text)
{
    return support::HttpResponse::text(text).with("Content-Type", "text/plain; version=0.0.4");
}

// Sends `announced` bytes, or for ever when it is 0, as fast as they are taken.
tests::RawServer::Handler flood(const QByteArray &announced, const std::shared_ptr<qint64> &sent)
{
    return [announced, sent](const tests::SeenRequest &, tests::RawPeer &peer) {
        peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + announced + "\r\n");
        auto *socket = peer.socket();
        const auto more = [socket, sent, block = QByteArray("flooding_total 1\n").repeated(8192)] {
            if (socket->bytesToWrite() < (1 << 20))
                *sent += socket->write(block);
        };
        QObject::connect(socket, &QTcpSocket::bytesWritten, socket, more);
        more();
    };
}

} // namespace

class StationInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void malformedExpositionIsToldWithItsPlace();
    void aTargetOfTwoGigabytesOrWithoutAnEndIsCutOff();
    void aLabelThatExplodesIsNamed();
    void duplicatesAndOutOfOrderSamplesAreRefusedWithTheirReason();
    void clockJumpsInBothDirectionsLoseNothing();
    void megabyteLinesAreCutAndInvalidBytesShown();
    void aFullDiskRefusesAndKeepsWhatItHad();
};

void StationInputTest::malformedExpositionIsToldWithItsPlace()
{
    support::HttpServer server;
    server.on(u"/good"_s, metrics("fine 7\n"));
    server.on(u"/bad"_s, metrics("a 1\na garbage\n"));
    World w;
    w.start({{"good", server.url()}, {"bad", server.url()}});
    QTRY_VERIFY2_WITH_TIMEOUT(w.problemOf(u"bad"_s).contains(u"line 2, column 3"), qPrintable(w.problemOf(u"bad"_s)),
                              patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(w.value(u"fine"_s), std::optional(7.0), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(w.value(u"up{job=\"bad\"}"_s), std::optional(0.0), patienceMs);
    QCOMPARE(w.value(u"a"_s), std::nullopt); // nothing of it
}

void StationInputTest::aTargetOfTwoGigabytesOrWithoutAnEndIsCutOff()
{
    const auto sentLarge = std::make_shared<qint64>(0);
    const auto sentEndless = std::make_shared<qint64>(0);
    tests::RawServer large(flood("Content-Length: 2147483648\r\n", sentLarge));
    tests::RawServer endless(flood("Connection: close\r\n", sentEndless));
    QVERIFY(large.start() && endless.start());
    support::HttpServer server;
    server.on(u"/good"_s, metrics("fine 7\n"));
    World w;
    w.start({{"good", server.url()}, {"large", large.url()}, {"endless", endless.url()}});
    // Cut off by size, or where the machine is slow by time; never read to its end.
    for (const auto &job : {u"large"_s, u"endless"_s})
        QTRY_VERIFY2_WITH_TIMEOUT(w.problemOf(job).contains(u"was cut off") ||
                                      w.problemOf(job).contains(u"did not answer completely"),
                                  qPrintable(w.problemOf(job)), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(w.value(u"fine"_s), std::optional(7.0), patienceMs);
    QCOMPARE(w.value(u"flooding_total"_s), std::nullopt);
    large.stop();
    endless.stop();
    QVERIFY(*sentLarge < (1LL << 30) && *sentEndless < (1LL << 30));
}

void StationInputTest::aLabelThatExplodesIsNamed()
{
    support::HttpServer server;
    QByteArray body;
    for (int i = 0; i < 100'100; ++i)
        body += "hits{path=\"/\",user=\"" + QByteArray::number(i) + "\"} 1\n";
    bool isCalm = true;
    server.on(u"/app"_s, [&](const support::HttpRequest &) {
        return metrics(isCalm ? QByteArray("hits{path=\"/\",user=\"0\"} 1\n") : body);
    });
    World w;
    w.start({{"app", server.url()}});
    QTRY_COMPARE_WITH_TIMEOUT(w.value(u"count(hits)"_s), std::optional(1.0), patienceMs);
    isCalm = false;
    QTRY_VERIFY2_WITH_TIMEOUT(w.problemOf(u"app"_s).contains(u"user"), qPrintable(w.problemOf(u"app"_s)), patienceMs);
    QVERIFY2(w.problemOf(u"app"_s).contains(u"100"), qPrintable(w.problemOf(u"app"_s)));
    QVERIFY(w.state().series.activeSeries < 1000);
    isCalm = true;
    QTRY_COMPARE_WITH_TIMEOUT(w.value(u"up{job=\"app\"}"_s), std::optional(1.0), patienceMs);
}

void StationInputTest::duplicatesAndOutOfOrderSamplesAreRefusedWithTheirReason()
{
    World w;
    w.start({});
    const qint64 now = w.clock.nowNs();
    QCOMPARE(w.put(now, 5)->taken, 1);
    const auto reasonsOf = [](const base::Result<Accepted> &accepted) {
        QStringList reasons;
        for (const auto &one : accepted->refused)
            reasons << one.reason;
        return reasons.join(u' ');
    };
    const auto duplicate = w.put(now, 6);
    QVERIFY(duplicate.ok() && duplicate->taken == 0);
    QVERIFY2(reasonsOf(duplicate).contains(u"at the same time"), qPrintable(reasonsOf(duplicate)));
    const auto old = w.put(now - base::nsPerDay, 4);
    QVERIFY(old.ok() && old->taken == 0);
    QVERIFY2(!reasonsOf(old).isEmpty(), "it must say why");
    QTRY_COMPARE_WITH_TIMEOUT(w.value(u"put_total"_s), std::optional(5.0), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(w.state().counts.samples.refusedCount(), 2, patienceMs);
}

void StationInputTest::clockJumpsInBothDirectionsLoseNothing()
{
    support::HttpServer server;
    int scrapes = 0;
    server.on(u"/app"_s, [&](const support::HttpRequest &) {
        ++scrapes;
        return metrics("beats_total " + QByteArray::number(scrapes) + '\n');
    });
    World w;
    w.start({{"app", server.url()}});
    QTRY_VERIFY_WITH_TIMEOUT(w.value(u"beats_total"_s).value_or(0) >= 2, patienceMs);
    const qint64 before = w.clock.nowNs();
    const auto then = w.value(u"beats_total"_s, before);
    QVERIFY(then);
    for (const qint64 hours : {3, -2, 0}) { // forward, back beyond the start, right again
        w.clock.jumpTo(hours * base::nsPerHour);
        const int seen = scrapes;
        QTRY_VERIFY_WITH_TIMEOUT(scrapes >= seen + 3, patienceMs); // it goes on in its rhythm
        QCOMPARE(w.value(u"beats_total"_s, before), then);         // and what was taken is there
    }
    QTRY_COMPARE_WITH_TIMEOUT(w.target(u"app"_s)->health, TargetHealth::Up, patienceMs);
    w.station.reset();
    w.start({{"app", server.url()}});
    QTRY_COMPARE_WITH_TIMEOUT(w.value(u"beats_total"_s, before), then, patienceMs);
}

void StationInputTest::megabyteLinesAreCutAndInvalidBytesShown()
{
    World w;
    w.write("app.log", QByteArray("first line\n") + QByteArray(1 << 20, 'x') + "\nbroken \xff\xfe bytes\nlast line\n");
    w.start({}, "{enabled: true, machine: false, journal: false, rescan: 500ms, files: [{include: [" +
                    w.folder.filePath(u"app.log"_s).toUtf8() + "], start: beginning, service: app}]}");
    const auto lines = [&] {
        return w.ask(u"/loki/api/v1/query_range"_s, {{u"query"_s, u"{service_name=\"app\"}"_s}});
    };
    QByteArray found;
    QTRY_VERIFY2_WITH_TIMEOUT((found = lines()).contains("last line"), found.left(2000).constData(), patienceMs);
    QVERIFY2(found.contains("first line") && found.contains("broken"), found.left(2000).constData());
    QVERIFY2(found.contains("xxxxxxxx") && found.size() < (1 << 20), "the long line must be there, cut");
    QVERIFY(!found.contains('\xff'));
    QTRY_COMPARE_WITH_TIMEOUT(w.state().tail.cutLines, 1, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(w.state().tail.replacedBytes, 2, patienceMs);
    QCOMPARE(w.state().tail.refusedLines, 0);
}

void StationInputTest::aFullDiskRefusesAndKeepsWhatItHad()
{
    const QTemporaryDir mount;
    const auto run = [](const QStringList &arguments) { return QProcess::execute(u"mount"_s, arguments); };
    if (run({u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=160m"_s, u"none"_s, mount.path()}) != 0)
        QSKIP("a small file system can only be mounted by root");
    const auto unmount = qScopeGuard([&] { QProcess::execute(u"umount"_s, {mount.path()}); });
    World w(mount.path());
    w.start({});
    const qint64 start = w.clock.nowNs();
    QCOMPARE(w.put(start, 1)->taken, 1);
    const auto put = [&](qint64 i) {
        signals::LogLine line;
        line.timeNs = start + i;
        line.text = "line " + std::to_string(i) + std::string(5000, 'y');
        line.stream = {{"service_name", "app"}};
        return w.station->intake()->takeLogs({line});
    };
    qint64 taken = 0;
    for (qint64 i = 0; i < 50; ++i)
        taken += put(i)->taken;
    QCOMPARE(taken, 50);
    QFile ballast(mount.filePath(u"ballast"_s));
    QVERIFY(ballast.open(QIODevice::WriteOnly));
    while (ballast.write(QByteArray(1 << 16, 'x')) > 0 && ballast.flush()) {
    }
    std::optional<base::Error> refused;
    if (const auto accepted = put(50); !accepted)
        refused = accepted.error();
    QVERIFY2(refused, "a full disk must refuse");
    QCOMPARE(refused->kind, base::ErrorKind::Storage);
    QVERIFY2(refused->summary.contains(u"full"), qPrintable(refused->summary + u' ' + refused->detail));
    QTRY_COMPARE_WITH_TIMEOUT(w.value(u"put_total"_s, start + base::nsPerSecond), std::optional(1.0),
                              patienceMs); // it still answers
    QVERIFY(ballast.remove());
    QTRY_VERIFY_WITH_TIMEOUT(put(50'000).ok(), patienceMs); // and takes again
    const auto count = QJsonDocument::fromJson(
        w.ask(u"/loki/api/v1/query"_s, {{u"query"_s, u"sum(count_over_time({service_name=\"app\"}[1h]))"_s},
                                        {u"time"_s, QString::number(start + base::nsPerMinute)}}));
    QCOMPARE(count[u"data"_s][u"result"_s][0][u"value"_s][1].toString().toLongLong(), taken + 1);
}

QTEST_GUILESS_MAIN(StationInputTest)
#include "tst_stationinput.moc"
