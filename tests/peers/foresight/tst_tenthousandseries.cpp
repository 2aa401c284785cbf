// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/backfilledprometheus.h"
#include "tests/peers/foresight/fleet.h"
#include "tests/peers/foresight/openedconsole.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <unistd.h>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteS = 60, scrapeS = 15; // as it is scraped: another pace is another noise
[[maybe_unused]] constexpr double mostOfACore = 0.05;
[[maybe_unused]] constexpr qint64 latestMs = 100;
constexpr int learnedWithinMs = 600'000, pausedForMs = 2'000;
constexpr int toldWithinMs = 150'000; // ten scrapes: what settles, a round of questions, and some that were late

// What is measured; the defaults keep the test short.
int setting(const char *name, int otherwise)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? value : otherwise;
}

double secondsOf(clockid_t clock)
{
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

double residentMiB()
{
    QFile file(u"/proc/self/statm"_s);
    const long pages = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLong() : 0;
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1048576.0;
}

// Tells the longest event of the window's thread, in processor time.
class TimedApplication final : public QCoreApplication {
public:
    using QCoreApplication::QCoreApplication;
    double longestMs = 0;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (QThread::currentThread() != thread()) // other threads come through here too
            return QCoreApplication::notify(receiver, event);
        if (m_depth++ > 0) {
            --m_depth;
            return QCoreApplication::notify(receiver, event);
        }
        const double before = secondsOf(CLOCK_THREAD_CPUTIME_ID);
        const bool out = QCoreApplication::notify(receiver, event);
        longestMs = std::max(longestMs, (secondsOf(CLOCK_THREAD_CPUTIME_ID) - before) * 1e3);
        --m_depth;
        return out;
    }

private:
    int m_depth = 0;
};

// As a window opens an environment for the first time, at the pace of the scrapes.
struct Watching : tests::OpenedConsole {
    engine::AnomalyKeeper keeper;

    Watching(const QString &address, const engine::AnomalyOptions &options)
        : OpenedConsole(address),
          keeper(catalog, reader, feedback, &files.answers(), borrowed.clock, borrowed.pools, options)
    {
        keeper.start();
        catalog.refresh();
    }
    [[nodiscard]] const engine::AnomaliesSnapshot &now() const { return *keeper.snapshot(); }
    [[nodiscard]] std::size_t watched() const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(now().series, [](const auto &s) { return !s.of->question->comparesSiblings; }));
    }
    [[nodiscard]] qint64 newestNs() const
    {
        qint64 out = 0;
        for (const auto &s : now().series)
            out = std::max(out, s.lastNs);
        return out;
    }
};

} // namespace

// Ten thousand series of a real Prometheus that scrapes them, watched live. WF_WATCH_STEP: seconds between samples
// (15); WF_WATCH_HOURS: of history (1); WF_WATCH_MINUTES: how long (1); WF_WATCH_SERVICES: a tenth of the series
// (1000).
class TenThousandSeriesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!tests::BackfilledPrometheus::isInstalled())
            QSKIP("prometheus and promtool are not installed");
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        m_port = free.serverPort();
        free.close();
        m_fleet.start(QCoreApplication::applicationFilePath(), {u"serve"_s, QString::number(m_port)});
        QVERIFY(m_fleet.waitForReadyRead(30'000));
        const qint64 nowS = QDateTime::currentSecsSinceEpoch() / minuteS * minuteS;
        const QByteArray scrape = "scrape_configs:\n- job_name: fleet\n  scrape_interval: 15s\n  honor_labels: true\n"
                                  "  static_configs: [{targets: ['127.0.0.1:" +
                                  QByteArray::number(m_port) + "']}]\n";
        const int hours = setting("WF_WATCH_HOURS", 1);
        QVERIFY(m_prometheus.start(tests::Fleet().history(nowS - hours * 3600, nowS, scrapeS), {}, scrape));
        engine::AnomalyOptions options;
        options.stepNs = setting("WF_WATCH_STEP", 15) * base::nsPerSecond;
        options.quickNs = base::nsPerHour / 2;
        options.trainedNs = hours * base::nsPerHour;
        options.share = 2;
        m_watching = std::make_unique<Watching>(m_prometheus.address(), options);
    }
    void thePastIsLearnedWithProgressAndCanBePaused()
    {
        QElapsedTimer timer;
        timer.start();
        engine::AnomalyKeeper &keeper = m_watching->keeper;
        using Phase = engine::TrainingState::Phase;
        const auto phase = [&] { return m_watching->now().training.phase; };
        QVERIFY(QTest::qWaitFor([&] { return !m_watching->now().series.empty(); }, learnedWithinMs));
        const double firstS = static_cast<double>(timer.elapsed()) / 1e3;
        QVERIFY(QTest::qWaitFor([&] { return phase() == Phase::Training; }, learnedWithinMs));
        const double lookedS = static_cast<double>(timer.elapsed()) / 1e3;
        keeper.setShare(0.5); // half a processor, whatever there is to do
        (void)QTest::qWaitFor([] { return false; }, pausedForMs);
        const double usedBefore = secondsOf(CLOCK_PROCESS_CPUTIME_ID), doneBefore = m_watching->now().training.done;
        QElapsedTimer learning;
        learning.start();
        QVERIFY(QTest::qWaitFor([&] { return m_watching->now().training.done > doneBefore + 0.1; }, learnedWithinMs));
        const double share =
            (secondsOf(CLOCK_PROCESS_CPUTIME_ID) - usedBefore) * 1e3 / static_cast<double>(learning.elapsed());
        keeper.setPaused(true);
        QTRY_VERIFY(m_watching->now().training.isPaused);
        (void)QTest::qWaitFor([] { return false; }, pausedForMs); // what is on its way ends
        const double paused = m_watching->now().training.done;
        (void)QTest::qWaitFor([] { return false; }, pausedForMs);
        QCOMPARE(m_watching->now().training.done, paused);
        keeper.setPaused(false);
        keeper.setShare(2); // for the rest
        QVERIFY(QTest::qWaitFor([&] { return phase() == Phase::Watching; }, learnedWithinMs));
        qInfo(
            "first scores after %.1f s, all looked at after %.1f s, learned after %.0f s; share while learning at half "
            "a processor %.2f; resident %.0f MiB",
            firstS, lookedS, static_cast<double>(timer.elapsed()) / 1e3, share, residentMiB());
        QCOMPARE(m_watching->watched(), static_cast<std::size_t>(10 * tests::Fleet::size()));
        QVERIFY2(share < 0.65, qPrintable(QString::number(share))); // decoding answers is not learning
        QVERIFY(firstS < 60);
    }
    void whatComesIsScoredInTime()
    {
        auto *app = static_cast<TimedApplication *>(QCoreApplication::instance());
        std::vector<qint64> latenessMs;
        qint64 newestNs = m_watching->newestNs(), lastNs = m_watching->now().scoredAfterNs;
        double oldestS = 0; // of a sample when the whole round was scored
        const auto listening = connect(&m_watching->keeper, &engine::AnomalyKeeper::changed, this, [&] {
            const qint64 newest = m_watching->newestNs();
            if (const qint64 afterNs = m_watching->now().scoredAfterNs; std::exchange(lastNs, afterNs) != afterNs)
                latenessMs.push_back(afterNs / base::nsPerMs);
            if (newest > newestNs)
                oldestS = std::max(oldestS, static_cast<double>(m_watching->borrowed.clock.nowNs() - newest) / 1e9);
            newestNs = std::max(newest, newestNs);
        });
        app->longestMs = 0;
        const double residentBefore = residentMiB(), usedBefore = secondsOf(CLOCK_PROCESS_CPUTIME_ID);
        const qint64 newestBefore = newestNs;
        QElapsedTimer timer;
        timer.start();
        const qint64 watchMs = setting("WF_WATCH_MINUTES", 1) * 60'000LL;
        (void)QTest::qWaitFor([] { return false; }, static_cast<int>(watchMs));
        const double used =
            (secondsOf(CLOCK_PROCESS_CPUTIME_ID) - usedBefore) * 1e3 / static_cast<double>(timer.elapsed());
        disconnect(listening);
        std::ranges::sort(latenessMs);
        QVERIFY(!latenessMs.empty() && newestNs > newestBefore);
        const qint64 late = latenessMs[latenessMs.size() * 99 / 100], middle = latenessMs[latenessMs.size() / 2];
        qInfo(
            "watched %lld s: %.2f %% of a core, all included; from an answer until its scores are shown %lld ms in the "
            "middle, %lld "
            "ms at worst of 99 in 100; from a sample's time to its score %.1f s at most; longest event of the window's "
            "thread %.1f ms; resident %.0f MiB before, %.0f after",
            static_cast<long long>(timer.elapsed() / 1000), used * 100, static_cast<long long>(middle),
            static_cast<long long>(late), oldestS, app->longestMs, residentBefore, residentMiB());
#ifdef NDEBUG // a debug build takes several times as long
        QVERIFY2(used < mostOfACore, qPrintable(QString::number(used)));
        QVERIFY2(late < latestMs, qPrintable(QString::number(late)));
#endif
        QVERIFY(residentMiB() < residentBefore * 1.1 + 50);
    }
    void whatBreaksIsTold()
    {
        QVERIFY(QTest::qWaitFor(
            [this] { return m_watching->now().training.phase == engine::TrainingState::Phase::Watching; },
            learnedWithinMs));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        QVERIFY(socket.waitForConnected(5'000));
        socket.write("GET /break HTTP/1.1\r\n\r\n");
        QElapsedTimer timer;
        timer.start();
        const qint64 brokenNs = m_watching->borrowed.clock.nowNs() - 30 * base::nsPerSecond;
        const auto told = [this, brokenNs](bool isBroken) {
            return std::ranges::count_if(m_watching->now().active, [isBroken, brokenNs](const auto &run) {
                const int service = run->of->subject.service.section(u'-', 1).toInt();
                return run->of->question->kind == engine::WatchKind::Errors && !run->of->question->comparesSiblings &&
                       tests::Fleet::breaks(service) == isBroken && run->isTold && run->startNs >= brokenNs;
            });
        };
        const int broken = tests::Fleet::size() / 50;
        QVERIFY(QTest::qWaitFor([&] { return told(true) >= broken * 9 / 10; }, toldWithinMs));
        qInfo("%d of %d broken services told after %.0f s, and %d others", static_cast<int>(told(true)), broken,
              static_cast<double>(timer.elapsed()) / 1e3, static_cast<int>(told(false)));
        QVERIFY(told(false) <= 10);
    }
    void cleanupTestCase()
    {
        m_watching.reset();
        m_fleet.kill();
        m_fleet.waitForFinished();
    }

private:
    quint16 m_port = 0;
    QProcess m_fleet;
    tests::BackfilledPrometheus m_prometheus;
    std::unique_ptr<Watching> m_watching;
};

int main(int argc, char **argv)
{
    if (argc == 3 && std::strcmp(argv[1], "serve") == 0) {
        const QCoreApplication app(argc, argv);
        return tests::serveFleet(static_cast<quint16>(std::atoi(argv[2])));
    }
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // it watches for as long as it is told
    TimedApplication app(argc, argv);
    TenThousandSeriesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_tenthousandseries.moc"
