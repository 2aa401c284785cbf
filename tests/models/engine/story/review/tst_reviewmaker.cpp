// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/review/reviewmaker.h"

#include "models/store/store.h"
#include "tests/models/engine/causes/causeworld.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakemetricsource.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

signals::Rule ruleOf(const QString &name, const QString &expr)
{
    signals::Rule out;
    out.name = name;
    out.query = expr;
    return out;
}

// One alert of payment with its rule, folded into an incident.
struct World {
    explicit World(const QString &directory)
        : clock(support::clockAt()),
          files(test::quietOptions(directory), clock),
          set{{&metrics}, {&server}, {}, {}},
          watch(set, clock, pools, {}),
          services(set, {}, clock),
          keeper({watch, services, files.alerts(), files.ledger()}, {}, clock, pools, u"mara"_s),
          reader(set, nullptr, clock),
          causes({keeper, services, reader, set, files.ledger()}, clock, pools, u"mara"_s),
          story({keeper, services, causes, files.ledger()}, clock, u"mara"_s),
          maker({story, keeper, services, causes, reader, set, [] { return wire::PdfFontFiles(); }, files.ledger()},
                clock, pools)
    {
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "PaymentSlow"}, {"service", "payment"}, {"severity", "critical"}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = clock.nowNs() - 10 * base::nsPerMinute;
        server.alertList = {alert};
        metrics.ruleList = {ruleOf(u"PaymentSlow"_s, u"latency > 0.5"_s)};
        metrics.answer = [](const sources::RangeQuery &query) -> base::Result<signals::QueryAnswerPtr> {
            auto out = std::make_shared<signals::QueryAnswer>();
            signals::Series series;
            series.labels = base::Labels{{"service", "payment"}};
            for (qint64 t = query.range.startNs; t <= query.range.endNs; t += query.stepNs) {
                series.timesMs.push_back(t / base::nsPerMs);
                series.values.push_back(0.75);
            }
            out->stepMs = query.stepNs / base::nsPerMs;
            if (query.expr == u"latency"_s)
                out->series.push_back(std::move(series));
            return signals::QueryAnswerPtr(out);
        };
        keeper.start();
        causes.start();
        watch.pollNow();
    }
    QByteArray html()
    {
        std::optional<base::Result<QByteArray>> out;
        ReviewWishes wishes;
        wishes.incident = keeper.snapshot()->open.front()->number;
        wishes.form = ReviewWishes::Form::Html;
        wishes.environment = u"Halcyon"_s;
        const auto request = maker.make(wishes, [&out](const auto &document) { out = document; });
        [&] { QTRY_VERIFY(out); }();
        return out && *out ? **out : QByteArray();
    }

    base::ManualClock clock;
    support::FakeAlertSource server{clock, u"am"_s};
    support::FakeMetricSource metrics{u"prom"_s};
    store::Store files;
    async::Pools pools;
    sources::SourceSet set;
    AlertWatch watch;
    ServiceCatalog services;
    IncidentKeeper keeper;
    MetricReader reader;
    CauseDesk causes;
    Storyteller story;
    ReviewMaker maker;
};

} // namespace

class tst_ReviewMaker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void theDocumentHasThePicturesOfTheIncident();
    void whatPeopleWroteIsPrintedWithThePictures();
    void whatIsNotDrawnIsSaid();
    void anUnknownIncidentIsSaidSo();
    void theRuleOfTheWorstAlertIsDrawn();
    void seriesOfTheIncidentComeFirst();
};

void tst_ReviewMaker::theDocumentHasThePicturesOfTheIncident()
{
    const QTemporaryDir dir;
    World w(dir.path());
    QTRY_VERIFY(w.keeper.isSettled() && !w.keeper.snapshot()->open.empty());
    const QByteArray html = w.html();
    QCOMPARE(html.count("<svg"), 2);
    for (const char *part : {"INC-1", "What PaymentSlow measures", "threshold 0.5", "payment up to 0.75", "Halcyon"})
        QVERIFY2(html.contains(part), part);
}

void tst_ReviewMaker::whatPeopleWroteIsPrintedWithThePictures()
{
    const QTemporaryDir dir;
    World w(dir.path());
    QTRY_VERIFY(w.keeper.isSettled() && !w.keeper.snapshot()->open.empty());
    ReviewDesk desk(w.story, w.files.ledger(), w.clock, u"mara"_s);
    desk.look(w.keeper.snapshot()->open.front()->number);
    QTRY_VERIFY(!desk.text().isEmpty());
    desk.edit(u"# The pool was too small\n\nIt had **4** connections.\n\n## What we do\n\n- <b>watch</b> it\n"_s);
    desk.keepNow();
    QTRY_VERIFY(desk.isKept());
    const QByteArray html = w.html();
    QCOMPARE(html.count("<svg"), 2);
    for (const char *part :
         {"<h1>The pool was too small</h1>", "It had <strong>4</strong> connections.", "<h2>What we do</h2>",
          "&lt;b&gt;watch&lt;/b&gt; it", "Written by mara", "INC-1, review, "})
        QVERIFY2(html.contains(part), part);
    QVERIFY(!html.contains("For people to answer")); // the draft is gone
    QVERIFY(html.indexOf("<svg") > html.indexOf("connections") &&
            html.lastIndexOf("<svg") < html.indexOf("What we do"));
    std::optional<base::Result<QString>> dropped;
    desk.startAgain([&dropped](const auto &text) { dropped = text; });
    QTRY_VERIFY(dropped && dropped->ok());
    QVERIFY(w.html().contains("For people to answer"));
}

void tst_ReviewMaker::whatIsNotDrawnIsSaid()
{
    const QTemporaryDir dir;
    World w(dir.path());
    QTRY_VERIFY(w.keeper.isSettled() && !w.keeper.snapshot()->open.empty());
    w.metrics.answer = [](const sources::RangeQuery &) -> base::Result<signals::QueryAnswerPtr> {
        return base::makeError(base::ErrorKind::Unreachable, u"No route to it"_s);
    };
    QVERIFY(w.html().contains("What PaymentSlow measured is not drawn: No route to it"));
    w.metrics.ruleList.clear();
    const QByteArray html = w.html();
    QVERIFY(html.contains("No source tells the rules of its alerts"));
    QCOMPARE(html.count("<svg"), 1);
}

void tst_ReviewMaker::anUnknownIncidentIsSaidSo()
{
    const QTemporaryDir dir;
    World w(dir.path());
    QTRY_VERIFY(w.keeper.isSettled() && !w.keeper.snapshot()->open.empty());
    std::optional<base::Result<QByteArray>> out;
    ReviewWishes wishes;
    wishes.incident = 99;
    const auto request = w.maker.make(wishes, [&out](const auto &document) { out = document; });
    QTRY_VERIFY(out);
    QVERIFY(!out->ok());
    QCOMPARE(out->error().kind, base::ErrorKind::NotFound);
}

void tst_ReviewMaker::theRuleOfTheWorstAlertIsDrawn()
{
    Incident incident;
    IncidentAlert first;
    first.name = u"Early"_s;
    first.severity = signals::Severity::Warning;
    IncidentAlert worst;
    worst.name = u"Worst"_s;
    worst.severity = signals::Severity::Critical;
    incident.alerts = {first, worst};
    const std::vector<signals::Rule> rules{ruleOf(u"Early"_s, u"a > 1"_s), ruleOf(u"Worst"_s, u"b > 1"_s)};
    QCOMPARE(worstRule(incident, rules)->name, u"Worst"_s);
    QCOMPARE(worstRule(incident, {rules[0]})->name, u"Early"_s);
    QVERIFY(!worstRule(incident, {}));
}

void tst_ReviewMaker::seriesOfTheIncidentComeFirst()
{
    Incident incident;
    incident.services = {u"payment"_s};
    signals::QueryAnswer answer;
    for (const char *service : {"search", "payment", "cart"})
        answer.series.push_back({base::Labels{{"service", service}}, {1000}, {service[0] == 'c' ? 9.0 : 1.0}});
    const auto chart = reviewChart(incident, ruleOf(u"Slow"_s, u"x > 0.5"_s), answer);
    QVERIFY(chart.has_value());
    QCOMPARE(chart->lines.size(), std::size_t(3));
    QCOMPARE(chart->lines[0].name, u"payment"_s);
    QCOMPARE(chart->lines[1].name, u"cart"_s);
    QCOMPARE(*chart->threshold, 0.5);
    QVERIFY(!reviewChart(incident, ruleOf(u"Slow"_s, u"x > 0.5"_s), {}));
}

QTEST_GUILESS_MAIN(tst_ReviewMaker)
#include "tst_reviewmaker.moc"
