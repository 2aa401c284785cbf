// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/flattable.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QStandardItemModel>
#include <QTest>

using namespace wf;

namespace {

struct Shown {
    QStandardItemModel model{3, 4};
    ui::FlatTable table{QStringLiteral("Services")};

    explicit Shown(int width)
    {
        table.setModel(&model);
        table.setColumnWidths({0, 80, 100, 60});
        table.resize(width, 300);
        table.show();
    }
    [[nodiscard]] int total() const
    {
        int sum = 0;
        for (int c = 0; c < model.columnCount(); ++c)
            sum += table.isColumnHidden(c) ? 0 : table.columnWidth(c);
        return sum;
    }
};

} // namespace

class TstFlatTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void theStretchingColumnTakesWhatIsLeft()
    {
        const Shown s(600);
        QCOMPARE(s.table.columnWidth(0), s.table.viewport()->width() - 240);
        QCOMPARE(s.table.columnWidth(2), 100);
    }
    void growingColumnsShareTheRoomNamesDoNotNeed()
    {
        Shown s(900);
        s.table.setGrowingColumns({2, 3});
        QVERIFY(s.table.columnWidth(0) >= 190);
        QCOMPARE(s.table.columnWidth(1), 80);
        QVERIFY(s.table.columnWidth(2) > 100);
        QCOMPARE(s.table.columnWidth(2) - 100, s.table.columnWidth(3) - 60);
        QCOMPARE(s.total(), s.table.viewport()->width());
    }
    void aNarrowTableDropsColumnsBeforeItCutsNames()
    {
        Shown s(320);
        s.table.setGrowingColumns({2, 3});
        s.table.setDroppedWhenNarrow({3, 1});
        QVERIFY(s.table.isColumnHidden(3));
        QVERIFY(!s.table.isColumnHidden(1));
        QVERIFY(s.table.columnWidth(0) >= 130);
        QCOMPARE(s.table.columnWidth(2), 100); // no room to grow into
        QCOMPARE(s.total(), s.table.viewport()->width());
    }
    void aTableWithoutAStretchingColumnKeepsItsWidths()
    {
        Shown s(600);
        s.table.setColumnWidths({90, 80, 100, 60});
        QCOMPARE(s.total(), 330);
    }
};

QTEST_MAIN(TstFlatTable)
#include "tst_flattable.moc"
