// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/exports/boardcsv.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/support/failonwarning.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

namespace {

constexpr qint64 atMs = 1'700'000'000'000;

GatheredPanel shown(std::vector<signals::Series> series, const QString &format = {})
{
    GatheredPanel out;
    out.placed.panel.title = u"Requests"_s;
    signals::PanelTarget target;
    target.expr = u"x"_s;
    target.legend = u"{{region}}"_s;
    target.format = format;
    out.placed.panel.targets = {target};
    auto answer = std::make_shared<signals::QueryAnswer>();
    answer->series = std::move(series);
    out.answer.answers = {{0, answer}};
    return out;
}

QStringList lines(const QByteArray &csv)
{
    QStringList out = QString::fromUtf8(csv).split(u"\r\n"_s);
    out.removeLast();
    return out;
}

signals::Dashboard board()
{
    signals::Dashboard out;
    out.title = u"Two"_s;
    for (int i = 1; i <= 2; ++i) {
        signals::BoardPanel panel;
        panel.id = i;
        panel.type = u"timeseries"_s;
        panel.title = u"P%1"_s.arg(i);
        signals::PanelTarget target;
        target.expr = u"x%1"_s.arg(i);
        panel.targets = {target};
        panel.place.y = i * 10;
        out.panels.push_back(panel);
    }
    return out;
}

} // namespace

class BoardCsvTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void seriesStandBesideEachOtherAtTheirMoments()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto csv = panelCsv(shown({{{{"region", "eu"}}, {atMs, atMs + 1000}, {0.1, 1e-9}},
                                         {{{"region", "us"}}, {atMs + 1000, atMs + 2500}, {-3, nan}}}));
        QCOMPARE(lines(csv), (QStringList{u"\"Time\",\"eu\",\"us\""_s, u"\"2023-11-14T22:13:20Z\",\"0.1\",\"\""_s,
                                          u"\"2023-11-14T22:13:21Z\",\"1e-09\",\"-3\""_s,
                                          u"\"2023-11-14T22:13:22.5Z\",\"\",\"\""_s}));
    }

    void aTableStandsAsItIs()
    {
        const auto csv = panelCsv(shown({{{{"region", "=HYPERLINK(1)"}}, {atMs}, {4}}}, u"table"_s));
        QCOMPARE(lines(csv), (QStringList{u"\"Time\",\"region\",\"Value\""_s,
                                          u"\"2023-11-14T22:13:20Z\",\"'=HYPERLINK(1)\",\"4\""_s}));
    }

    void aWholeDashboardIsALineForEachValue()
    {
        const auto csv = boardCsv(
            {shown({{{{"region", "eu"}}, {atMs}, {2}}}), shown({{{{"region", "us"}}, {atMs}, {3}}}, u"table"_s)});
        QCOMPARE(lines(csv), (QStringList{u"\"Panel\",\"Series\",\"Time\",\"Value\""_s,
                                          u"\"Requests\",\"eu\",\"2023-11-14T22:13:20Z\",\"2\""_s,
                                          u"\"Requests\",\"region=us: Value\",\"2023-11-14T22:13:20Z\",\"3\""_s}));
    }

    void listsAreTables()
    {
        GatheredPanel graph;
        graph.placed.panel.title = u"Calls"_s;
        graph.answer.calls = {{u"web"_s, u"api"_s, 1234}};
        QCOMPARE(lines(panelCsv(graph)),
                 (QStringList{u"\"Caller\",\"Called\",\"Calls\""_s, u"\"web\",\"api\",\"1234\""_s}));
        GatheredPanel traces;
        traces.placed.panel.title = u"Slow"_s;
        traces.answer.traces.emplace_back();
        traces.answer.traces[0].traceId = u"ab"_s;
        traces.answer.traces[0].startNs = atMs * base::nsPerMs;
        traces.answer.traces[0].durationNs = 5'000'000;
        const QStringList all = lines(boardCsv({graph, traces}));
        QVERIFY2(all.contains(u"\"Calls\",\"Caller=web, Called=api: Calls\",\"\",\"1234\""_s),
                 qPrintable(all.join(u'|')));
        QVERIFY2(all.join(u'|').contains(u"Nanoseconds\",\"2023-11-14T22:13:20Z\",\"5e+06\""_s),
                 qPrintable(all.join(u'|')));
    }

    void everyPanelIsAskedOnceAndAFailureStaysWithItsPanel()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        const base::ManualClock clock(atMs * base::nsPerMs);
        MetricReader metrics(set, nullptr, clock);
        BoardReader reader(metrics, set, clock);
        GatherWishes wishes;
        wishes.dashboard = std::make_shared<const signals::Dashboard>(board());
        wishes.range = {clock.nowNs() - base::nsPerHour, clock.nowNs()};
        std::optional<std::vector<GatheredPanel>> got;
        const auto request = gatherBoard(reader, wishes, [&got](auto panels) { got = std::move(panels); });
        QTRY_COMPARE(source.ranges.size(), std::size_t(2));
        auto answer = std::make_shared<signals::QueryAnswer>();
        answer->series.push_back({{{"a", "b"}}, {atMs}, {7}});
        FakeMetricSource::answer(source.ranges, signals::QueryAnswerPtr(answer));
        auto failing = std::move(source.ranges.front());
        source.ranges.pop_front();
        failing.reply(base::makeError(base::ErrorKind::Timeout, u"Too slow"_s));
        QTRY_VERIFY(got);
        QCOMPARE(got->size(), std::size_t(2));
        QVERIFY(panelCsv((*got)[0]).contains("\"7\""));
        QCOMPARE((*got)[1].answer.error->summary, u"Too slow"_s);
    }

    void onePanelAloneAsksNothingElse()
    {
        FakeMetricSource source(u"eu"_s);
        const sources::SourceSet set{{&source}, {}, {}, {}};
        const base::ManualClock clock(atMs * base::nsPerMs);
        MetricReader metrics(set, nullptr, clock);
        BoardReader reader(metrics, set, clock);
        GatherWishes wishes;
        wishes.dashboard = std::make_shared<const signals::Dashboard>(board());
        wishes.range = {clock.nowNs() - base::nsPerHour, clock.nowNs()};
        wishes.panel = 2;
        auto request = gatherBoard(reader, wishes, [](const auto &) { QFAIL("was given up"); });
        QTRY_COMPARE(source.ranges.size(), std::size_t(1));
        QCOMPARE(source.ranges.front().expr, u"x2"_s);
        request.cancel();
        QVERIFY(!*source.ranges.front().alive);
    }
};

QTEST_GUILESS_MAIN(BoardCsvTest)
#include "tst_boardcsv.moc"
