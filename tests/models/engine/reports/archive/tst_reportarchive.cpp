// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/engine/reports/archive/verifyreport.h"
#include "models/wire/report/reportjson.h"
#include "tests/support/failonwarning.h"
#include "tests/support/loss/victim.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

const base::ManualClock clock_(1'778'724'847'000'000'000);

signals::Report report()
{
    signals::Report r;
    r.id = u"SLA-SPA-114-2026-05-5f0c1b"_s;
    r.customer = u"Fernhill Outdoor"_s;
    r.title = u"May 2026"_s;
    r.toolVersion = u"1.0"_s;
    r.dataHash = QString(64, u'a');
    signals::ReportClause clause;
    clause.number = u"1"_s;
    clause.measured = u"99.860 %"_s;
    r.clauses = {clause};
    return r;
}

QByteArray rendered(const signals::Report &r, ReportFormat format)
{
    const auto bytes = renderReport(r, {format, {}}, {});
    return bytes ? *bytes : QByteArray();
}

std::unique_ptr<ReportArchive> archiveIn(const QTemporaryDir &folder)
{
    auto archive = ReportArchive::open(folder.filePath(u"reports"_s), clock_);
    return archive ? std::move(*archive) : nullptr;
}

signals::Report numbered(int i)
{
    auto r = report();
    r.title = u"May 2026, corrected for the %1th time"_s.arg(i);
    return r;
}

// Issues reports until it is killed, and tells each once the disk has it.
int victim(const QString &path)
{
    const auto archive = ReportArchive::open(path, clock_);
    const auto known = archive ? (*archive)->issued() : base::Result<std::vector<IssuedReport>>(archive.error());
    for (int i = known ? static_cast<int>(known->size()) : 0; known; ++i) {
        const auto issued = (*archive)->issue(numbered(i), u"ann"_s, u"a test"_s);
        if (!issued || !support::tellSafe(issued->sha256.toLatin1()))
            return 1;
    }
    return 1;
}

} // namespace

class TestReportArchive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void whatWasIssuedStaysAsItWas()
    {
        QTemporaryDir folder;
        auto archive = archiveIn(folder);
        QVERIFY(archive);
        const auto one = archive->issue(report(), u"ann"_s);
        QVERIFY2(one.ok(), one ? "" : qPrintable(one.error().summary + one.error().detail));
        QVERIFY(archive->issue(report(), u"ben"_s)->by == u"ann"_s); // the same: nothing new
        auto other = report();
        other.title = u"May 2026, corrected"_s;
        QVERIFY(archive->issue(other, u"ben"_s).ok());
        QVERIFY(!archive->issue(other, u" "_s).ok());
        archive.reset();
        archive = archiveIn(folder);
        QCOMPARE(archive->issued()->size(), 2);
        QVERIFY(*archive->load(one->sha256) == report());
        QVERIFY(!archive->load(u"../../etc/passwd"_s).ok());
    }

    void changedReportsAreFound()
    {
        QTemporaryDir folder;
        auto archive = archiveIn(folder);
        const auto one = archive->issue(report(), u"ann"_s);
        QFile file(u"%1/issued/%2.json"_s.arg(archive->folder(), one->sha256));
        QVERIFY(file.open(QIODevice::Append));
        file.write(" ");
        file.close();
        const auto loaded = archive->load(one->sha256);
        QVERIFY(!loaded.ok());
        QVERIFY(loaded.error().summary.contains(u"was changed after it was issued"_s));
    }

    void verifyingSaysEqualOrWhatDiffers()
    {
        QTemporaryDir folder;
        auto archive = archiveIn(folder);
        for (const auto format : {ReportFormat::Html, ReportFormat::Json, ReportFormat::Csv, ReportFormat::Markdown}) {
            const QByteArray file = rendered(report(), format);
            const auto before = verifyReport(file, nullptr, {}, {}, u"1.0"_s);
            QVERIFY(before.ok());
            QVERIFY(!before->isGood()); // nothing vouches for it
        }
        QVERIFY(archive->issue(report(), u"ann"_s).ok());
        for (const auto format : {ReportFormat::Html, ReportFormat::Json, ReportFormat::Csv, ReportFormat::Markdown}) {
            const auto same = verifyReport(rendered(report(), format), archive.get(), {}, {}, u"1.0"_s);
            QVERIFY2(same.ok() && same->isGood(), qPrintable(reportFormatName(format)));
            auto forged = report();
            forged.clauses[0].measured = u"99.960 %"_s;
            const auto differs = verifyReport(rendered(forged, format), archive.get(), {}, {}, u"1.0"_s);
            QVERIFY(differs.ok() && !differs->isGood());
            QVERIFY2(!differs->differences.isEmpty(), qPrintable(reportFormatName(format)));
        }
    }

    void figuresThatWereChangedInTheTextAloneAreFound()
    {
        QTemporaryDir folder;
        auto archive = archiveIn(folder);
        QVERIFY(archive->issue(report(), u"ann"_s).ok());
        QByteArray html = rendered(report(), ReportFormat::Html);
        html.replace("99.860", "99.960"); // the report inside it is as it was
        const auto found = verifyReport(html, archive.get(), {}, {}, u"1.0"_s);
        QVERIFY(found.ok());
        QVERIFY(found->isSameAsIssued);
        QVERIFY(!found->isRendered);
        QVERIFY(!found->isGood());
    }

    void aSignatureBehindItIsNoChange()
    {
        QTemporaryDir folder;
        auto archive = archiveIn(folder);
        QVERIFY(archive->issue(report(), u"ann"_s).ok());
        const auto found =
            verifyReport(rendered(report(), ReportFormat::Html) + "<!-- signed -->", archive.get(), {}, {}, u"1.0"_s);
        QVERIFY(found->isGood());
        QCOMPARE(found->appendedBytes, 15);
    }

    void computedAgainItMustBeTheSame()
    {
        const QByteArray json = rendered(report(), ReportFormat::Json);
        QVERIFY(verifyReport(json, nullptr, {}, report(), u"1.0"_s)->isGood());
        auto again = report();
        again.clauses[0].measured = u"99.861 %"_s;
        const auto differs = verifyReport(json, nullptr, {}, again, u"1.0"_s);
        QVERIFY(!differs->isGood());
        QCOMPARE(differs->differences, QStringList{u"computed again, clauses[0].measured: 99.860 % → 99.861 %"_s});
    }

    void runsOfSchedulesAreKept()
    {
        QTemporaryDir folder;
        auto archive = archiveIn(folder);
        QCOMPARE(*archive->scheduleSince(u"monthly"_s, 1'000'000'000), 1'000'000'000);
        QVERIFY(archive->noteRun(u"monthly/2026-06-02"_s, u"sent"_s).ok());
        archive.reset();
        archive = archiveIn(folder);
        QCOMPARE(*archive->scheduleSince(u"monthly"_s, 9'000'000'000), 1'000'000'000);
        QCOMPARE(*archive->runsDone(), QStringList{u"monthly/2026-06-02"_s});
    }

    void nothingIssuedIsLostWhenTheWriterIsKilled()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"reports"_s);
        qsizetype safe = 0;
        for (int round = 0; round < 12; ++round) {
            const QStringList told = support::toldUntilKilled({u"--victim"_s, path}, 1 + round % 4);
            QVERIFY(!told.isEmpty());
            const auto archive = ReportArchive::open(path, clock_);
            QVERIFY(archive.ok());
            const auto issued = (*archive)->issued(); // verifies the chain
            QVERIFY2(issued.ok(), issued ? "" : qPrintable(issued.error().summary));
            safe += told.size();
            QVERIFY2(std::ssize(*issued) == safe || std::ssize(*issued) == safe + 1,
                     qPrintable(u"%1 of %2"_s.arg(issued->size()).arg(safe)));
            safe = std::ssize(*issued);
            for (const auto &one : *issued) {
                const auto loaded = (*archive)->load(one.sha256); // every record has its report
                QVERIFY2(loaded.ok(), loaded ? "" : qPrintable(loaded.error().summary));
            }
            for (const QString &one : told)
                QVERIFY((*archive)->load(one).ok());
        }
        QVERIFY(safe >= 12);
    }

    void aFullDiskRefusesAndKeepsWhatWasThere()
    {
        QTemporaryDir folder;
        auto archive = archiveIn(folder);
        QVERIFY(archive->issue(report(), u"ann"_s).ok());
        for (const rlim_t bytes : {rlim_t{16}, rlim_t{4096}}) { // neither the report nor its record; only the report
            const auto disk = support::fullDisk(bytes);
            const auto refused = archive->issue(numbered(1), u"ben"_s);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().kind, base::ErrorKind::Storage);
        }
        QCOMPARE(archive->issued()->size(), 1);
        QVERIFY(archive->issue(numbered(1), u"ben"_s).ok());
        archive.reset();
        archive = archiveIn(folder);
        QCOMPARE(archive->issued()->size(), 2);
        QVERIFY(*archive->load(archive->issued()->back().sha256) == numbered(1));
    }

    void aBackupBringsEverythingBackAndLosesNothing()
    {
        QTemporaryDir folder;
        auto archive = archiveIn(folder);
        const auto one = archive->issue(report(), u"ann"_s, u"it is the first of June"_s);
        const QString backup = folder.filePath(u"backup"_s);
        const auto copied = archive->backup(backup);
        QVERIFY2(copied.ok(), copied ? "" : qPrintable(copied.error().summary));
        QVERIFY(archive->backup(backup).error().summary.contains(u"is not empty"_s));
        QVERIFY(archive->issue(numbered(1), u"ben"_s).ok());
        archive.reset();
        const auto back = ReportArchive::restore(backup, folder.filePath(u"reports"_s), clock_);
        QVERIFY(!back.ok() && back.error().summary.contains(u"nothing that was signed is thrown away"_s));
        const QString elsewhere = folder.filePath(u"elsewhere"_s);
        const auto restored = ReportArchive::restore(backup, elsewhere, clock_);
        QVERIFY2(restored.ok(), restored ? "" : qPrintable(restored.error().summary));
        const auto there = ReportArchive::open(elsewhere, clock_);
        QCOMPARE((*there)->issued()->size(), 1);
        QCOMPARE((*there)->issued()->front().reason, u"it is the first of June"_s);
        QVERIFY(*(*there)->load(one->sha256) == report());
        QFile file(u"%1/issued/%2.json"_s.arg(backup, one->sha256));
        QVERIFY(file.open(QIODevice::Append));
        file.write(" ");
        file.close();
        const auto changed = ReportArchive::restore(backup, folder.filePath(u"third"_s), clock_);
        QVERIFY(!changed.ok() && changed.error().summary.contains(u"of the backup was changed"_s));
        QVERIFY(!QFile::exists(folder.filePath(u"third/reports.db"_s)));
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--victim")
        return victim(QString::fromLocal8Bit(argv[2]));
    TestReportArchive test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_reportarchive.moc"
