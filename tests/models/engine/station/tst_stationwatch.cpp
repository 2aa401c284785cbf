// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/stationwatch.h"

#include "models/engine/station/stationview.h"
#include "models/station/core/statusfile.h"
#include "models/store/store.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using signals::Reachability;
using signals::Severity;

namespace {

station::MetricPoint point(const char *metric, const char *job, qint64 timeMs, double value)
{
    station::MetricPoint out;
    out.labels = {{"__name__", metric}, {"job", job}};
    out.timeMs = timeMs;
    out.value = value;
    return out;
}

station::StationState emptyState()
{
    station::StationState state;
    state.scrape = std::make_shared<station::ScrapeSnapshot>();
    state.isOpen = true;
    return state;
}

} // namespace

class StationWatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        store::StoreOptions options;
        options.directory = m_folder->path();
        m_store = std::make_unique<store::Store>(options, m_clock);
    }
    void cleanup()
    {
        m_watch.reset();
        m_station.reset();
        m_store.reset();
        m_folder.reset();
    }

    void whatWasPutInIsCountedAndWhatWasRefusedSaysWhy();
    void aStationThatIsFedTakesNoTargets();
    void anAddedTargetIsWrittenWhereTheStationLooks();
    void nonsenseIsNoTarget();
    void aBrokenFileIsNamed();
    void theWorstTargetsComeFirst();
    void whatCannotBeReadComesWithItsRemedy();
    void sampledSpansAreToldApartFromRefusedOnes();
    void whatGoesOutIsToldWithItsQueueAndItsLastError();
    void whatIsKeptIsToldByTierWithItsFuture();
    void aPathIsLookedAtAndAddedWhereTheStationLooks();
    void whatWasAddedCanBeRemovedAndPutBack();
    void aBackupIsMadeComparedAndTold();
    void otherProcessesAreToldTheSame();

private:
    void open(bool collects)
    {
        station::StationOptions options;
        options.directory = m_folder->filePath(u"station"_s);
        options.configFile = m_folder->filePath(u"station.yaml"_s);
        options.collects = collects;
        m_station = std::make_unique<station::Station>(options, m_clock, m_pools, nullptr, m_store->ledger());
        m_watch = std::make_unique<StationWatch>(*m_station, m_clock, m_pools);
    }
    base::Result<QString> add(const QString &address)
    {
        std::optional<base::Result<QString>> answer;
        m_watch->addTarget(address, [&](base::Result<QString> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }))
            return base::makeError(base::ErrorKind::Timeout, u"no answer"_s);
        return *answer;
    }

    base::SystemClock m_clock;
    async::Pools m_pools;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<station::Station> m_station;
    std::unique_ptr<StationWatch> m_watch;
};

void StationWatchTest::whatWasPutInIsCountedAndWhatWasRefusedSaysWhy()
{
    open(false);
    QVERIFY(!m_watch->snapshot()->isOpen);
    const qint64 nowMs = m_clock.nowNs() / base::nsPerMs;
    station::MetricBatch batch;
    for (int i = 0; i < 3; ++i)
        batch.points.push_back(point("requests", qPrintable(u"job%1"_s.arg(i)), nowMs, i));
    batch.points.push_back(point("errors", "job0", nowMs, 1));
    batch.points.push_back(point("errors", "job1", nowMs + 3'600'000, 1)); // an hour ahead
    QVERIFY(m_station->intake()->takeMetrics(std::move(batch)));
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->snapshot()->activeSeries == 4, 10'000);
    const auto station = m_watch->snapshot();
    QVERIFY(station->isOpen);
    QVERIFY(!station->collects);
    QCOMPARE(station->seriesByMetric.front().name, u"requests"_s);
    QCOMPARE(station->seriesByMetric.front().count, 3);
    QCOMPARE(station->seriesByMetric.front().share, 1.0);
    QCOMPARE(station->problems.size(), 1U);
    QCOMPARE(station->problems.front().where, u"Samples"_s);
    QCOMPARE(station->problems.front().count, 1);
    QVERIFY(!station->problems.front().what.isEmpty());
    QVERIFY(station->bytes() > 0);
    QVERIFY(station->freeBytes > 0);
    QCOMPARE(station->worst(), Severity::Ok); // a refused sample is told, and wakes nobody
    for (const auto &figure : station->figures)
        QVERIFY2(!figure.history.empty(), qPrintable(figure.name));
}

void StationWatchTest::aStationThatIsFedTakesNoTargets()
{
    open(false);
    const auto answer = add(u"shop:8080"_s);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, base::ErrorKind::Unsupported);
    QVERIFY(!QFile::exists(m_folder->filePath(u"added-targets.json"_s)));
}

void StationWatchTest::anAddedTargetIsWrittenWhereTheStationLooks()
{
    QFile config(m_folder->filePath(u"station.yaml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("scrape:\n  added_targets: mine/targets.json\n");
    config.close();
    QVERIFY(QDir(m_folder->path()).mkdir(u"mine"_s));
    open(true); // not started: nothing is scraped
    const auto answer = add(u" https://shop.example:8443/actuator/prometheus "_s);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().summary));
    QCOMPARE(*answer, u"shop.example:8443"_s);
    QFile file(m_folder->filePath(u"mine/targets.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY(written.contains("shop.example:8443"));
    QVERIFY(written.contains("/actuator/prometheus"));
}

void StationWatchTest::whatWasAddedCanBeRemovedAndPutBack()
{
    open(true);
    QVERIFY(add(u"https://shop.example:8443/actuator/prometheus?x=a%20b"_s));
    std::optional<base::Result<QString>> followed;
    m_watch->addLog(u"/srv/shop/*.log"_s, u"till"_s, [&](base::Result<QString> glob) { followed = std::move(glob); });
    QTRY_VERIFY(followed && followed->ok());
    std::vector<StationAdded> all;
    const auto look = [&] {
        bool isDone = false;
        m_watch->listAdded([&](base::Result<std::vector<StationAdded>> list) {
            all = list ? std::move(*list) : std::vector<StationAdded>();
            isDone = true;
        });
        return QTest::qWaitFor([&] { return isDone; });
    };
    QVERIFY(look());
    const std::vector<StationAdded> wanted{
        {StationAdded::Kind::Target, u"https://shop.example:8443/actuator/prometheus?x=a%20b"_s, u"shop"_s},
        {StationAdded::Kind::Log, u"/srv/shop/*.log"_s, u"till"_s}};
    QVERIFY(all == wanted);
    for (const auto &one : wanted) {
        std::optional<base::Result<StationAdded>> removed;
        m_watch->removeAdded(one, [&](base::Result<StationAdded> what) { removed = std::move(what); });
        QTRY_VERIFY(removed && removed->ok());
        QVERIFY(look());
        QVERIFY(std::ranges::find(all, one) == all.end());
        m_watch->removeAdded(one, [&](base::Result<StationAdded> what) { removed = std::move(what); });
        QTRY_VERIFY(removed && !removed->ok());
        QCOMPARE(removed->error().kind, base::ErrorKind::NotFound);
        m_watch->restoreAdded(one, [&](base::Result<StationAdded> what) { removed = std::move(what); });
        QTRY_VERIFY(removed && removed->ok());
    }
    QVERIFY(look());
    QVERIFY(all == wanted);
}

void StationWatchTest::nonsenseIsNoTarget()
{
    open(true);
    const auto answer = add(u"ftp://shop"_s);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, base::ErrorKind::Invalid);
    QVERIFY(answer.error().detail.contains(u"host:port"_s));
}

void StationWatchTest::aBrokenFileIsNamed()
{
    QFile config(m_folder->filePath(u"station.yaml"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("scrape: [\n");
    config.close();
    open(true);
    const auto answer = add(u"shop:8080"_s);
    QVERIFY(!answer);
    QVERIFY(answer.error().summary.contains(u"station.yaml"_s));
}

void StationWatchTest::theWorstTargetsComeFirst()
{
    auto scrape = std::make_shared<station::ScrapeSnapshot>();
    const auto target = [&](const QString &key, station::TargetHealth health) -> station::TargetState & {
        station::TargetState one;
        one.key = key;
        one.url = QUrl(u"http://%1:80/metrics"_s.arg(key));
        one.health = health;
        scrape->targets.push_back(one);
        return scrape->targets.back();
    };
    target(u"a"_s, station::TargetHealth::Up);
    target(u"b"_s, station::TargetHealth::Unknown);
    target(u"c"_s, station::TargetHealth::Up).note = u"3 duplicates"_s;
    target(u"d"_s, station::TargetHealth::Down).lastError =
        base::makeError(base::ErrorKind::Unreachable, u"d refused."_s, u"Start it."_s);
    auto state = emptyState();
    state.scrape = scrape;
    const auto view = viewOf(state);
    QStringList order;
    for (const auto &one : view.targets)
        order << one.key;
    QCOMPARE(order, (QStringList{u"d"_s, u"c"_s, u"b"_s, u"a"_s}));
    QCOMPARE(view.targets[0].problem, u"d refused. Start it."_s);
    QCOMPARE(view.targets[1].reach, Reachability::Degraded);
    QCOMPARE(view.targetsUp(), 2);
    QCOMPARE(view.worst(), Severity::Warning);
}

void StationWatchTest::whatCannotBeReadComesWithItsRemedy()
{
    auto state = emptyState();
    station::tail::TailedFileState file;
    file.path = u"/var/log/app.log"_s;
    file.bytes = 1000;
    file.position = 400;
    state.tail.files = {file};
    state.tail.unreadable = {{u"/var/log/btmp"_s, u"Permission denied."_s, u"Join the group adm."_s}};
    const auto view = viewOf(state);
    QCOMPARE(view.logs.size(), 2U);
    QCOMPARE(view.logs[0].reach, Reachability::Down);
    QCOMPARE(view.logs[0].problem, u"Permission denied. Join the group adm."_s);
    QVERIFY(!view.logs[0].lag);
    QCOMPARE(view.logs[1].lag.value_or(0), 600);
}

void StationWatchTest::sampledSpansAreToldApartFromRefusedOnes()
{
    auto state = emptyState();
    auto receive = std::make_shared<station::ReceiveService::Snapshot>();
    receive->counts.traces.requests = 2;
    receive->counts.traces.refused = {{u"too many spans"_s, 7, {}}};
    receive->counts.traces.dropped = {{u"probability"_s, 90, {}}};
    state.receive = receive;
    state.storeErrors = {base::makeError(base::ErrorKind::Storage, u"The disk is full."_s)};
    state.configProblems = {u"station.yaml:3: wrong"_s};
    const auto view = viewOf(state);
    QCOMPARE(view.problems.size(), 4U);
    QCOMPARE(view.problems[0].severity, Severity::Critical);
    QCOMPARE(view.problems[1].what, u"station.yaml:3: wrong"_s);
    QCOMPARE(view.problems[2].what, u"too many spans"_s);
    QCOMPARE(view.problems[2].severity, Severity::Warning);
    QCOMPARE(view.problems[3].what, u"probability"_s);
    QCOMPARE(view.problems[3].severity, Severity::Info);
    QCOMPARE(view.worst(), Severity::Critical);
}

void StationWatchTest::whatGoesOutIsToldWithItsQueueAndItsLastError()
{
    auto state = emptyState();
    station::SenderState sender;
    sender.name = u"mimir"_s;
    sender.sentItems = 10;
    sender.refusedItems = 2;
    sender.waiting.items = 5;
    sender.waiting.droppedItems = 1;
    sender.lastError = base::makeError(base::ErrorKind::Unreachable, u"mimir refused."_s, u"Start it."_s);
    state.doors.sendOn = {sender};
    const auto view = viewOf(state);
    QCOMPARE(view.doors.size(), 2U);
    QCOMPARE(view.doors[0].kind, StationDoor::Kind::Serve);
    QVERIFY(view.doors[0].name.isEmpty()); // off
    const auto &door = view.doors[1];
    QCOMPARE(door.kind, StationDoor::Kind::SendOn);
    QCOMPARE(door.taken, 10);
    QCOMPARE(door.lost, 2);
    QCOMPARE(door.waiting, 5);
    QCOMPARE(door.dropped, 1);
    QCOMPARE(door.problem, u"mimir refused. Start it."_s);
    QCOMPARE(view.worst(), Severity::Warning);
    QVERIFY(!view.doors[0].requests);
    sender.lastError.reset();
    sender.lastRefusal = u"timestamp too new"_s;
    sender.refusedFor = {{u"line_too_long"_s, 2}};
    state.doors.sendOn = {sender};
    QCOMPARE(viewOf(state).doors[1].problem, u"timestamp too new"_s);
    QCOMPARE(viewOf(state).problems.size(), 1U);
    QCOMPARE(viewOf(state).problems[0].where, u"To mimir"_s);
    QCOMPARE(viewOf(state).problems[0].what, u"Refused by it: line_too_long"_s);
    QCOMPARE(viewOf(state).problems[0].count, 2);
}

void StationWatchTest::whatIsKeptIsToldByTierWithItsFuture()
{
    auto state = emptyState();
    state.asOfNs = 100 * base::nsPerDay;
    state.logBytes = 1000;
    auto care = std::make_shared<station::CareState>();
    store::RetentionPolicy policy;
    policy.totalBytes = 5000;
    care->policies[u"logs"_s] = policy;
    const auto days = [](qint64 from, qint64 to) {
        return base::TimeRange{from * base::nsPerDay, to * base::nsPerDay};
    };
    care->kept = {{u"logs"_s, {{store::Tier::Hot, days(98, 100), 600, 2}, {store::Tier::Warm, days(90, 91), 100, 1}}}};
    state.care = care;
    const auto kept = keptOf(state);
    QCOMPARE(kept.size(), 1U);
    QCOMPARE(kept[0].tiers, (std::array<qint64, 3>{600, 100, 0}));
    QCOMPARE(kept[0].unsealedBytes, 300);
    QCOMPARE(kept[0].bytes, 1000);
    QCOMPARE(kept[0].oldestNs, 90 * base::nsPerDay);
    QVERIFY(kept[0].forecast);
    QCOMPARE(kept[0].forecast->bytesPerDay, 300.0);
    QVERIFY(kept[0].forecast->capNs);
}

void StationWatchTest::aPathIsLookedAtAndAddedWhereTheStationLooks()
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"log"_s));
    QFile log(m_folder->filePath(u"log/shop.log"_s));
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write("one\ntwo\n");
    log.close();
    open(true); // not started: nothing is followed
    const QString glob = m_folder->filePath(u"log/*.log"_s);
    std::optional<base::Result<StationLogPreview>> preview;
    m_watch->previewLog(glob, {}, [&](base::Result<StationLogPreview> result) { preview = std::move(result); });
    QTRY_VERIFY(preview);
    QVERIFY(preview->ok());
    QCOMPARE(preview->value().files, 1);
    QCOMPARE(preview->value().lines, (QStringList{u"one"_s, u"two"_s}));
    std::optional<base::Result<QString>> added;
    m_watch->addLog(glob, u"shop"_s, [&](base::Result<QString> result) { added = std::move(result); });
    QTRY_VERIFY(added);
    QCOMPARE(added->value(), glob);
    QFile file(m_folder->filePath(u"added-logs.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains(glob.toUtf8()));
    preview.reset();
    m_watch->previewLog(u"log/*.log"_s, {},
                        [&](base::Result<StationLogPreview> result) { preview = std::move(result); });
    QTRY_VERIFY(preview);
    QCOMPARE(preview->error().kind, base::ErrorKind::Invalid);
}

void StationWatchTest::aBackupIsMadeComparedAndTold()
{
    open(false);
    std::optional<base::Result<QString>> made;
    m_watch->backUp([&](base::Result<QString> result) { made = std::move(result); });
    QTRY_VERIFY_WITH_TIMEOUT(made, 20'000);
    QVERIFY2(made->ok(), made->ok() ? "" : qPrintable(made->error().summary));
    QVERIFY(QDir(made->value()).exists());
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->snapshot()->backup.path, made->value(), 20'000);
    QVERIFY(m_watch->snapshot()->backup.verifiedNs > 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->snapshot()->retention.size(), 3U, 20'000);
}

void StationWatchTest::otherProcessesAreToldTheSame()
{
    open(false);
    const QString directory = m_folder->filePath(u"station"_s);
    QTRY_VERIFY_WITH_TIMEOUT(station::readStatus(directory), 20'000);
    const auto file = station::readStatus(directory);
    QCOMPARE(file->status[u"directory"_s].toString(), directory);
    QCOMPARE(file->status[u"pid"_s].toInteger(), QCoreApplication::applicationPid());
    QVERIFY(file->ageNs < station::statusFreshNs);
}

QTEST_GUILESS_MAIN(StationWatchTest)
#include "tst_stationwatch.moc"
