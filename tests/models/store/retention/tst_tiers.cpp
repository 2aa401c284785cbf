// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/audit/audittrail.h"
#include "models/store/retention/backup.h"
#include "models/store/retention/keeper.h"
#include "models/store/series/seriesfolder.h"
#include "models/store/series/seriesstore.h"
#include "models/store/spans/spanfolder.h"
#include "models/store/spans/spanstore.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::store;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 startNs = 1'790'035'200 * base::nsPerSecond; // a midnight
constexpr int days = 36;
constexpr base::TimeRange ever{0, startNs * 2};

// Five weeks of two services, one sample and one trace an hour, as retention finds them on the last day.
class Station {
    QTemporaryDir m_dir; // goes last

public:
    Station()
    {
        openAll(directory());
        auto load = series->bulkLoad();
        for (const char *job : {"checkout", "payment"}) {
            std::vector<qint64> times;
            std::vector<double> values;
            for (int hour = 0; hour < days * 24; ++hour) {
                times.push_back((startNs + hour * base::nsPerHour) / base::nsPerMs);
                values.push_back(hour / 3.0);
            }
            if (!load->add({{"__name__", "m"}, {"job", job}}, times, values).ok())
                qFatal("the history is not taken");
        }
        if (!load->finish().ok())
            qFatal("the history is not kept");
        for (int day = 0; day < days; ++day) {
            clock.set(startNs + day * base::nsPerDay + base::nsPerHour);
            for (const char *service : {"checkout", "payment"}) {
                signals::Trace t;
                t.traceId = u"%1"_s.arg(day * 2 + (service[0] == 'c' ? 1 : 2), 32, 16, QLatin1Char('0'));
                t.processes = {{QString::fromLatin1(service), {}}};
                signals::Span span;
                span.spanId = signals::SpanId(7);
                span.operation = u"work"_s;
                span.startNs = startNs + day * base::nsPerDay;
                span.durationNs = 5;
                t.spans = {span};
                if (!spans->append({&t, 1}).ok())
                    qFatal("a trace is not taken");
            }
            clock.advance(20 * base::nsPerMinute);
            if (!spans->tend().ok())
                qFatal("traces are not sealed");
        }
        clock.set(startNs + days * base::nsPerDay);
    }
    void openAll(const QString &path)
    {
        closeAll();
        SeriesOptions seriesOptions;
        seriesOptions.directory = path + u"/series"_s;
        seriesOptions.background = false;
        series = std::move(SeriesStore::open(seriesOptions, clock)).value();
        SpanOptions spanOptions;
        spanOptions.directory = path + u"/spans"_s;
        spanOptions.background = false;
        spans = std::move(SpanStore::open(spanOptions, clock)).value();
        trail = std::move(AuditTrail::open(path + u"/audit/trail.db"_s, {}, clock)).value();
    }
    void closeAll()
    {
        series.reset();
        spans.reset();
        trail.reset();
    }
    [[nodiscard]] QString directory() const { return m_dir.path() + u"/station"_s; }
    [[nodiscard]] QString path(const QString &name) const { return m_dir.path() + u'/' + name; }
    RetentionKeeper keeper(RetentionPolicies policies = {})
    {
        return {{&series->tiers(), &spans->tiers()},
                std::move(policies),
                [this](const AuditNote &note) { return trail->record(note); },
                clock};
    }
    [[nodiscard]] std::vector<BackupSource> sources()
    {
        return {backupOf(series->tiers()), backupOf(spans->tiers()), {u"audit"_s, [this](const QString &folder) {
                                                                          return trail->snapshot(folder);
                                                                      }}};
    }
    [[nodiscard]] std::size_t samples(const char *job)
    {
        const auto found = series->read({signals::LabelMatcher::equal("job", job)}, 0, ever.endNs / base::nsPerMs);
        return found && !found->empty() ? found->front().timesMs.size() : 0;
    }
    [[nodiscard]] std::size_t traces(const QString &service)
    {
        SpanSearch search;
        search.service = service;
        search.range = ever;
        search.limit = 1000;
        const auto found = spans->search(search);
        return found ? found->traces.size() : 0;
    }
    [[nodiscard]] std::map<Tier, int> tiersOf(TieredStore &store)
    {
        std::map<Tier, int> counts;
        const auto parts = store.parts();
        for (const auto &part : *parts)
            ++counts[part.tier];
        return counts;
    }

    base::ManualClock clock{startNs};
    std::unique_ptr<SeriesStore> series;
    std::unique_ptr<SpanStore> spans;
    std::unique_ptr<AuditTrail> trail;
};

const FolderVerifiers verifiers{{u"series"_s, verifySeriesFolder}, {u"spans"_s, verifySpanFolder}};

void flip(const QString &path, qint64 at)
{
    QFile file(path);
    QVERIFY2(file.open(QIODevice::ReadWrite), qPrintable(path));
    QVERIFY(file.seek(at));
    char c = 0;
    QVERIFY(file.getChar(&c));
    QVERIFY(file.seek(at));
    QVERIFY(file.putChar(static_cast<char>(c ^ 0x11)));
}

QString firstIn(const QString &folder, const QString &pattern)
{
    return folder + u'/' + QDir(folder).entryList({pattern}, QDir::Files, QDir::Name).value(0);
}

} // namespace

class TstTiers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void everythingStaysReadableInEveryTier()
    {
        Station s;
        QCOMPARE(s.tiersOf(s.series->tiers())[Tier::Hot], days);
        const auto plan = s.keeper().plan();
        QVERIFY(plan.ok());
        QCOMPARE(plan->size(), std::size_t(2 * (days - 7)));
        // The dry run has changed nothing.
        QCOMPARE(s.tiersOf(s.series->tiers())[Tier::Hot], days);
        const auto report = s.keeper().apply();
        QVERIFY(report.ok());
        QCOMPARE(report->done.size(), plan->size());
        QVERIFY(report->failed.empty());
        for (int round = 0; round < 2; ++round) {
            for (TieredStore *store : {&s.series->tiers(), &s.spans->tiers()}) {
                auto counts = s.tiersOf(*store);
                QCOMPARE(counts[Tier::Hot] + counts[Tier::Warm] + counts[Tier::Cold], days);
                QVERIFY(counts[Tier::Warm] >= 22 && counts[Tier::Cold] >= days - 31);
            }
            QCOMPARE(s.samples("checkout"), std::size_t(days * 24));
            QCOMPARE(s.traces(u"payment"_s), std::size_t(days));
            QVERIFY(s.series->tend().ok() && s.spans->tend().ok());
            QVERIFY(verifyStation(s.directory(), verifiers).intact());
            QVERIFY(s.keeper().plan()->empty());
            s.openAll(s.directory());
        }
        // Every move is in the trail, and the trail is sound.
        const auto records = s.trail->records(ever, 1000);
        QCOMPARE(records->size(), plan->size() + 1);
        QCOMPARE(records->front().note.action, u"retention.move"_s);
        QVERIFY(s.trail->verify()->intact);
    }

    void whatIsOldOrTooMuchIsDeleted()
    {
        Station s;
        RetentionPolicies policies;
        policies[u"series"_s].keepNs = 20 * base::nsPerDay;
        policies[u"spans"_s].totalBytes = 1;
        const auto report = s.keeper(policies).apply();
        QVERIFY(report.ok() && report->failed.empty());
        QVERIFY(report->bytesFreed > 0);
        QVERIFY(s.samples("checkout") >= 19 * 24 && s.samples("checkout") <= 21 * 24);
        QCOMPARE(s.traces(u"checkout"_s), std::size_t(0));
        s.openAll(s.directory());
        QVERIFY(s.samples("checkout") <= 21 * 24);
        const auto records = s.trail->records(ever, 1000);
        const auto deleted =
            std::ranges::count_if(*records, [](const auto &r) { return r.note.action == u"retention.delete"_s; });
        QVERIFY(deleted >= days - 21 + days);
    }

    void oneServiceMayGoEarlier()
    {
        Station s;
        RetentionPolicies policies;
        for (const auto &kind : {u"series"_s, u"spans"_s})
            policies[kind].shares = {{u"payment"_s, {}, 10 * base::nsPerDay}};
        // In all tiers: some parts are moved first, the rest of it comes later.
        QVERIFY(s.keeper().apply().ok());
        const auto report = s.keeper(policies).apply();
        QVERIFY(report.ok() && report->failed.empty());
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(s.samples("checkout"), std::size_t(days * 24));
            QVERIFY(s.samples("payment") <= 11 * 24 && s.samples("payment") >= 9 * 24);
            QCOMPARE(s.traces(u"checkout"_s), std::size_t(days));
            QVERIFY(s.traces(u"payment"_s) <= 11 && s.traces(u"payment"_s) >= 9);
            QVERIFY(s.keeper(policies).plan()->empty());
            s.openAll(s.directory());
        }
        QVERIFY(verifyStation(s.directory(), verifiers).intact());
        const auto level =
            s.series->tiers().removeShare(s.series->tiers().parts()->front().id, {u"checkout"_s, u"debug"_s, 0}, {});
        QCOMPARE(level.error().kind, base::ErrorKind::Unsupported);
    }

    void nothingIsDeletedThatCannotBeRecorded()
    {
        Station s;
        RetentionPolicies policies;
        policies[u"series"_s].keepNs = base::nsPerDay;
        RetentionKeeper keeper(
            {&s.series->tiers()}, policies,
            [](const AuditNote &) -> base::Status { return base::makeError(base::ErrorKind::Storage, u"full"_s); },
            s.clock);
        QVERIFY(!keeper.apply().ok());
        QCOMPARE(s.samples("checkout"), std::size_t(days * 24));
    }

    void aBackupIsMadeWhileWritingAndOpensElsewhere()
    {
        Station s;
        QVERIFY(s.keeper().apply().ok());
        const SeriesSample newest{{{"__name__", "m"}, {"job", "checkout"}}, s.clock.nowNs() / base::nsPerMs, 42, {}};
        QVERIFY(s.series->appendMany({&newest, 1}).ok());
        const QString backup = s.path(u"backup"_s);
        const auto made = makeBackup(s.sources(), backup, s.clock);
        QVERIFY2(made.ok(), made.ok() ? "" : qPrintable(made.error().summary + made.error().detail));
        QVERIFY(made->files > 2 * days && made->bytes > 0);
        // What is taken or deleted afterwards does not reach it.
        auto later = newest;
        later.timeMs += 1000;
        QVERIFY(s.series->appendMany({&later, 1}).ok());
        RetentionPolicies nothing;
        nothing[u"series"_s].totalBytes = nothing[u"spans"_s].totalBytes = 1;
        QVERIFY(s.keeper(nothing).apply().ok());
        QCOMPARE(makeBackup(s.sources(), backup, s.clock).error().kind, base::ErrorKind::Invalid);
        const auto sound = verifyBackup(backup, verifiers);
        QVERIFY(sound.ok());
        QVERIFY2(sound->intact(),
                 sound->intact() ? "" : qPrintable(sound->damaged[0].path + sound->damaged[0].problem));
        QVERIFY(sound->chunks > 2 * days);

        QCOMPARE(restoreBackup(backup, s.directory()).error().kind, base::ErrorKind::Invalid);
        const QString elsewhere = s.path(u"elsewhere"_s);
        const auto restored = restoreBackup(backup, elsewhere);
        QVERIFY(restored.ok());
        QCOMPARE(restored->files, made->files);
        s.openAll(elsewhere);
        QCOMPARE(s.samples("checkout"), std::size_t(days * 24 + 1));
        QCOMPARE(s.traces(u"payment"_s), std::size_t(days));
        QVERIFY(s.trail->verify()->intact);
        QVERIFY(s.series->appendMany({&later, 1}).ok());
        QVERIFY(verifyBackup(backup, verifiers)->intact());
    }

    void damageInABackupIsFoundAndNotRestored()
    {
        Station s;
        QVERIFY(s.keeper().apply().ok());
        const QString backup = s.path(u"backup"_s);
        QVERIFY(makeBackup(s.sources(), backup, s.clock).ok());
        s.closeAll();
        // Links: copies first, so that only the backup is hurt.
        const auto separate = [](const QString &path) {
            QVERIFY(QFile::copy(path, path + u".x"_s) && QFile::remove(path) && QFile::rename(path + u".x"_s, path));
        };
        const QString block = firstIn(backup + u"/series/blocks"_s, u"*.block"_s);
        const QString archive = firstIn(backup + u"/series/cold"_s, u"*.zst"_s);
        const QString spans = firstIn(backup + u"/spans/warm"_s, u"*.spans"_s);
        for (const auto &path : {block, archive, spans}) {
            separate(path);
            flip(path, 20);
        }
        QVERIFY(QFile::remove(firstIn(backup + u"/spans/cold"_s, u"*.spans"_s)));
        QFile extra(backup + u"/series/extra"_s);
        QVERIFY(extra.open(QIODevice::WriteOnly));
        extra.close();
        const auto report = verifyBackup(backup, verifiers);
        QVERIFY(report.ok());
        QStringList hurt;
        for (const auto &file : report->damaged)
            hurt << QFileInfo(file.path).fileName();
        for (const auto &path : {block, archive, spans})
            QCOMPARE(hurt.count(QFileInfo(path).fileName()), 2); // by the manifest, and by its chunks
        QVERIFY(hurt.contains(u"extra"_s));
        QCOMPARE(hurt.size(), 8);
        const QString elsewhere = s.path(u"elsewhere"_s);
        QVERIFY(!restoreBackup(backup, elsewhere).ok());
        QVERIFY(!QFileInfo::exists(elsewhere) && !QFileInfo::exists(elsewhere + u".partial"_s));
        QVERIFY(QFile::remove(backup + u"/manifest.json"_s));
        QCOMPARE(verifyBackup(backup, verifiers).error().kind, base::ErrorKind::NotFound);
        // The station itself is not hurt, and verify looks at it as well.
        QVERIFY(verifyStation(s.directory(), verifiers).intact());
    }
};

QTEST_GUILESS_MAIN(TstTiers)
#include "tst_tiers.moc"
