// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/engine/reports/archive/verifyreport.h"
#include "models/wire/report/reportjson.h"
#include "tests/support/failonwarning.h"

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
};

QTEST_GUILESS_MAIN(TestReportArchive)
#include "tst_reportarchive.moc"
