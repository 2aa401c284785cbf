// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/care/backuprequest.h"
#include "models/station/config/stationfile.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QTemporaryDir>

using namespace wf;
using namespace wf::station;
using namespace Qt::StringLiterals;

class tst_Care : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void policiesAreReadBySignal();
    void aBackupHoldsEverythingAndOpensAgain();
    void aRequestOfAnotherProcessIsAnswered();
    void aRequestThatCannotBeServedSaysWhy();
    void aFreshStationHasNothingToLetGo();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    base::ManualClock m_clock{1'700'000'000 * base::nsPerSecond};
    std::shared_ptr<StationStores> m_stores;
};

void tst_Care::init()
{
    support::failOnAnyWarning();
    m_stores.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    m_stores = std::make_shared<StationStores>(m_dir->filePath(u"station"_s), m_clock, StationStores::Notice());
    const auto series = m_stores->series();
    QVERIFY(series.ok());
    std::vector<store::SeriesSample> samples;
    for (int i = 0; i < 100; ++i)
        samples.push_back(
            {base::Labels{{"__name__", "up"}}, m_clock.nowNs() / base::nsPerMs - (100 - i) * 1000, 1.0 * i, {}});
    QVERIFY((*series)->appendMany(samples).ok());
}

void tst_Care::policiesAreReadBySignal()
{
    auto file = StationFile::read("retention:\n"
                                  "  series: {hot: 2d, keep: 90d, max_bytes: 1GiB}\n"
                                  "  logs: {shares: [{level: debug, keep: 3d}]}\n"
                                  "  spans: {kepp: 1d}\n",
                                  u"/etc/station.yaml"_s);
    QVERIFY(file.ok());
    const auto policies = readRetention(file->section("retention"));
    file->finish();
    QCOMPARE(policies.at(u"series"_s).hotNs, 2 * base::nsPerDay);
    QCOMPARE(policies.at(u"series"_s).keepNs, 90 * base::nsPerDay);
    QCOMPARE(policies.at(u"series"_s).totalBytes, qint64(1) << 30);
    QCOMPARE(policies.at(u"logs"_s).shares.size(), 1U);
    QCOMPARE(policies.at(u"logs"_s).shares.front().level, u"debug"_s);
    QCOMPARE(policies.at(u"logs"_s).keepNs, store::RetentionPolicy().keepNs);
    QCOMPARE(file->problemTexts().size(), 1);
    QVERIFY(file->problemTexts().front().contains(u"kepp"_s));
}

void tst_Care::aBackupHoldsEverythingAndOpensAgain()
{
    StoreKeeping keeping(m_stores, m_clock);
    const QString target = m_dir->filePath(u"backup"_s);
    const auto report = keeping.backUp(target);
    QVERIFY2(report.ok(), report.ok() ? "" : qPrintable(report.error().summary));
    const auto verified = store::verifyBackup(target, stationVerifiers());
    QVERIFY(verified.ok() && verified->intact());

    const QString elsewhere = m_dir->filePath(u"restored"_s);
    QVERIFY(store::restoreBackup(target, elsewhere).ok());
    const StationStores restored(elsewhere, m_clock, StationStores::Notice());
    const auto series = restored.series();
    QVERIFY(series.ok());
    const auto read =
        (*series)->read({signals::LabelMatcher::equal("__name__", "up")}, 0, m_clock.nowNs() / base::nsPerMs);
    QVERIFY(read.ok() && read->size() == 1);
    QCOMPARE(read->front().values.size(), 100U);
}

void tst_Care::aRequestOfAnotherProcessIsAnswered()
{
    StoreKeeping keeping(m_stores, m_clock);
    const QString directory = m_stores->directory();
    QVERIFY(!serveBackupRequest(directory, keeping));
    QVERIFY(requestBackup(directory, m_dir->filePath(u"asked"_s)).ok());
    QVERIFY(!backupAnswer(directory));
    QVERIFY(serveBackupRequest(directory, keeping));
    const auto answer = backupAnswer(directory);
    QVERIFY(answer && answer->ok());
    QVERIFY((*answer)->files > 0);
    QCOMPARE((*answer)->madeNs, m_clock.nowNs());
    QVERIFY(!serveBackupRequest(directory, keeping)); // once is enough
}

void tst_Care::aRequestThatCannotBeServedSaysWhy()
{
    StoreKeeping keeping(m_stores, m_clock);
    const QString taken = m_dir->filePath(u"taken"_s);
    QVERIFY(QDir().mkpath(taken));
    QVERIFY(requestBackup(m_stores->directory(), taken).ok());
    QVERIFY(serveBackupRequest(m_stores->directory(), keeping));
    const auto answer = backupAnswer(m_stores->directory());
    QVERIFY(answer && !answer->ok());
    QVERIFY(!answer->error().summary.isEmpty());
}

void tst_Care::aFreshStationHasNothingToLetGo()
{
    StoreKeeping keeping(m_stores, m_clock);
    const auto plan = keeping.plan({});
    QVERIFY(plan.ok() && plan->empty());
    const auto done = keeping.apply({});
    QVERIFY(done.ok() && done->done.empty() && done->failed.empty());
}

QTEST_GUILESS_MAIN(tst_Care)
#include "tst_care.moc"
