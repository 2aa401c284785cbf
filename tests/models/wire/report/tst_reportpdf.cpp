// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/png.h"
#include "models/wire/report/render.h"
#include "models/wire/report/reportjson.h"
#include "resources/assets.h"
#include "tests/models/wire/report/samplereport.h"
#include "tests/support/failonwarning.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

// One red and one half transparent blue pixel.
const QByteArray tinyPng = QByteArray::fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR42mP8z8Dwn5HhfyMAD4gDgV+mMcAAAAAASUVORK5CYII=");

QByteArray pdfOf(const signals::Report &report, PaperSize paper = PaperSize::A4)
{
    const auto bytes = renderReport(report, {ReportFormat::Pdf, paper}, test::bundledFonts());
    return bytes ? *bytes : QByteArray();
}

// What a program of the system says about the file; skips the test where there is none.
QString said(const QString &program, QStringList arguments, const QByteArray &pdf)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"report.pdf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        return u"not written"_s;
    file.close();
    arguments.replaceInStrings(u"FILE"_s, file.fileName());
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000))
        return u"did not end"_s;
    return QString::fromUtf8(process.readAll());
}

bool has(const char *program)
{
    return !QStandardPaths::findExecutable(QLatin1String(program)).isEmpty();
}

} // namespace

class TestReportPdf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void initTestCase() { initAssets(); }

    void theSameReportGivesTheSameBytes()
    {
        const QByteArray one = pdfOf(test::sampleReport());
        QVERIFY(one.startsWith("%PDF-1.7"));
        QCOMPARE(pdfOf(test::sampleReport()), one);
        auto other = test::sampleReport();
        other.clauses[0].measured = u"99.861 %"_s;
        QVERIFY(pdfOf(other) != one);
        if (const QString path = qEnvironmentVariable("WF_REPORT_OUT"); !path.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(one);
        }
    }

    void qpdfFindsNothingWrong()
    {
        if (!has("qpdf"))
            QSKIP("qpdf is not installed");
        for (const PaperSize paper : {PaperSize::A4, PaperSize::Letter}) {
            const QString words = said(u"qpdf"_s, {u"--check"_s, u"FILE"_s}, pdfOf(test::sampleReport(), paper));
            QVERIFY2(words.contains(u"No syntax or stream encoding errors found"_s) && !words.contains(u"WARNING"_s),
                     qPrintable(words));
        }
    }

    void isTaggedWithTitleLanguageAndHeadersOfTables()
    {
        if (!has("pdfinfo"))
            QSKIP("pdfinfo is not installed");
        const QByteArray pdf = pdfOf(test::sampleReport());
        const QString about = said(u"pdfinfo"_s, {u"FILE"_s}, pdf);
        QVERIFY2(about.contains(u"Title:           SLA-2026-05-017 Fernhill Outdoor: 1 to 14 May 2026, interim"_s),
                 qPrintable(about));
        QVERIFY(about.contains(QRegularExpression(u"Tagged: +yes"_s)));
        QVERIFY(about.contains(u"(A4)"_s));
        const QString tree = said(u"pdfinfo"_s, {u"-struct"_s, u"FILE"_s}, pdf);
        for (const char *type : {"Document", "H1", "H2", "P (block)", "Table", "TR", "TH", "TD", "Figure", "LBody"})
            QVERIFY2(tree.contains(QLatin1String(type)), type);
        QVERIFY(tree.contains(u"/Scope /Column"_s));
        QVERIFY(tree.contains(u"Scope /Row"_s));
        QVERIFY2(pdf.contains("/ObjStm"), "small objects are packed");
        const QString words = said(u"pdfinfo"_s, {u"-struct-text"_s, u"FILE"_s}, pdf);
        QVERIFY2(words.contains(u"Storefront availability"_s), qPrintable(words.left(2000)));
    }

    void everyFontIsEmbeddedWithItsText()
    {
        if (!has("pdffonts"))
            QSKIP("pdffonts is not installed");
        const QStringList lines =
            said(u"pdffonts"_s, {u"FILE"_s}, pdfOf(test::sampleReport())).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2 + 4);
        for (const QString &line : lines.mid(2)) {
            QVERIFY2(line.contains(QRegularExpression(u"^[A-Z]{6}\\+(WatchfloorSans|JetBrainsMono)"_s)),
                     qPrintable(line));
            QVERIFY2(line.contains(QRegularExpression(u"yes yes yes"_s)), qPrintable(line)); // emb sub uni
        }
    }

    void textCanBeTakenOutAlsoWhenTheFontLacksIt()
    {
        if (!has("pdftotext"))
            QSKIP("pdftotext is not installed");
        auto report = test::sampleReport();
        report.customer = u"日本商店"_s;
        const QString text = said(u"pdftotext"_s, {u"FILE"_s, u"-"_s}, pdfOf(report));
        QVERIFY2(text.contains(u"Service level report for 日本商店"_s), qPrintable(text.left(500)));
        QVERIFY(text.contains(u"Gateway brown-out after a certificate rotation"_s));
    }

    void theFiguresAreAttached()
    {
        const auto report = test::sampleReport();
        const auto found = findReport(pdfOf(report, PaperSize::Letter));
        QVERIFY2(found.ok(), found ? "" : qPrintable(found.error().summary));
        QCOMPARE(found->look, (ReportLook{ReportFormat::Pdf, PaperSize::Letter}));
        QVERIFY(found->report == report);
        if (has("pdfdetach"))
            QVERIFY(said(u"pdfdetach"_s, {u"-list"_s, u"FILE"_s}, pdfOf(report)).contains(u"SLA-2026-05-017.json"_s));
    }

    void cutAndChangedFilesAreRefusedOrFound()
    {
        const QByteArray pdf = pdfOf(test::sampleReport());
        for (qsizetype length = 0; length < pdf.size(); length += pdf.size() / 97)
            static_cast<void>(findReport(pdf.first(length))); // must not crash
        QVERIFY(!findReport(pdf.first(100)).ok());
        QByteArray changed = pdf;
        changed.replace("/Params<</Size ", "/Params<</Size 9");
        QVERIFY(!findReport(changed).ok());
    }

    void manyRowsGoOnOverPages()
    {
        auto report = test::sampleReport();
        const auto one = report.incidents.front();
        for (int i = 0; i < 300; ++i)
            report.incidents.push_back(one);
        const QByteArray pdf = pdfOf(report);
        if (!has("pdftotext"))
            QSKIP("pdftotext is not installed");
        const QString text = said(u"pdftotext"_s, {u"FILE"_s, u"-"_s}, pdf);
        QCOMPARE(text.count(u"INC-2398"_s), 301 + 2); // and a figure and a mark
        QVERIFY(said(u"qpdf"_s, {u"--check"_s, u"FILE"_s}, pdf).contains(u"No syntax"_s));
    }

    void hugeAndEmptyWordsFit()
    {
        auto report = test::sampleReport();
        report.customer = QString(20'000, u'x');
        report.incidents[0].what = QString(100'000, u'W');
        report.title = QString(5000, u'T');
        report.figures.clear();
        report.clauses.clear();
        QVERIFY(!pdfOf(report).isEmpty());
        QVERIFY(!pdfOf(signals::Report()).isEmpty());
    }

    void aLogoIsReadAndDamagedOnesAreRefused()
    {
        const auto pixels = readPng(tinyPng);
        QVERIFY2(pixels.ok(), pixels ? "" : qPrintable(pixels.error().summary));
        QCOMPARE(pixels->width, 2);
        QCOMPARE(pixels->rgb, QByteArray("\xFF\x00\x00\x00\x00\xFF", 6));
        QCOMPARE(pixels->alpha, QByteArray("\xFF\x80", 2));
        for (qsizetype length = 0; length < tinyPng.size() - 12; ++length)
            QVERIFY(!readPng(tinyPng.first(length)).ok());
        auto report = test::sampleReport();
        report.branding.logoPng = "GIF89a";
        QVERIFY(!renderReport(report, {}, test::bundledFonts()).ok());
        report.branding.logoPng = tinyPng;
        QVERIFY(!pdfOf(report).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestReportPdf)
#include "tst_reportpdf.moc"
