// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/scraper.h"

#include "models/async/jobscope.h"
#include "tests/models/station/recordingintake.h"
#include "tests/support/failonwarning.h"
#include "tests/support/httpserver.h"
#include "tests/support/rawserver/rawserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <atomic>

using namespace wf;
using namespace wf::station;
using namespace std::chrono_literals;
using base::Labels;
using support::HttpResponse;

namespace {

HttpResponse answer(const QByteArray &type, const QByteArray &body)
{
    HttpResponse out;
    out.headers = {{"Content-Type", type}};
    out.body = body;
    return out;
}
HttpResponse metrics(const QByteArray &body)
{
    return answer("text/plain; version=0.0.4", body);
}

// Wall time that can be moved while the monotonic clock goes on, as an operator's `date` or NTP moves it.
class MovableClock final : public base::Clock {
public:
    [[nodiscard]] qint64 nowNs() const override { return m_system.nowNs() + m_moved.load(); }
    [[nodiscard]] qint64 monotonicNs() const override { return m_system.monotonicNs(); }
    void move(qint64 ns) { m_moved += ns; }

private:
    base::SystemClock m_system;
    std::atomic<qint64> m_moved = 0;
};

// Everything of a station that a scraper needs. The pool ends before the intake.
struct Station {
    MovableClock clock;
    support::RecordingIntake intake;
    async::Pools pools;
    std::unique_ptr<Scraper> scraper =
        std::make_unique<Scraper>(ScrapeEnvironment{clock, pools.parse(), intake, nullptr});

    // Of a job that is not there yet nothing is known.
    [[nodiscard]] TargetState target(const char *job) const
    {
        for (const auto &state : scraper->snapshot()->targets)
            if (state.job == QLatin1String(job))
                return state;
        return {};
    }
    [[nodiscard]] bool has(const char *job) const { return !target(job).key.isEmpty(); }
    [[nodiscard]] qint64 scrapes(const char *job) const { return target(job).scrapes; }
    [[nodiscard]] double last(const char *name, const char *job) const
    {
        const auto points = intake.points({{"__name__", name}, {"job", job}});
        return points.empty() ? -1 : points.back().value;
    }
};

ScrapeJob job(const char *name, const QUrl &url)
{
    ScrapeJob out;
    out.name = QString::fromLatin1(name);
    out.path = url.path();
    out.intervalNs = base::nsPerSecond;
    out.timeoutNs = 900 * base::nsPerMs;
    out.groups = {{{QStringLiteral("127.0.0.1:%1").arg(url.port())}, {}, QStringLiteral("test")}};
    return out;
}

} // namespace

class ScraperTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void scrapesAgainAndAgain()
    {
        support::HttpServer server;
        int count = 0;
        server.on(QStringLiteral("/metrics"), [&](const support::HttpRequest &) {
            return metrics("# TYPE hits counter\nhits{path=\"/\"} " + QByteArray::number(++count) + '\n');
        });
        Station station;
        station.scraper->apply({{}, {job("web", server.url(QStringLiteral("/metrics")))}});
        QTRY_VERIFY_WITH_TIMEOUT(station.scrapes("web") >= 3, 15'000);
        const auto hits = station.intake.points({{"__name__", "hits"}, {"job", "web"}, {"path", "/"}});
        QVERIFY(hits.size() >= 3);
        QCOMPARE(hits[0].value, 1.0);
        const qint64 apart = hits[2].timeMs - hits[1].timeMs;
        QVERIFY2(apart > 400, qPrintable(QString::number(apart))); // never closer than half an interval
        QTRY_COMPARE(station.last("up", "web"), 1.0);
        QTRY_COMPARE(station.last("scrape_samples_scraped", "web"), 1.0);
        const TargetState state = station.target("web");
        QCOMPARE(state.health, TargetHealth::Up);
        QVERIFY(!state.lastError && state.lastScrapeNs > 0 && state.nextScrapeNs > 0 && state.bodyBytes > 0);
        const auto &request = server.requests().first();
        QVERIFY(request.header("Accept").contains("openmetrics"));
        QCOMPARE(request.header("X-Prometheus-Scrape-Timeout-Seconds"), QByteArray("0.9"));
        QCOMPARE(station.intake.families().front().type, signals::MetricType::Counter);
    }

    void saysWhatIsWrongWithATarget_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("told");
        QTest::newRow("slow") << QStringLiteral("/slow") << QStringLiteral("did not answer completely within 0.");
        QTest::newRow("drips for ever") << QStringLiteral("/drips")
                                        << QStringLiteral("did not answer completely within 0.");
        QTest::newRow("error") << QStringLiteral("/error") << QStringLiteral("answered 500");
        QTest::newRow("missing") << QStringLiteral("/missing") << QStringLiteral("answered 404");
        QTest::newRow("garbage") << QStringLiteral("/garbage") << QStringLiteral("line 2, column 3");
        QTest::newRow("binary") << QStringLiteral("/binary") << QStringLiteral("not UTF-8");
        QTest::newRow("a web page") << QStringLiteral("/page") << QStringLiteral("web page instead of metrics");
        QTest::newRow("cut") << QStringLiteral("/cut") << QStringLiteral("cut short");
        QTest::newRow("reset") << QStringLiteral("/reset") << QStringLiteral("cut short");
        QTest::newRow("redirects away") << QStringLiteral("/away") << QStringLiteral("points to");
        QTest::newRow("a bomb") << QStringLiteral("/bomb")
                                << QStringLiteral("sends more than 2097152 bytes and was cut off");
        QTest::newRow("no HTTP") << QStringLiteral("/raw") << QStringLiteral("127.0.0.1");
    }
    void saysWhatIsWrongWithATarget()
    {
        QFETCH(QString, path);
        QFETCH(QString, told);
        support::HttpServer server;
        server.on(QStringLiteral("/good"), metrics("a 1\nb 2\n"));
        server.on(QStringLiteral("/slow"), HttpResponse::hang());
        server.on(QStringLiteral("/drips"), metrics(QByteArray("a 1\n").repeated(1000)).dripping(4, 20ms));
        server.on(QStringLiteral("/error"), HttpResponse::text("broken", 500));
        server.on(QStringLiteral("/garbage"), metrics("a 1\na garbage\n"));
        server.on(QStringLiteral("/binary"), metrics(QByteArray("a 1\n\xff\xfe\x00 1\n", 9)));
        server.on(QStringLiteral("/page"), answer("text/html", "<html>"));
        server.on(QStringLiteral("/cut"), metrics("a 1\nb 2\n").cutAfter(5));
        server.on(QStringLiteral("/reset"), metrics(QByteArray("a 1\n").repeated(5000)).resetAfter(1000));
        server.on(QStringLiteral("/away"), HttpResponse::redirect("http://example.invalid/metrics"));
        server.on(QStringLiteral("/bomb"), metrics(QByteArray("a 1\n").repeated(600'000)).gzipped());
        server.on(QStringLiteral("/raw"), HttpResponse::raw("SSH-2.0-OpenSSH_9.2\r\n"));
        bool isGood = true;
        server.on(QStringLiteral("/metrics"), [&](const support::HttpRequest &) {
            return isGood ? metrics("a 1\nb 2\n") : HttpResponse::redirect(path.toLatin1(), 307);
        });
        Station station;
        ScrapeJob bad = job("bad", server.url(QStringLiteral("/metrics")));
        bad.limits.bodyBytes = 2 << 20;
        station.scraper->apply({{}, {bad, job("good", server.url(QStringLiteral("/good")))}});
        QTRY_COMPARE_WITH_TIMEOUT(station.last("up", "bad"), 1.0, 15'000);
        isGood = false;
        station.scraper->scrapeNow();
        QTRY_COMPARE_WITH_TIMEOUT(station.last("up", "bad"), 0.0, 15'000);
        QVERIFY(signals::isStaleMarker(station.last("a", "bad")));
        QVERIFY(signals::isStaleMarker(station.last("b", "bad")));
        QTRY_VERIFY(station.target("bad").lastError);
        const auto error = *station.target("bad").lastError;
        const QString text = error.summary + u' ' + error.detail;
        QVERIFY2(text.contains(told), qPrintable(text));
        QTRY_COMPARE(station.target("bad").health, TargetHealth::Down);
        QTRY_COMPARE(station.target("good").health, TargetHealth::Up);
        isGood = true;
        QTRY_VERIFY(station.target("bad").nextScrapeNs > 0);
        station.scraper->scrapeNow();
        QTRY_COMPARE_WITH_TIMEOUT(station.last("up", "bad"), 1.0, 15'000);
        QTRY_COMPARE(station.last("a", "bad"), 1.0);
    }

    void cutsOffATargetThatNeverEnds()
    {
        qint64 sent = 0;
        tests::RawServer server([&](const tests::SeenRequest &, tests::RawPeer &peer) {
            peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
            const QByteArray block = QByteArray("metric_without_an_end 1\n").repeated(4096);
            auto *socket = peer.socket();
            const auto more = [socket, block, &sent] {
                if (socket->bytesToWrite() < (1 << 20))
                    sent += socket->write(block);
            };
            QObject::connect(socket, &QTcpSocket::bytesWritten, socket, more);
            more();
        });
        QVERIFY(server.start());
        Station station;
        ScrapeJob endless = job("endless", server.url(QStringLiteral("/metrics")));
        endless.timeoutNs = base::nsPerSecond;
        endless.limits.bodyBytes = 8 << 20;
        station.scraper->apply({{}, {endless}});
        QTRY_COMPARE_WITH_TIMEOUT(station.last("up", "endless"), 0.0, 15'000);
        QTRY_VERIFY(station.has("endless"));
        QTRY_VERIFY(station.target("endless").lastError);
        const QString told = station.target("endless").lastError->summary;
        QVERIFY2(told.contains(QStringLiteral("sends more than 8388608 bytes and was cut off")), qPrintable(told));
        QCOMPARE(station.last("scrape_body_size_bytes", "endless"), -1.0);
        QVERIFY2(sent < (64 << 20), qPrintable(QString::number(sent)));
    }

    void endsTheSeriesOfATargetThatIsRemoved()
    {
        support::HttpServer server;
        server.on(QStringLiteral("/metrics"), metrics("a 1\n"));
        Station station;
        const ScrapeJob kept = job("kept", server.url(QStringLiteral("/metrics")));
        const ScrapeJob gone = job("gone", server.url(QStringLiteral("/metrics")));
        station.scraper->apply({{}, {kept, gone}});
        QTRY_VERIFY_WITH_TIMEOUT(station.last("a", "gone") == 1.0 && station.last("a", "kept") == 1.0, 15'000);
        station.scraper->apply({{}, {kept}});
        QTRY_VERIFY(signals::isStaleMarker(station.last("a", "gone")));
        QTRY_VERIFY(signals::isStaleMarker(station.last("up", "gone")));
        QTRY_VERIFY(!station.has("gone"));
        QTRY_VERIFY_WITH_TIMEOUT(station.scrapes("kept") >= 2, 15'000); // goes on undisturbed
        QTRY_COMPARE(station.last("a", "kept"), 1.0);
    }

    void followsATargetFile()
    {
        support::HttpServer server;
        server.on(QStringLiteral("/metrics"), metrics("a 1\n"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("web.json"));
        const auto write = [&](const QByteArray &text) {
            QFile file(path + u'~');
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            QFile::remove(path);
            QVERIFY(file.rename(path));
        };
        ScrapeJob one = job("web", server.url(QStringLiteral("/metrics")));
        one.groups.clear();
        one.files = {{folder.filePath(QStringLiteral("*.json")), base::nsPerHour}};
        Station station;
        station.scraper->apply({{}, {one}});
        write("[{\"targets\": [\"127.0.0.1:" + QByteArray::number(server.serverPort()) +
              "\"], \"labels\": {\"x\": \"1\"}}]");
        QTRY_VERIFY_WITH_TIMEOUT(!station.intake.points({{"__name__", "a"}, {"x", "1"}}).empty(), 15'000);
        QTRY_COMPARE(station.target("web").discovered.text("__meta_filepath"), path);
        write("[{\"targets\": [");
        QTRY_VERIFY_WITH_TIMEOUT(!station.scraper->snapshot()->problems.isEmpty(), 15'000);
        QVERIFY2(
            station.scraper->snapshot()->problems.first().contains(QStringLiteral("its targets stay as they were")),
            qPrintable(station.scraper->snapshot()->problems.first()));
        QVERIFY(station.has("web"));
        write("[]");
        QTRY_VERIFY_WITH_TIMEOUT(!station.has("web"), 15'000);
        QTRY_VERIFY(signals::isStaleMarker(station.last("a", "web")));
    }

    void handsInLaterWhatTheStationHadNoTimeFor()
    {
        support::HttpServer server;
        server.on(QStringLiteral("/metrics"), metrics("a 1\n"));
        Station station;
        station.intake.answerWith(base::makeError(base::ErrorKind::RateLimited, QStringLiteral("too much at once")));
        station.scraper->apply({{}, {job("web", server.url(QStringLiteral("/metrics")))}});
        QTRY_VERIFY_WITH_TIMEOUT(station.scrapes("web") >= 1, 15'000);
        QVERIFY(station.target("web").note.contains(QStringLiteral("samples wait for the next scrape")));
        station.intake.answerWith(std::nullopt);
        QTRY_VERIFY_WITH_TIMEOUT(station.intake.points({{"__name__", "a"}}).size() >= 2, 15'000);
        const auto points = station.intake.points({{"__name__", "a"}});
        QVERIFY(points[0].timeMs < points[1].timeMs);
        QTRY_COMPARE(station.target("web").note, QString());
        QCOMPARE(station.target("web").health, TargetHealth::Up);
    }

    void readsProtobufWhenNativeHistogramsAreWanted()
    {
        // MetricFamily "rpc", a histogram with schema 0, a zero bucket of width 0.5 and one bucket with 3 observations.
        const QByteArray body = QByteArray::fromHex(
            "2b0a03727063180422223a200803110000000000001440280031000000000000e03f38006204080010016806");
        support::HttpServer server;
        server.on(QStringLiteral("/metrics"), [&](const support::HttpRequest &request) {
            return request.header("Accept").startsWith("application/vnd.google.protobuf")
                       ? answer("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; "
                                "encoding=delimited",
                                body)
                       : metrics("rpc 1\n");
        });
        ScrapeJob one = job("rpc", server.url(QStringLiteral("/metrics")));
        one.wantsNativeHistograms = true;
        Station station;
        station.scraper->apply({{}, {one}});
        QTRY_VERIFY_WITH_TIMEOUT(station.scrapes("rpc") >= 1, 15'000);
        QVERIFY2(!station.target("rpc").lastError,
                 qPrintable(station.target("rpc").lastError.value_or(base::Error{}).detail));
        const auto points = station.intake.points({{"__name__", "rpc"}, {"job", "rpc"}});
        QVERIFY(!points.empty() && points[0].histogram);
        QCOMPARE(points[0].histogram->count, 3.0);
        QCOMPARE(points[0].histogram->positiveCounts, std::vector<double>{3});
    }

    void goesOnInItsRhythmWhenTheClockJumps()
    {
        support::HttpServer server;
        server.on(QStringLiteral("/metrics"), metrics("a 1\n"));
        Station station;
        station.scraper->apply({{}, {job("web", server.url(QStringLiteral("/metrics")))}});
        QTRY_VERIFY_WITH_TIMEOUT(station.scrapes("web") >= 1, 15'000);
        for (const auto &[jump, told] :
             {std::pair(base::nsPerHour, "went forward by"), std::pair(-2 * base::nsPerHour, "went back by")}) {
            const qint64 before = station.scrapes("web");
            const std::size_t points = station.intake.points({{"__name__", "a"}}).size();
            station.clock.move(jump);
            QTRY_VERIFY_WITH_TIMEOUT(station.scrapes("web") >= before + 2, 15'000);
            QVERIFY2(station.target("web").note.contains(QString::fromLatin1(told)),
                     qPrintable(station.target("web").note));
            const auto taken = station.intake.points({{"__name__", "a"}});
            QVERIFY2(taken.size() <= points + 4, "turns that passed are not made up for");
            QVERIFY(std::abs(taken.back().timeMs - station.clock.nowNs() / base::nsPerMs) < 5000);
        }
    }

    void collectsFromInside()
    {
        class Inside final : public Collector {
        public:
            base::Result<wire::Exposition> collect(std::stop_token) override
            {
                wire::Exposition out;
                out.samples.push_back({Labels{{"__name__", "inside"}, {"job", "x"}}, 7, {}, {}, {}, {}});
                out.families.push_back({QStringLiteral("inside"), signals::MetricType::Gauge, {}, {}});
                return out;
            }
        };
        Station station;
        station.scraper->collect(QStringLiteral("own"), QStringLiteral("my host"), base::nsPerSecond,
                                 std::make_shared<Inside>());
        QTRY_COMPARE_WITH_TIMEOUT(station.last("inside", "own"), 7.0, 15'000);
        const auto points = station.intake.points({{"__name__", "inside"}});
        QCOMPARE(points[0].labels,
                 (Labels{{"__name__", "inside"}, {"exported_job", "x"}, {"instance", "my host"}, {"job", "own"}}));
        QTRY_VERIFY(station.has("own"));
        QVERIFY(station.target("own").url.isEmpty());
    }

    void endsWhileEverythingIsUnderWay()
    {
        support::HttpServer server;
        server.on(QStringLiteral("/metrics"), metrics(QByteArray("a 1\n").repeated(50'000)));
        server.on(QStringLiteral("/slow"), HttpResponse::hang());
        for (int round = 0; round < 5; ++round) {
            Station station;
            std::vector<ScrapeJob> jobs;
            for (int i = 0; i < 20; ++i)
                jobs.push_back(job(qPrintable(QStringLiteral("j%1").arg(i)),
                                   server.url(i % 2 ? QStringLiteral("/metrics") : QStringLiteral("/slow"))));
            station.scraper->apply({{}, jobs});
            const qsizetype before = server.count(QStringLiteral("/metrics"));
            QTRY_VERIFY(server.count(QStringLiteral("/metrics")) > before + round);
            if (round % 2)
                station.scraper->apply({});
            station.scraper.reset();
        }
    }
};

QTEST_GUILESS_MAIN(ScraperTest)
#include "tst_scraper.moc"
