// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/review/pictures.h"

#include "models/base/clock.h"
#include "resources/assets.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 openedNs = 1'795'246'609'000'000'000;

PdfFontFiles fonts()
{
    PdfFontFiles out;
    const char *names[] = {"WatchfloorSans-Regular", "WatchfloorSans-Medium", "WatchfloorSans-SemiBold",
                           "JetBrainsMono-Regular"};
    for (std::size_t i = 0; i < out.size(); ++i) {
        QFile file(u":/wf/fonts/%1.ttf"_s.arg(QLatin1String(names[i])));
        if (file.open(QIODevice::ReadOnly))
            out[i] = file.readAll();
    }
    return out;
}

ReviewPaper sample()
{
    ReviewPaper out;
    out.id = u"INC-12"_s;
    out.title = u"payment: charges are slow since 02:06 <b>in eu-west</b>"_s;
    out.environment = u"Halcyon"_s;
    out.toolVersion = u"0.5.0"_s;
    out.facts = {{u"Severity"_s, u"critical"_s}, {u"Time to repair"_s, u"41 min"_s}};
    out.openedNs = openedNs;
    out.range = {openedNs - base::nsPerHour, openedNs + base::nsPerHour};
    for (const QString &service : {u"payment"_s, u"checkout"_s, u"gateway"_s})
        out.lanes.push_back({service,
                             {{{openedNs + static_cast<qint64>(out.lanes.size()) * base::nsPerMinute,
                                openedNs + 41 * base::nsPerMinute},
                               out.lanes.empty() ? signals::Severity::Critical : signals::Severity::Warning}}});
    out.deploys = {{openedNs - 4 * base::nsPerMinute, u"payment v2.31.0 deployed"_s}};
    ReviewPaper::Chart chart{u"What PaymentSlow measures"_s, u"histogram_quantile(0.99, rate(x[5m]))"_s, {}, 0.5};
    for (int k = 0; k < 2; ++k) {
        ReviewPaper::Line line{k == 0 ? u"payment, eu-west"_s : u"payment, us-east"_s, {}};
        for (int i = 0; i <= 120; ++i)
            line.points.emplace_back(out.range.startNs + i * base::nsPerMinute, i == 40            ? std::nan("")
                                                                                : i > 55 && k == 0 ? 0.9
                                                                                                   : 0.2);
        chart.lines.push_back(line);
    }
    out.chart = chart;
    out.suspects = {{0.86, u"payment v2.31.0"_s, u"deployed 4 min before; pool full"_s, u"yes"_s}};
    for (int i = 0; i < 60; ++i)
        out.timeline.push_back(
            {openedNs + i * base::nsPerMinute, u"mara"_s, u"did step %1 of what was to be done"_s.arg(i)});
    out.questions = {u"What was the cause?"_s, u"What will be done?"_s};
    out.asOfNs = openedNs + base::nsPerHour;
    return out;
}

QByteArray pdfOf(const ReviewPaper &paper, PaperSize size = PaperSize::A4)
{
    const auto out = reviewPdf(paper, size, fonts());
    return out ? *out : QByteArray();
}

QString said(const QString &program, QStringList arguments, const QByteArray &pdf)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"review.pdf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        return u"not written"_s;
    file.close();
    arguments.replaceInStrings(u"FILE"_s, file.fileName());
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    return process.waitForFinished(60'000) ? QString::fromUtf8(process.readAll()) : u"did not end"_s;
}

bool has(const char *program)
{
    return !QStandardPaths::findExecutable(QLatin1String(program)).isEmpty();
}

} // namespace

class TestReview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initAssets(); }
    void init() { support::failOnAnyWarning(); }

    void theSamePaperGivesTheSameBytes();
    void qpdfFindsNothingWrong();
    void allOfItCanBeRead();
    void whatWasWrittenIsOnThePaperAndWellFormed();
    void picturesSayWhatTheyShow();
    void aGapBreaksTheLine();
    void withoutAnythingToDrawThereIsNoPicture();
    void htmlHoldsNoForeignMarkup();
    void manyLanesAndDaysStayOnThePaper();
};

void TestReview::theSamePaperGivesTheSameBytes()
{
    const QByteArray one = pdfOf(sample());
    QVERIFY(one.startsWith("%PDF-1.7"));
    QCOMPARE(pdfOf(sample()), one);
    if (const QString path = qEnvironmentVariable("WF_REPORT_OUT"); !path.isEmpty()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(one);
    }
}

void TestReview::qpdfFindsNothingWrong()
{
    if (!has("qpdf"))
        QSKIP("qpdf is not installed");
    for (const auto size : {PaperSize::A4, PaperSize::Letter}) {
        const QString words = said(u"qpdf"_s, {u"--check"_s, u"FILE"_s}, pdfOf(sample(), size));
        QVERIFY2(words.contains(u"No syntax or stream encoding errors"_s), qPrintable(words));
    }
}

void TestReview::allOfItCanBeRead()
{
    if (!has("pdftotext") || !has("pdfinfo"))
        QSKIP("poppler-utils is not installed");
    const QByteArray pdf = pdfOf(sample());
    const QString text = said(u"pdftotext"_s, {u"-layout"_s, u"FILE"_s, u"-"_s}, pdf);
    for (const QString &part : {u"INC-12"_s, u"eu-west</b>"_s, u"Time to repair"_s, u"gateway"_s, u"86 %"_s,
                                u"did step 59"_s, u"What will be done?"_s, u"payment, us-east"_s})
        QVERIFY2(text.contains(part), qPrintable(part));
    QVERIFY(said(u"pdfinfo"_s, {u"FILE"_s}, pdf).contains(QRegularExpression(u"Tagged: +yes"_s)));
}

void TestReview::whatWasWrittenIsOnThePaperAndWellFormed()
{
    auto paper = sample();
    QString text = u"# The pool was too small\n\n| | |\n|---|---|\n| Severity | critical |\n\n## Cause\n\n"
                   "The pool had *4* connections (`maxConnections`).\n\n1. rolled back\n   - by mara\n\n> it held\n\n"
                   "### Query\n\n```\nrate(x[5m])\n  > 1\n```\n\n---\n\n"
                   "| when | a rather long heading of a column | what |\n|---|---|---|\n"_s;
    for (int i = 0; i < 90; ++i)
        text += u"| 02:%1 | %2 | %3 |\n"_s.arg(i).arg(QString(40, u'w'), u"words that need some room "_s.repeated(6));
    paper.written = {readMarkdown(text), u"mara"_s, openedNs};
    const QByteArray html = reviewHtml(paper);
    for (const char *part :
         {"<em>4</em>", "<code>maxConnections</code>", "<blockquote>it held</blockquote>", "<pre>rate"})
        QVERIFY2(html.contains(part), part);
    QCOMPARE(html.count("<svg"), 2);
    QVERIFY(!html.contains("did step 59"));
    const QByteArray pdf = pdfOf(paper);
    QVERIFY(pdf.startsWith("%PDF-1.7"));
    QCOMPARE(pdfOf(paper), pdf);
    if (has("qpdf"))
        QVERIFY(said(u"qpdf"_s, {u"--check"_s, u"FILE"_s}, pdf).contains(u"No syntax or stream encoding errors"_s));
    if (!has("pdftotext"))
        QSKIP("poppler-utils is not installed");
    const QString read = said(u"pdftotext"_s, {u"-layout"_s, u"FILE"_s, u"-"_s}, pdf);
    for (const QString &part :
         {u"The pool was too small"_s, u"Written by mara"_s, u"maxConnections"_s, u"1. rolled back"_s, u"• by mara"_s,
          u"rate(x[5m])"_s, u"02:89"_s, u"Onset by service"_s})
        QVERIFY2(read.contains(part), qPrintable(part));
}

void TestReview::picturesSayWhatTheyShow()
{
    const QString onset = onsetPicture(sample(), 495).words;
    for (const QString &part : {u"payment from"_s, u"gateway from"_s, u"v2.31.0 deployed at"_s})
        QVERIFY2(onset.contains(part), qPrintable(onset));
    const QString symptom = symptomPicture(sample(), 495).words;
    for (const QString &part : {u"payment, eu-west up to 0.9"_s, u"threshold 0.5"_s})
        QVERIFY2(symptom.contains(part), qPrintable(symptom));
}

void TestReview::aGapBreaksTheLine()
{
    const auto picture = symptomPicture(sample(), 495);
    QCOMPARE(std::ranges::count(picture.shapes, Shape::Kind::Path, &Shape::kind), 4); // two lines, each in two pieces
}

void TestReview::withoutAnythingToDrawThereIsNoPicture()
{
    ReviewPaper bare;
    bare.id = u"INC-1"_s;
    bare.title = u"nothing is known"_s;
    QCOMPARE(onsetPicture(bare, 495).height, 0.0);
    QCOMPARE(symptomPicture(bare, 495).height, 0.0);
    QVERIFY(pdfOf(bare).startsWith("%PDF"));
    QVERIFY(!reviewHtml(bare).contains("<svg"));
}

void TestReview::htmlHoldsNoForeignMarkup()
{
    auto paper = sample();
    paper.lanes[0].name = u"\"><script>"_s;
    const QByteArray html = reviewHtml(paper);
    QVERIFY(!html.contains("<script>"));
    QVERIFY(!html.contains("<b>in"));
    QVERIFY(html.contains("did step 59"));
    QCOMPARE(html.count("<svg"), 2);
}

void TestReview::manyLanesAndDaysStayOnThePaper()
{
    auto paper = sample();
    paper.range.endNs = paper.range.startNs + 9 * base::nsPerDay;
    for (int i = 0; i < 100; ++i)
        paper.lanes.push_back({u"service-%1"_s.arg(i), paper.lanes[0].firings});
    for (int i = 0; i < 30; ++i)
        paper.chart->lines.push_back(
            {u"a line with a name that is rather long %1"_s.arg(i), paper.chart->lines[0].points});
    for (const auto &picture : {onsetPicture(paper, 495), symptomPicture(paper, 495)}) {
        QVERIFY(picture.height < 450);
        QVERIFY(picture.shapes.size() < 400);
        for (const auto &shape : picture.shapes)
            QVERIFY(shape.x >= 0 && shape.x <= 495.01);
    }
}

QTEST_GUILESS_MAIN(TestReview)
#include "tst_review.moc"
