// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlayout.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

QJsonObject condition(const QString &kind, const QJsonObject &spec)
{
    return {{u"kind"_s, u"ConditionalRenderingGroup"_s},
            {u"spec"_s, QJsonObject{{u"visibility"_s, u"show"_s},
                                    {u"condition"_s, u"and"_s},
                                    {u"items"_s, QJsonArray{QJsonObject{{u"kind"_s, kind}, {u"spec"_s, spec}}}}}}};
}
QJsonObject hostIs(const QString &host)
{
    return condition(u"ConditionalRenderingVariable"_s,
                     {{u"variable"_s, u"host"_s}, {u"operator"_s, u"equals"_s}, {u"value"_s, host}});
}
QJsonObject hasData()
{
    return condition(u"ConditionalRenderingData"_s, {{u"value"_s, true}});
}

signals::BoardPanel panel(int id, signals::GridPlace place, const QJsonObject &shownIf = {})
{
    signals::BoardPanel p;
    p.id = id;
    p.type = u"stat"_s;
    p.place = place;
    p.condition = shownIf;
    return p;
}

// Five panels of an automatic grid of three columns.
signals::Dashboard grid()
{
    signals::Dashboard d;
    d.panels = {panel(1, {0, 0, 8, 9}), panel(2, {8, 0, 8, 9}, hostIs(u"b"_s)), panel(3, {16, 0, 8, 9}, hasData()),
                panel(4, {0, 9, 8, 9}), panel(5, {8, 9, 8, 9})};
    return d;
}

query::VariableScope host(const QStringList &names)
{
    query::VariableScope s;
    s.variables.insert(u"host"_s, {names, names, true, false, false, {}, false});
    return s;
}

QString outline(const std::vector<BoardSection> &sections)
{
    QStringList out;
    for (const BoardSection &section : sections)
        for (const PlacedPanel &p : section.panels)
            out << (p.isHidden ? u"(%1)"_s.arg(p.panel.id)
                               : u"%1 at %2,%3"_s.arg(p.panel.id).arg(p.panel.place.x).arg(p.panel.place.y));
    return out.join(u"; "_s);
}

} // namespace

class BoardConditionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void withoutSightAllIsShown()
    {
        QCOMPARE(outline(sectionsOf(grid(), host({u"a"_s}))), u"1 at 0,0; 2 at 8,0; 3 at 16,0; 4 at 0,9; 5 at 8,9"_s);
    }
    void whatAVariableHidesIsNotThereAndTheOthersCloseUp()
    {
        const BoardSight sight{{0, base::nsPerHour}, {}};
        QCOMPARE(outline(sectionsOf(grid(), host({u"a"_s}), nullptr, &sight)),
                 u"1 at 0,0; 3 at 8,0; 4 at 16,0; 5 at 0,9"_s);
        QCOMPARE(outline(sectionsOf(grid(), host({u"a"_s, u"b"_s}), nullptr, &sight)),
                 u"1 at 0,0; 2 at 8,0; 3 at 16,0; 4 at 0,9; 5 at 8,9"_s);
    }
    void whatFoundNothingIsAskedUnseen()
    {
        BoardSight sight{{0, base::nsPerHour}, {}};
        const auto first = sectionsOf(grid(), host({u"b"_s}), nullptr, &sight);
        sight.hasData.insert(first[0].panels[2].key, false);
        const QString hidden = outline(sectionsOf(grid(), host({u"b"_s}), nullptr, &sight));
        QVERIFY2(hidden.contains(u"(3)"_s) && hidden.contains(u"4 at 16,0; 5 at 0,9"_s), qPrintable(hidden));
        sight.hasData.insert(first[0].panels[2].key, true);
        QCOMPARE(outline(sectionsOf(grid(), host({u"b"_s}), nullptr, &sight)), outline(first));
    }
    void panelsOfTheirOwnPlacesStayThere()
    {
        signals::Dashboard d = grid();
        d.panels[3].place = {0, 9, 24, 4};
        const BoardSight sight{{0, base::nsPerHour}, {}};
        QCOMPARE(outline(sectionsOf(d, host({u"a"_s}), nullptr, &sight)),
                 u"1 at 0,0; 3 at 16,0; 4 at 0,9; 5 at 8,13"_s);
    }
    void aHiddenRowTakesWhatStandsInItAlong()
    {
        signals::Dashboard d;
        signals::BoardPanel row = panel(10, {0, 0, 24, 1}, hostIs(u"b"_s)), inner = panel(11, {0, 1, 24, 1});
        row.type = inner.type = u"row"_s;
        inner.depth = 1;
        row.repeat.variable = u"host"_s;
        d.panels = {row, inner, panel(12, {0, 2, 8, 4})};
        const BoardSight sight{{0, base::nsPerHour}, {}};
        QCOMPARE(sectionsOf(d, host({u"a"_s, u"b"_s})).size(), std::size_t(4));
        QCOMPARE(sectionsOf(d, host({u"a"_s, u"b"_s}), nullptr, &sight).size(), std::size_t(2)); // of b
        QVERIFY(sectionsOf(d, host({u"a"_s}), nullptr, &sight).empty());
    }
};

QTEST_GUILESS_MAIN(BoardConditionsTest)
#include "tst_boardconditions.moc"
