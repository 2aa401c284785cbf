// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/render.h"
#include "models/wire/report/reportjson.h"
#include "models/wire/report/reporttext.h"
#include "tests/models/wire/report/samplereport.h"
#include "tests/support/failonwarning.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

// Everything that a name may hold to become something else.
const QString evil =
    u"<script>alert(1)</script>\"'><img src=x onerror=alert(2)> | `code` **bold** [a](javascript:1) =1+1 \u202Egnp.exe"_s;

signals::Report evilReport()
{
    auto report = test::sampleReport();
    report.customer = evil;
    report.provider = evil;
    report.title = evil;
    report.summary = evil;
    report.clauses[0].name = evil;
    report.incidents[0].what = evil;
    report.days[0].title = evil;
    report.burns[0].marks[0].words = evil;
    report.burns[0].title = evil;
    report.branding.colour = u"red\" onload=\"alert(1)"_s;
    report.queries[0].text = evil;
    report.trend[0].name = evil;
    return report;
}

} // namespace

class TestReportText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void jsonReadsBackAsTheSameReport()
    {
        const auto report = test::sampleReport();
        const auto again = readReportJson(reportJson(report));
        QVERIFY2(again.ok(), again ? "" : qPrintable(again.error().summary));
        QVERIFY(*again == report);
        QCOMPARE(reportJson(*again), reportJson(report));
    }

    void jsonThatIsWrongSaysWhere()
    {
        QByteArray json = reportJson(test::sampleReport());
        json.replace("\"verdict\": \"breached\"", "\"verdict\": \"splendid\"");
        const auto wrong = readReportJson(json);
        QVERIFY(!wrong.ok());
        QVERIFY2(wrong.error().summary.contains(u"clauses[0].verdict must be one of met"_s),
                 qPrintable(wrong.error().summary));
        QVERIFY(!readReportJson("{}").ok());
        QVERIFY(!readReportJson(QByteArray(100'000, '[')).ok());
    }

    void differencesAreNamed()
    {
        auto other = test::sampleReport();
        other.clauses[1].measured = u"99.900 %"_s;
        other.incidents.pop_back();
        QCOMPARE(reportDifferences(test::sampleReport(), other),
                 (QStringList{u"clauses[1].measured: 99.876 % → 99.900 %"_s, u"incidents: 3 rows → 2 rows"_s}));
    }

    void outsideTextNeverBecomesMarkup()
    {
        const auto report = evilReport();
        const QByteArray html = reportHtml(report, reportJson(report), reportCsv(report));
        QVERIFY(!html.contains("<script"));
        QVERIFY(!html.contains("<img src=x"));
        QVERIFY(!html.contains("onload=\"alert"));
        QVERIFY(!html.contains("javascript:1)\""));
        QVERIFY(!html.contains("\u202E"));
        QVERIFY(html.contains("default-src 'none'"));
        const QByteArray markdown = reportMarkdown(report);
        const QRegularExpression unescaped(u"(?<!\\\\)(<script|\\]\\()"_s);
        QVERIFY(!QString::fromUtf8(markdown).contains(unescaped));
        QVERIFY(markdown.contains("\\<script\\>"));
    }

    void htmlIsWellFormedAndNeedsNothingElse()
    {
        for (const auto &report : {test::sampleReport(), evilReport(), signals::Report()}) {
            QByteArray html = reportHtml(report, reportJson(report), reportCsv(report));
            html.replace("<!DOCTYPE html>\n", "");
            // As XML, but for what HTML does not close.
            QString text = QString::fromUtf8(html);
            text.replace(QRegularExpression(u"<(meta|img)([^>]*)>"_s), u"<\\1\\2/>"_s);
            QXmlStreamReader xml(text);
            int headings = 0;
            while (!xml.atEnd()) {
                xml.readNext();
                headings += xml.isStartElement() && xml.name() == u"h1"_s ? 1 : 0;
                if (xml.isStartElement() && xml.name() == u"svg"_s)
                    QVERIFY(xml.attributes().hasAttribute(u"aria-label"_s) ||
                            xml.attributes().hasAttribute(u"aria-hidden"_s));
                for (const QString &name : {u"src"_s, u"href"_s})
                    if (xml.isStartElement() && xml.attributes().hasAttribute(name))
                        QVERIFY(xml.attributes().value(name).startsWith(u"data:"_s));
            }
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString() + u" line "_s + QString::number(xml.lineNumber())));
            QCOMPARE(headings, 1);
        }
    }

    void csvHoldsNoFormula()
    {
        auto report = test::sampleReport();
        report.incidents[0].what = u"=HYPERLINK(\"http://evil\")"_s;
        const QByteArray csv = reportCsv(report);
        QVERIFY(csv.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""));
        QVERIFY(csv.contains("\"INC-2443\",\"2026-05-11T09:10:00Z\",\"2026-05-11T09:16:00Z\",\"no\""));
    }

    void everyFormIsRecognised()
    {
        const auto report = test::sampleReport();
        for (const auto format : {ReportFormat::Html, ReportFormat::Csv, ReportFormat::Json, ReportFormat::Markdown}) {
            const auto bytes = renderReport(report, {format, {}}, {});
            QVERIFY(bytes.ok());
            const auto found = findReport(*bytes);
            QVERIFY2(found.ok(), qPrintable(reportFormatName(format)));
            QCOMPARE(found->id, report.id);
            QCOMPARE(found->dataHash, report.dataHash);
            QCOMPARE(reportFormatName(found->look.format), reportFormatName(format));
            if (format == ReportFormat::Html || format == ReportFormat::Json)
                QVERIFY(found->report == report);
        }
        QVERIFY(!findReport("hello").ok());
        QVERIFY(!findReport({}).ok());
    }
};

QTEST_GUILESS_MAIN(TestReportText)
#include "tst_reporttext.moc"
