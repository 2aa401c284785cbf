// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/care/caretaker.h"
#include "models/station/config/stationfile.h"
#include "models/station/rules/shelf/ruleshelf.h"
#include "tests/support/failonwarning.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

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
    void aWithdrawnRequestIsNotServed();
    void anotherProcessSeesWhatRetentionWouldDoAndHasItDone();
    void backupsAreRememberedAndSoIsWhetherTheyAreWhole();
    void theCaretakerBacksUpWhereItWasToldAndAnswersOthers();
    void aBackupFolderThatIsNoPathIsToldAndTheUsualOneTaken();
    void aFreshStationHasNothingToLetGo();

private:
    void growOld();

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
    const QByteArray group = "name: disk\nrules:\n  - alert: DiskFull\n    expr: free < 1\n";
    QVERIFY(RuleShelf::ofStation(m_stores->directory()).put(u"console/mine"_s, group).ok());
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
    const auto kept = RuleShelf::ofStation(elsewhere).group(u"console/mine"_s, u"disk"_s);
    QVERIFY(kept.ok());
    QCOMPARE(*kept, group);
}

void tst_Care::aRequestOfAnotherProcessIsAnswered()
{
    StoreKeeping keeping(m_stores, m_clock);
    const QString directory = m_stores->directory();
    QVERIFY(!serveCareRequest(directory, keeping, {}));
    QVERIFY(askForCare(directory, {CareRequest::Kind::BackUp, m_dir->filePath(u"asked"_s)}).ok());
    QVERIFY(isCareAwaited(directory));
    QVERIFY(!careAnswer(directory));
    QVERIFY(serveCareRequest(directory, keeping, {}));
    QVERIFY(!isCareAwaited(directory));
    const auto answer = careAnswer(directory);
    QVERIFY(answer && answer->ok() && (*answer)->backup);
    QVERIFY((*answer)->backup->files > 0);
    QCOMPARE((*answer)->backup->madeNs, m_clock.nowNs());
    QVERIFY(!serveCareRequest(directory, keeping, {})); // once is enough
}

void tst_Care::aRequestThatCannotBeServedSaysWhy()
{
    StoreKeeping keeping(m_stores, m_clock);
    const QString taken = m_dir->filePath(u"taken"_s);
    QVERIFY(QDir().mkpath(taken));
    QVERIFY(askForCare(m_stores->directory(), {CareRequest::Kind::BackUp, taken}).ok());
    QVERIFY(serveCareRequest(m_stores->directory(), keeping, {}));
    const auto answer = careAnswer(m_stores->directory());
    QVERIFY(answer && !answer->ok());
    QVERIFY(!answer->error().summary.isEmpty());
}

void tst_Care::aWithdrawnRequestIsNotServed()
{
    StoreKeeping keeping(m_stores, m_clock);
    QVERIFY(askForCare(m_stores->directory(), {CareRequest::Kind::ApplyRetention, {}}).ok());
    withdrawCareRequest(m_stores->directory());
    QVERIFY(!serveCareRequest(m_stores->directory(), keeping, {}));
}

// Sealed samples of 30 days ago: older than the policies below.
void tst_Care::growOld()
{
    const auto series = m_stores->series();
    QVERIFY(series.ok());
    const auto load = (*series)->bulkLoad();
    const qint64 nowMs = m_clock.nowNs() / base::nsPerMs;
    const std::vector<qint64> times{nowMs - 2000, nowMs - 1000};
    const std::vector<double> values{1, 2};
    QVERIFY(load->add(base::Labels{{"__name__", "old"}}, times, values).ok());
    QVERIFY(load->finish().ok());
    m_clock.advance(30 * base::nsPerDay);
}

void tst_Care::anotherProcessSeesWhatRetentionWouldDoAndHasItDone()
{
    growOld();
    StoreKeeping keeping(m_stores, m_clock);
    store::RetentionPolicies policies;
    policies[u"series"_s].hotNs = 2 * base::nsPerDay;
    policies[u"series"_s].keepNs = 20 * base::nsPerDay;
    const QString directory = m_stores->directory();
    QVERIFY(askForCare(directory, {CareRequest::Kind::PlanRetention, {}}).ok());
    QVERIFY(serveCareRequest(directory, keeping, policies));
    const auto plan = careAnswer(directory);
    QVERIFY(plan && plan->ok());
    QVERIFY(!(*plan)->steps.isEmpty());
    QVERIFY((*plan)->steps.front().contains(u"series"_s));
    QVERIFY(!keeping.kept()->front().piles.empty()); // a dry run touches nothing

    QVERIFY(askForCare(directory, {CareRequest::Kind::ApplyRetention, {}}).ok());
    QVERIFY(!careAnswer(directory)); // the plan is no answer to this
    QVERIFY(serveCareRequest(directory, keeping, policies));
    const auto done = careAnswer(directory);
    QVERIFY(done && done->ok());
    QCOMPARE((*done)->steps, (*plan)->steps);
    QVERIFY((*done)->failed.isEmpty());
    QVERIFY(keeping.kept()->front().piles.empty());
}

void tst_Care::backupsAreRememberedAndSoIsWhetherTheyAreWhole()
{
    StoreKeeping keeping(m_stores, m_clock);
    const QString target = m_dir->filePath(u"backup"_s);
    QVERIFY(keeping.backUp(target).ok());
    auto log = readBackupLog(m_stores->directory());
    QCOMPARE(log.size(), 1U);
    QCOMPARE(log.front().path, target);
    QCOMPARE(log.front().verifiedNs, 0);
    QVERIFY(keeping.verify(target).ok());
    log = readBackupLog(m_stores->directory());
    QCOMPARE(log.front().verifiedNs, m_clock.nowNs());
    QCOMPARE(log.front().damaged, 0);
    QVERIFY(noteVerified(m_stores->directory(), u"/not/ours"_s, 3, 1).ok());
    QCOMPARE(readBackupLog(m_stores->directory()), log);
}

void tst_Care::theCaretakerBacksUpWhereItWasToldAndAnswersOthers()
{
    QThreadPool pool;
    Caretaker care(m_stores, m_clock, pool);
    auto file = StationFile::read(QByteArray("backup: {folder: " + m_dir->filePath(u"kept/here"_s).toUtf8() + "}\n"),
                                  u"/etc/station.yaml"_s);
    care.setBackups(readBackupSettings(file->section("backup"), m_stores->directory()));
    std::optional<base::Result<BackupNote>> made, second;
    care.backUp([&](base::Result<BackupNote> note) { made = std::move(note); });
    QVERIFY(care.state()->isBackingUp);
    care.backUp([&](base::Result<BackupNote> note) { second = std::move(note); });
    QTRY_VERIFY(made && second);
    QVERIFY2(made->ok(), made->ok() ? "" : qPrintable(made->error().summary));
    QVERIFY(made->value().path.startsWith(m_dir->filePath(u"kept/here"_s)));
    QVERIFY(made->value().verifiedNs > 0);
    QVERIFY(!second->ok());
    QVERIFY(!care.state()->isBackingUp);

    QVERIFY(askForCare(m_stores->directory(), {CareRequest::Kind::PlanRetention, {}}).ok());
    care.look();
    QTRY_VERIFY(careAnswer(m_stores->directory()));
    QTRY_VERIFY(care.state()->asOfNs > 0);
    QCOMPARE(care.state()->backups.size(), 1U);
    QCOMPARE(care.state()->kept.size(), 3U);
}

void tst_Care::aBackupFolderThatIsNoPathIsToldAndTheUsualOneTaken()
{
    auto file = StationFile::read("backup: {folder: there}\n", u"/etc/station.yaml"_s);
    const auto settings = readBackupSettings(file->section("backup"), u"/var/station"_s);
    QCOMPARE(settings.folder, u"/var/backups"_s);
    QCOMPARE(file->problemTexts().size(), 1);
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
