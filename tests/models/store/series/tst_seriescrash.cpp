// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/store/series/killloop.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QScopeGuard>

using namespace wf;
using namespace wf::store;
using namespace wf::test;

class TstSeriesCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    // tests/faults has two hundred rounds.
    void nothingTakenIsLostWhenTheWriterIsKilled() { killRounds(15, 1); }

    void aFullDiskRefusesWholeBatchesAndRecovers()
    {
        QTemporaryDir dir;
        const QString disk = dir.path() + QStringLiteral("/disk");
        QVERIFY(QDir().mkpath(disk));
        if (QProcess::execute(QStringLiteral("mount"),
                              {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"),
                               QStringLiteral("size=4m"), QStringLiteral("none"), disk}) != 0)
            QSKIP("a small file system can only be mounted by root");
        const auto unmount = qScopeGuard([&] { QProcess::execute(QStringLiteral("umount"), {disk}); });
        base::ManualClock clock(noonMs * base::nsPerMs);
        std::vector<NoticeKind> said;
        SeriesOptions options;
        options.directory = disk + QStringLiteral("/series");
        options.background = false;
        options.notice = [&](const StoreNotice &notice) { said.push_back(notice.kind); };
        std::vector<qint64> taken;
        {
            auto store = std::move(SeriesStore::open(options, clock)).value();
            const auto scrape = [&](qint64 t) {
                std::vector<SeriesSample> batch;
                for (int k = 0; k < 500; ++k)
                    batch.push_back({killLabels(k), t, killValue(k, t), {}});
                clock.set(t * base::nsPerMs);
                return store->appendMany(batch);
            };
            std::optional<base::Error> refused;
            qint64 t = noonMs;
            for (; !refused && t < noonMs + 100 * hourMs; t += 15'000) {
                const auto outcome = scrape(t);
                if (outcome)
                    taken.push_back(t);
                else
                    refused = outcome.error();
            }
            QVERIFY(refused.has_value());
            QCOMPARE(refused->kind, base::ErrorKind::Storage);
            QVERIFY2(refused->summary.contains(QStringLiteral("disk is full")), qPrintable(refused->summary));
            QVERIFY(taken.size() > 100);
            QVERIFY(!scrape(t).ok());
            QCOMPARE(said, (std::vector{NoticeKind::DiskFull}));
            compare(*store, taken);
            // A flush that finds no room leaves everything where it was.
            clock.set((t + 4 * hourMs) * base::nsPerMs);
            QVERIFY(!store->tend().ok());
            compare(*store, taken);
            QCOMPARE(QProcess::execute(QStringLiteral("mount"),
                                       {QStringLiteral("-o"), QStringLiteral("remount,size=40m"), disk}),
                     0);
            t += 4 * hourMs;
            QVERIFY(scrape(t).ok());
            taken.push_back(t);
            QCOMPARE(said, (std::vector{NoticeKind::DiskFull, NoticeKind::DiskOk}));
            QVERIFY(store->tend().ok());
            QVERIFY(store->statistics().blocks > 0);
            compare(*store, taken);
        }
        const auto again = std::move(SeriesStore::open(options, clock)).value();
        compare(*again, taken);
        QCOMPARE(said.size(), std::size_t(2));
    }

private:
    static void compare(const SeriesStore &store, const std::vector<qint64> &taken)
    {
        const auto found = store.read({}, -everMs, everMs);
        QVERIFY(found.ok());
        QCOMPARE(found->size(), std::size_t(500));
        for (const auto &series : *found)
            QVERIFY(series.timesMs == taken);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    beVictim(argc, argv);
    TstSeriesCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_seriescrash.moc"
