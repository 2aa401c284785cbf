// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/rowtable.h"

#include "widgets/base/controls/celldelegate.h"
#include "widgets/table/rowroles.h"

#include <QAbstractTableModel>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

class Rows final : public QAbstractTableModel {
public:
    std::vector<quint64> keys;
    mutable int asked = 0;

    explicit Rows(int count)
    {
        for (int i = 0; i < count; ++i)
            keys.push_back(static_cast<quint64>(i) + 1000);
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(keys.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 3; }
    QVariant headerData(int section, Qt::Orientation, int role) const override
    {
        if (role == CellKindRole)
            return static_cast<int>(section == 2 ? CellKind::Number : CellKind::Text);
        return role == Qt::DisplayRole ? QVariant(u"Column %1"_s.arg(section)) : QVariant();
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        ++asked;
        const quint64 key = keys[static_cast<std::size_t>(index.row())];
        if (role == RowKeyRole)
            return key;
        if (role == AccessibleRowRole)
            return u"row %1"_s.arg(key);
        if (role == Qt::DisplayRole)
            return u"cell %1\t%2"_s.arg(key).arg(index.column());
        return {};
    }
    void insert(int at, quint64 key)
    {
        beginInsertRows({}, at, at);
        keys.insert(keys.begin() + at, key);
        endInsertRows();
    }
    void remove(int at)
    {
        beginRemoveRows({}, at, at);
        keys.erase(keys.begin() + at);
        endRemoveRows();
    }
    void reverse()
    {
        beginResetModel();
        std::reverse(keys.begin(), keys.end());
        endResetModel();
    }
};

struct Shown {
    Rows rows;
    RowTable table;
    explicit Shown(int count) : rows(count)
    {
        applyTheme(Theme::bundled(ThemeMode::Dark));
        table.setColumns({{.width = 100, .stretch = 1}, {.width = 80}, {.width = 60}});
        table.setModel(&rows);
        table.resize(400, 300);
        table.show();
    }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, modifiers, table.rowRect(row).center());
    }
    void key(Qt::Key k, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&table, k, modifiers); }
    [[nodiscard]] int top() { return table.verticalScrollBar()->value() / table.rowRect(0).height(); }
};

} // namespace

class TstRowTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowThatIsAnotherNowHasTheHeightOfIt()
    {
        QStandardItemModel model(3, 1);
        const auto fill = [&model](int shortRow) {
            for (int row = 0; row < 3; ++row) {
                model.setData(model.index(row, 0), 7 + row, RowKeyRole);
                model.setData(model.index(row, 0), row == shortRow, OneLineRole);
            }
        };
        fill(0);
        RowTable table;
        table.setColumns({{.width = 200}});
        table.setTwoLines(true);
        table.setMixedLines(true);
        table.setModel(&model);
        const int one = table.rowRect(0).height(), two = table.rowRect(1).height();
        QVERIFY(one < two);
        fill(1); // as when rows change places: as many as before, and none comes or goes
        QCOMPARE(table.rowRect(0).height(), two);
        QCOMPARE(table.rowRect(1).height(), one);
        QCOMPARE(table.rowRect(2).top(), one + two);
    }

    void sharesTheWidthWithoutLosingAPixel()
    {
        std::vector<RowColumn> columns{{.width = 100},
                                       {.minimum = 50, .stretch = 2},
                                       {.width = 70, .hidden = true},
                                       {.minimum = 40, .stretch = 1}};
        for (int width = 200; width < 900; width += 7) {
            layoutColumns(columns, width);
            QCOMPARE(columns[3].left + columns[3].shown, width);
            QCOMPARE(columns[2].shown, 0);
            QVERIFY(columns[1].shown >= 50);
        }
    }
    // Whether a text is wide or narrow for its letters: it ends in its cell, and is whole where it fits.
    void textsEndInTheirCells()
    {
        applyTheme(Theme::bundled(ThemeMode::Dark));
        const Theme &theme = Theme::current();
        constexpr int width = 160, beside = 100;
        for (const auto &[text, fits] : {std::pair(QString(20, u'W'), false), std::pair(QString(34, u'i'), true),
                                         std::pair(QString(90, u'i'), false), std::pair(u"short"_s, true)}) {
            QStandardItemModel model(1, 1);
            model.setItem(0, 0, new QStandardItem(text));
            QImage image(width + beside, 24, QImage::Format_RGB32);
            image.fill(theme.surface.panel);
            QPainter p(&image);
            RowPainter painter;
            painter.paintRow(p, model, 0, QRectF(0, 0, width + beside, 24), {{.left = 0, .width = width}}, {}, theme);
            p.end();
            QImage whole(image.size(), image.format());
            whole.fill(theme.surface.panel);
            QPainter direct(&whole);
            painter.paintRow(direct, model, 0, QRectF(0, 0, width + beside, 24), {{.left = 0, .width = 900}}, {},
                             theme);
            direct.end();
            QCOMPARE(image == whole, fits);
            const QImage right = image.copy(width - RowPainter::padding(), 0, beside, 23);
            QImage nothing(right.size(), right.format());
            nothing.fill(theme.surface.panel);
            QCOMPARE(right, nothing);
        }
    }
    void asksOnlyForWhatIsVisible()
    {
        Shown s(1'000'000);
        s.rows.asked = 0;
        s.table.grab();
        QVERIFY2(s.rows.asked < 1000, qPrintable(QString::number(s.rows.asked)));
    }
    void selectsByMouseAndKeyboard()
    {
        Shown s(100);
        QSignalSpy changed(&s.table, &RowTable::selectionChanged);
        s.click(2);
        QCOMPARE(s.table.currentKey(), quint64(1002));
        s.click(5, Qt::ShiftModifier);
        QCOMPARE(s.table.selectedKeys().size(), 4);
        s.click(3, Qt::ControlModifier);
        QCOMPARE(s.table.selectedKeys().size(), 3);
        s.key(Qt::Key_Down);
        QCOMPARE(s.table.selectedKeys(), QSet<quint64>{1004});
        s.key(Qt::Key_J);
        s.key(Qt::Key_K, Qt::ShiftModifier);
        QCOMPARE(s.table.selectedKeys().size(), 2);
        s.key(Qt::Key_End);
        QCOMPARE(s.table.currentKey(), quint64(1099));
        QVERIFY(s.top() > 80);
        s.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(s.table.selectedKeys().size(), 100);
        QVERIFY(changed.count() >= 6);
    }
    void rowsThatAreApartAreMarkedByKeysAlone()
    {
        Shown s(100);
        s.click(2);
        s.key(Qt::Key_Down, Qt::ControlModifier); // goes on without changing what is marked
        s.key(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(s.table.currentKey(), quint64(1004));
        QCOMPARE(s.table.selectedKeys(), QSet<quint64>{1002});
        s.key(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(s.table.selectedKeys(), (QSet<quint64>{1002, 1004}));
        s.key(Qt::Key_Up, Qt::ControlModifier);
        s.key(Qt::Key_Space, Qt::ControlModifier);
        s.key(Qt::Key_Space, Qt::ControlModifier); // and off again
        QCOMPARE(s.table.selectedKeys(), (QSet<quint64>{1002, 1004}));
        s.key(Qt::Key_J);
        QCOMPARE(s.table.selectedKeys(), QSet<quint64>{1004});
    }
    void selectionAndPlaceSurviveChanges()
    {
        Shown s(1000);
        s.click(1);
        s.table.verticalScrollBar()->setValue(s.table.rowRect(0).height() * 50 + 7);
        s.rows.insert(10, 5);
        QCOMPARE(s.top(), 51);
        s.rows.remove(3);
        QCOMPARE(s.top(), 50);
        s.rows.insert(400, 6);
        QCOMPARE(s.top(), 50);
        QCOMPARE(s.table.verticalScrollBar()->value() % s.table.rowRect(0).height(), 7);
        const quint64 atTop = s.rows.keys[50];
        s.rows.reverse();
        QCOMPARE(s.rows.keys[static_cast<std::size_t>(s.top())], atTop);
        QCOMPARE(s.table.selectedKeys(), QSet<quint64>{1001});
    }
    void theTopShowsWhatIsNew()
    {
        Shown s(1000);
        s.rows.insert(0, 5);
        QCOMPARE(s.top(), 0);
    }
    void saysWhenItIsHeldAndHomeReleases()
    {
        Shown s(50);
        QSignalSpy held(&s.table, &RowTable::heldChanged);
        QSignalSpy released(&s.table, &RowTable::releaseRequested);
        QEvent enter(QEvent::Enter);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(s.table.viewport(), &enter);
        QVERIFY(s.table.isHeld());
        const QImage before = s.table.grab().toImage();
        s.table.setWaiting(3);
        QVERIFY(s.table.grab().toImage() != before);
        s.key(Qt::Key_Home);
        QCOMPARE(released.count(), 1);
        QApplication::sendEvent(s.table.viewport(), &leave);
        QCOMPARE(held.count(), 2);
    }
    void copiesRowsAsTabSeparatedText()
    {
        Shown s(10);
        s.click(1);
        s.click(2, Qt::ShiftModifier);
        s.key(Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].split(u'\t').size(), 3);
        QVERIFY(lines[0].startsWith(u"cell 1001"_s));
    }
    void sortsOnAClickOfTheHeader()
    {
        Shown s(10);
        QSignalSpy sorted(&s.table, &RowTable::sortRequested);
        auto *header = s.table.findChild<RowHeader *>();
        QTest::mouseClick(header, Qt::LeftButton, {}, QPoint(20, 10));
        QCOMPARE(sorted.takeFirst(), (QVariantList{0, false}));
        s.table.setSort(0, false);
        QTest::mouseClick(header, Qt::LeftButton, {}, QPoint(20, 10));
        QCOMPARE(sorted.takeFirst(), (QVariantList{0, true}));
    }
    void dragsAnEdgeToChangeAWidth()
    {
        Shown s(10);
        auto *header = s.table.findChild<RowHeader *>();
        const auto second = s.table.columns()[1];
        const int edge = second.left + second.shown;
        QTest::mousePress(header, Qt::LeftButton, {}, QPoint(edge, 10));
        QTest::mouseMove(header, QPoint(edge + 25, 10));
        QTest::mouseRelease(header, Qt::LeftButton, {}, QPoint(edge + 25, 10));
        QCOMPARE(s.table.columns()[1].width, 105);
    }
    void isAListForAssistiveTechnology()
    {
        Shown s(100);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&s.table);
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 100);
        QAccessibleInterface *row = list->child(7);
        QVERIFY(row);
        QCOMPARE(row->text(QAccessible::Name), u"row 1007"_s);
        s.click(7);
        QVERIFY(row->state().selected);
        QCOMPARE(list->indexOfChild(row), 7);
    }
    void enterAndDoubleClickOpen()
    {
        Shown s(10);
        QSignalSpy opened(&s.table, &RowTable::activated);
        s.click(4);
        s.key(Qt::Key_Return);
        QTest::mouseDClick(s.table.viewport(), Qt::LeftButton, {}, s.table.rowRect(6).center());
        QCOMPARE(opened.count(), 2);
        QCOMPARE(opened.at(1).at(0).toULongLong(), quint64(1006));
    }
};

QTEST_MAIN(TstRowTable)
#include "tst_rowtable.moc"
