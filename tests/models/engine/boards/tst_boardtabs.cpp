// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardtabs.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

int nextId = 1;

signals::BoardPanel row(const char *title, int depth, bool isTab, const char *repeat = "")
{
    signals::BoardPanel out;
    out.type = u"row"_s;
    out.id = nextId;
    out.title = QString::fromLatin1(title);
    out.depth = depth;
    out.isTab = isTab;
    out.repeat.variable = QString::fromLatin1(repeat);
    out.place = {0, nextId++ * 20, 24, 1};
    return out;
}
signals::BoardPanel panel(const char *title)
{
    signals::BoardPanel out;
    out.type = u"stat"_s;
    out.id = nextId;
    out.title = QString::fromLatin1(title);
    out.place = {0, nextId++ * 20, 6, 4};
    return out;
}

// A panel above; tab A with two rows, tab B for each job with tabs of its own in a row.
signals::Dashboard board()
{
    nextId = 1;
    signals::Dashboard out;
    out.panels = {panel("above"),      row("A", 0, true), row("A1", 1, false),         panel("a1"),
                  row("A2", 1, false), panel("a2"),       row("$job", 0, true, "job"), row("Nested", 1, false),
                  row("B1", 2, true),  panel("b1 $job"),  row("B2", 2, true),          panel("b2")};
    return out;
}

query::VariableScope jobs()
{
    query::VariableScope s;
    s.variables.insert(u"job"_s, {{u"api"_s, u"web"_s}, {u"api"_s, u"web"_s}, true, true, false, {}, false});
    return s;
}

QString text(const std::vector<BoardSection> &sections, const std::vector<ShownPart> &parts)
{
    QStringList out;
    for (const ShownPart &part : parts) {
        if (part.strip) {
            QStringList tabs;
            for (std::size_t i = 0; i < part.strip->tabs.size(); ++i) {
                const QString title = sections[part.strip->tabs[i]].title;
                tabs << (i == part.strip->chosen ? QString(u'[' + title + u']') : title);
            }
            out << tabs.join(u' ');
            continue;
        }
        const BoardSection &section = sections[*part.section];
        QStringList panels;
        for (const PlacedPanel &p : section.panels)
            panels << p.panel.title;
        out << section.title + u": "_s + panels.join(u' ');
    }
    return out.join(u" | "_s);
}

bool isOpen(const BoardSection &section)
{
    return !section.collapsed;
}

} // namespace

class BoardTabsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void theFirstTabIsOpenUntilAnotherIsChosen()
    {
        const auto sections = sectionsOf(board(), jobs());
        auto parts = shownParts(sections, {}, isOpen);
        QCOMPARE(text(sections, parts), u": above | [A] api web | A:  | A1: a1 | A2: a2"_s);
        const QString strip = parts[1].strip->key;
        const QString web = sections[parts[1].strip->tabs[2]].key;
        parts = shownParts(sections, {{strip, web}}, isOpen);
        QCOMPARE(text(sections, parts), u": above | A api [web] | web:  | Nested:  | [B1] B2 | B1: b1 web"_s);
    }
    void aRepeatedTabBringsWhatStandsInIt()
    {
        const auto sections = sectionsOf(board(), jobs());
        QCOMPARE(sections.size(), std::size_t(12));
        QSet<QString> keys, panels;
        for (const BoardSection &section : sections) {
            keys.insert(section.key);
            for (const PlacedPanel &p : section.panels)
                panels.insert(p.key);
        }
        QCOMPARE(keys.size(), 12);
        QCOMPARE(panels.size(), 7);
    }
    void whatStandsInAFoldedRowIsNotShown()
    {
        auto dashboard = board();
        dashboard.panels[7].collapsed = true;
        const auto sections = sectionsOf(dashboard, jobs());
        const auto all = shownParts(sections, {}, isOpen);
        const auto parts = shownParts(sections, {{all[1].strip->key, sections[all[1].strip->tabs[1]].key}}, isOpen);
        QCOMPARE(text(sections, parts), u": above | A [api] web | api:  | Nested: "_s);
    }
    void picturesShowEveryTab()
    {
        const auto sections = sectionsOf(board(), jobs());
        QCOMPARE(
            text(sections, shownParts(sections, {}, isOpen, true)),
            u": above | [A] api web | A:  | A1: a1 | A2: a2 | A [api] web | api:  | Nested:  | [B1] B2 | B1: b1 api | "
            "B1 [B2] | B2: b2 | A api [web] | web:  | Nested:  | [B1] B2 | B1: b1 web | B1 [B2] | B2: b2"_s);
    }
    void aDashboardWithoutTabsIsItsRows()
    {
        signals::Dashboard dashboard;
        nextId = 1;
        dashboard.panels = {row("R", 0, false), panel("r"), row("S", 0, false)};
        const auto sections = sectionsOf(dashboard, {});
        QCOMPARE(text(sections, shownParts(sections, {}, isOpen)), u"R: r | S: "_s);
    }
};

QTEST_GUILESS_MAIN(BoardTabsTest)
#include "tst_boardtabs.moc"
