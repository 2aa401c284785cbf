// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/annotations/boardnotes.h"

#include <QJsonArray>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::AnnotationSource;

namespace {

constexpr qint64 second = base::nsPerSecond;

signals::BoardAnnotation annotation(QJsonObject source)
{
    signals::BoardAnnotation a;
    a.name = u"Deploys"_s;
    a.expr = source.value("expr"_L1).toString();
    a.dataSource = {source.value("product"_L1).toString(), {}};
    a.builtIn = source.value("builtIn"_L1).toInt() == 1;
    a.source = std::move(source);
    return a;
}

} // namespace

class tst_BoardNotes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void seriesAreMarkedWhereTheyAreAboveZero()
    {
        const auto a = annotation({{u"titleFormat"_s, u"{{app}} deployed"_s},
                                   {u"textFormat"_s, u"by {{who}}"_s},
                                   {u"tagKeys"_s, u"app, who"_s}});
        signals::Series s;
        s.labels = base::Labels{{"app", "shop"}, {"who", "ana"}, {"job", "x"}};
        for (const auto &[at, value] : {std::pair{0, 0.0}, {60, 1.0}, {120, 1.0}, {180, 0.0}, {240, 0.0}, {300, 2.0}}) {
            s.timesMs.push_back(at * 1000);
            s.values.push_back(value);
        }
        const auto notes = engine::notesOfSeries(a, 3, {s}, 60 * second);
        QCOMPARE(notes.size(), 2U);
        QCOMPARE(notes[0].range, (base::TimeRange{60 * second, 120 * second})); // one stretch
        QCOMPARE(notes[1].range, (base::TimeRange{300 * second, 300 * second}));
        QCOMPARE(notes[0].title, u"shop deployed"_s);
        QCOMPARE(notes[0].text, u"by ana"_s);
        QCOMPARE(notes[0].tags, (QStringList{u"shop"_s, u"ana"_s}));
        QCOMPARE(notes[0].annotation, 3U);
    }
    void valuesCanBeTimes()
    {
        const auto a = annotation({{u"useValueForTime"_s, true}});
        signals::Series s;
        s.timesMs = {900'000, 960'000, 1'020'000};
        s.values = {500'000, 500'000, 700'000};
        const auto notes = engine::notesOfSeries(a, 0, {s}, 60 * second);
        QCOMPARE(notes.size(), 2U); // told again and again, once marked
        QCOMPARE(notes[0].range.startNs, 500 * second);
        QCOMPARE(notes[1].range.startNs, 700 * second);
        QVERIFY(notes[0].tags.isEmpty());
    }
    void linesAreMarks()
    {
        auto a = annotation({});
        const signals::LogLine line{7 * second, "released 1.2", base::Labels{{"app", "shop"}, {"env", "eu"}}, {}, {},
                                    {}};
        auto notes = engine::notesOfLines(a, 1, {line});
        QCOMPARE(notes.size(), 1U);
        QCOMPARE(notes[0].text, u"released 1.2"_s);
        QCOMPARE(notes[0].tags, (QStringList{u"shop"_s, u"eu"_s}));
        a = annotation(
            {{u"tagKeys"_s, u"env"_s}, {u"titleFormat"_s, u"{{app}}"_s}, {u"textFormat"_s, u"in {{env}}"_s}});
        notes = engine::notesOfLines(a, 1, {line});
        QCOMPARE(notes[0].text, u"in eu"_s);
        QCOMPARE(notes[0].title, u"shop"_s);
        QCOMPARE(notes[0].tags, QStringList{u"eu"_s});
        const std::vector<signals::LogLine> many(engine::mostNotes + 50, line);
        QCOMPARE(engine::notesOfLines(a, 1, many).size(), engine::mostNotes);
    }
    void eachAsksItsOwnSource()
    {
        const signals::Dashboard dashboard;
        const auto sourceOf = [&](QJsonObject o) { return engine::questionOf(annotation(std::move(o)), dashboard); };
        QCOMPARE(sourceOf({{u"product"_s, u"prometheus"_s}, {u"expr"_s, u"up"_s}}).source, AnnotationSource::Metrics);
        QCOMPARE(sourceOf({{u"product"_s, u"prometheus"_s}, {u"expr"_s, u"up"_s}}).stepNs, base::nsPerMinute);
        QCOMPARE(sourceOf({{u"product"_s, u"prometheus"_s}, {u"expr"_s, u"up"_s}, {u"step"_s, u"5m"_s}}).stepNs,
                 5 * base::nsPerMinute);
        QCOMPARE(sourceOf({{u"product"_s, u"loki"_s}, {u"target"_s, QJsonObject{{u"expr"_s, u"{a=\"b\"}"_s}}}}).source,
                 AnnotationSource::Logs);
        QCOMPARE(sourceOf({{u"builtIn"_s, 1}, {u"product"_s, u"grafana"_s}}).source, AnnotationSource::Own);
        QCOMPARE(sourceOf({{u"product"_s, u"elasticsearch"_s}, {u"query"_s, u"x"_s}}).source,
                 AnnotationSource::Foreign);
        QCOMPARE(sourceOf({{u"product"_s, u"prometheus"_s}}).source, AnnotationSource::Foreign); // asks nothing
    }
    void somePanelsCanBeLeftOut()
    {
        const auto filter = [](bool exclude, QJsonArray ids) {
            return annotation({{u"filter"_s, QJsonObject{{u"exclude"_s, exclude}, {u"ids"_s, ids}}}});
        };
        QVERIFY(engine::isForPanel(annotation({}), 1));
        QVERIFY(engine::isForPanel(filter(false, {1}), 1) && !engine::isForPanel(filter(false, {1}), 2));
        QVERIFY(!engine::isForPanel(filter(true, {1}), 1) && engine::isForPanel(filter(true, {1}), 2));
    }
    void deploysOfTheConsoleStandIn()
    {
        const auto notes =
            engine::notesOfDeploys({{u"shop"_s, u"eu"_s, u"1.1"_s, u"1.2"_s, {}, 5 * second, 9 * second}});
        QCOMPARE(notes[0].title, u"shop 1.2"_s);
        QCOMPARE(notes[0].range, (base::TimeRange{5 * second, 9 * second}));
        QVERIFY(notes[0].tags.contains(u"eu"_s));
    }
};

QTEST_GUILESS_MAIN(tst_BoardNotes)
#include "tst_boardnotes.moc"
