// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/wire/statuspage/pagesettings.h"
#include "models/wire/statuspage/site.h"
#include "tests/support/failonwarning.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

using namespace wf;
using namespace wf::wire;
using namespace wf::signals;
using namespace Qt::StringLiterals;

namespace {

qint64 at(const char *text)
{
    return base::parseIsoTime(QString::fromLatin1(text));
}

StatusPage samplePage()
{
    StatusPage page;
    page.title = u"Halcyon status"_s;
    page.organisation = u"Halcyon"_s;
    page.address = u"https://status.halcyon.example/"_s;
    page.timeZone = u"UTC"_s;
    page.colour = u"#0C6B80"_s;
    page.atNs = at("2026-05-14T02:14:00Z");
    StatusComponent shop{u"storefront"_s, u"Storefront"_s, u"Pages and search"_s, u"Shop"_s, {}, true, {}, 0.9998};
    for (int i = 89; i >= 0; --i)
        shop.days.push_back({QDate(2026, 5, 14).addDays(-i), 1.0, ComponentState::Operational, 0, 0});
    shop.days[81] = {QDate(2026, 5, 6), 0.97, ComponentState::PartialOutage, 41LL * 60'000'000'000, 0};
    shop.days[0].uptime.reset();
    StatusComponent checkout = shop;
    checkout.id = u"checkout"_s;
    checkout.name = u"Checkout"_s;
    checkout.state = ComponentState::Degraded;
    page.components = {shop, checkout};
    page.incidents = {
        {u"checkout-slow"_s,
         u"Slow checkout"_s,
         false,
         ComponentState::Degraded,
         {u"checkout"_s},
         {at("2026-05-14T01:53:00Z"), at("2026-05-14T02:14:00Z")},
         true,
         {{at("2026-05-14T02:00:00Z"), StatusPhase::Identified, u"A provider answers slowly."_s},
          {at("2026-05-14T01:55:00Z"), StatusPhase::Investigating, u"We are looking into slow checkouts."_s}}},
        {u"db-upgrade"_s,
         u"Database upgrade"_s,
         true,
         ComponentState::Maintenance,
         {u"storefront"_s},
         {at("2026-05-20T02:00:00Z"), at("2026-05-20T03:00:00Z")},
         true,
         {{at("2026-05-10T08:00:00Z"), StatusPhase::Scheduled, u"The shop may be slow."_s}}}};
    return page;
}

QByteArray fileOf(const std::vector<SiteFile> &files, const QString &path)
{
    for (const auto &file : files)
        if (file.path == path)
            return file.bytes;
    return {};
}

QJsonObject json(const StatusPage &page, const QString &name)
{
    return QJsonDocument::fromJson(fileOf(renderSite(page), u"api/v2/"_s + name)).object();
}

// Reads as XML, but for what HTML does not close; empty when it is well-formed.
QString problemOf(const QByteArray &html)
{
    QString text = QString::fromUtf8(html).remove(u"<!DOCTYPE html>\n"_s);
    text.replace(QRegularExpression(u"<(meta|link|br)([^>]*)>"_s), u"<\\1\\2/>"_s);
    QXmlStreamReader xml(text);
    while (!xml.atEnd())
        xml.readNext();
    return xml.hasError() ? xml.errorString() + u" line "_s + QString::number(xml.lineNumber()) : QString();
}

} // namespace

class TestSite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void pagesHaveLandmarksWordsForBarsAndNoScript()
    {
        const auto files = renderSite(samplePage());
        for (const QString &path : {u"index.html"_s, u"history.html"_s}) {
            const QByteArray html = fileOf(files, path);
            QCOMPARE(problemOf(html), QString());
            for (const char *part : {"<html lang=\"en\">", "<main id=\"main\">", "<nav aria-label=", "<header>",
                                     "<footer>", "<h1>", "prefers-color-scheme:dark", "default-src 'none'"})
                QVERIFY2(html.contains(part), part);
            QVERIFY(!html.contains("<script"));
        }
        const QByteArray html = fileOf(files, u"index.html"_s);
        QVERIFY(html.contains("role=\"img\" aria-label=\"Storefront, last 90 days: 99.98 % uptime; one day with "
                              "trouble; 1 without data\""));
        QVERIFY(html.contains("<li>6 May 2026: 41 min of outage</li>"));
        QVERIFY(html.contains("One system works slower or with errors"));
        QVERIFY(html.contains("A provider answers slowly."));
        if (const QString path = qEnvironmentVariable("WF_SITE_OUT"); !path.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(html);
        }
    }

    void jsonHasTheFormOfStatuspage()
    {
        const auto summary = json(samplePage(), u"summary.json"_s);
        QCOMPARE(summary[u"page"_s][u"name"_s].toString(), u"Halcyon"_s);
        QCOMPARE(summary[u"status"_s][u"indicator"_s].toString(), u"minor"_s);
        QCOMPARE(summary[u"components"_s].toArray().size(), 3); // and their group
        QCOMPARE(summary[u"components"_s][1][u"status"_s].toString(), u"degraded_performance"_s);
        QCOMPARE(summary[u"incidents"_s][0][u"incident_updates"_s].toArray().size(), 2);
        QCOMPARE(summary[u"scheduled_maintenances"_s][0][u"scheduled_until"_s].toString(), u"2026-05-20T03:00:00Z"_s);
        QCOMPARE(json(samplePage(), u"incidents/unresolved.json"_s)[u"incidents"_s].toArray().size(), 1);
        QCOMPARE(
            json(samplePage(), u"scheduled-maintenances/active.json"_s)[u"scheduled_maintenances"_s].toArray().size(),
            0);
    }

    void whatIsNotKnownIsNotOperational()
    {
        auto page = samplePage();
        for (auto &c : page.components)
            c.isKnown = false;
        QCOMPARE(json(page, u"status.json"_s)[u"status"_s][u"indicator"_s].toString(), u"unknown"_s);
        const QByteArray html = fileOf(renderSite(page), u"index.html"_s);
        QVERIFY(html.contains("The state of our systems is not known at present"));
        QVERIFY(!html.contains("All systems operational"));
    }

    void feedsAreWellFormedAndNameEveryIncident()
    {
        for (const QString &name : {u"history.rss"_s, u"history.atom"_s}) {
            const QByteArray feed = fileOf(renderSite(samplePage()), name);
            QXmlStreamReader xml(feed);
            int entries = 0;
            while (!xml.atEnd()) {
                xml.readNext();
                entries += xml.isStartElement() && (xml.name() == u"item"_s || xml.name() == u"entry"_s) ? 1 : 0;
            }
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            QCOMPARE(entries, 2);
            QVERIFY(feed.contains("https://status.halcyon.example/history.html#checkout-slow"));
        }
        QVERIFY(fileOf(renderSite(samplePage()), u"history.rss"_s)
                    .contains("<pubDate>Thu, 14 May 2026 02:00:00 +0000</pubDate>"));
    }

    void wordsNeverBecomeMarkup()
    {
        auto page = samplePage();
        const QString evil = u"</title><script>alert(1)</script>\"' onload=x ]]> \u202E"_s;
        page.title = evil;
        page.components[0].name = evil;
        page.components[0].group = evil;
        page.incidents[0].title = evil;
        page.incidents[0].updates[0].text = evil;
        for (const auto &file : renderSite(page)) {
            QVERIFY(!file.bytes.contains("\u202E") || file.path.endsWith(u".json"_s));
            if (file.path.endsWith(u".html"_s)) {
                QVERIFY(!file.bytes.contains("<script"));
                QCOMPARE(problemOf(file.bytes), QString());
            }
            if (file.path.endsWith(u"rss"_s) || file.path.endsWith(u"atom"_s)) {
                QXmlStreamReader xml(file.bytes);
                while (!xml.atEnd())
                    xml.readNext();
                QVERIFY(!xml.hasError());
            }
        }
    }

    void settingsThatAreWrongSayWhere()
    {
        const auto good = readPageSettings(
            "apiVersion: watchfloor/v1\nkind: StatusPage\nspec:\n  title: T\n  organisation: O\n"
            "  ignoreShorterThan: 2m\n  components:\n    - id: web\n      name: Web\n      services: [frontend]\n"
            "      whenCritical: major_outage\n");
        QVERIFY2(good.isValid(), qPrintable(good.lines(u"f"_s).join(u'\n')));
        QCOMPARE(good.settings.components[0].services, QStringList{u"frontend"_s});
        QVERIFY(good.settings.components[0].whenCritical == ComponentState::MajorOutage);
        const auto bad =
            readPageSettings("kind: StatusPage\nspec:\n  title: T\n  organisation: O\n  colour: red\n  days: 2.5\n"
                             "  address: javascript:x\n  typo: 1\n  components:\n    - id: Web\n      name: W\n    - "
                             "id: a\n      name: A\n    - id: a\n      name: B\n");
        QVERIFY(!bad.isValid());
        const QString lines = bad.lines(u"page.yaml"_s).join(u'\n');
        for (const char *line :
             {"page.yaml:5:11: error: colour must be written as #RRGGBB", "page.yaml:6:9: error: days must be",
              "page.yaml:7:12: error: address must be", "page.yaml:10:11: error: id may hold",
              "page.yaml:14:11: error: there is a component a already"})
            QVERIFY2(lines.contains(QLatin1String(line)), qPrintable(lines));
        QVERIFY(lines.contains(u"typo"_s));
        QVERIFY(!readPageSettings("").isValid());
        QVERIFY(!readPageSettings("- [").isValid());
    }
};

QTEST_GUILESS_MAIN(TestSite)
#include "tst_site.moc"
