// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/errormap.h"
#include "widgets/loglist/loglayout.h"

#include <QTest>

using namespace wf;
using widgets::LogLayout;

namespace {

signals::LogBuffer::Ptr buffer(int count, int errorAt = -1)
{
    std::vector<signals::LogLine> lines;
    for (int i = 0; i < count; ++i) {
        signals::LogLine l;
        l.timeNs = i * 10;
        l.text = "x" + std::to_string(i);
        l.level = i == errorAt ? signals::LogLevel::Error : signals::LogLevel::Info;
        lines.push_back(l);
    }
    return signals::LogBuffer::empty()->with(std::move(lines), 1'000'000);
}

} // namespace

class TstLogLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marksStandBetweenTheirLines()
    {
        LogLayout layout;
        const auto lines = buffer(10);
        layout.setLines(*lines, {{signals::LogBreak::Kind::Gap, {11, 19}, 0},
                                 {signals::LogBreak::Kind::Dropped, {11, 19}, 3},
                                 {signals::LogBreak::Kind::Gap, {500, 900}, 0}});
        QCOMPARE(layout.rows(), std::size_t(13));
        QCOMPARE(layout.at(1).line, std::optional<std::size_t>(1));
        QCOMPARE(layout.at(2).mark, std::optional<std::size_t>(0));
        QCOMPARE(layout.at(3).mark, std::optional<std::size_t>(1));
        QCOMPARE(layout.at(4).line, std::optional<std::size_t>(2));
        QCOMPARE(layout.at(12).mark, std::optional<std::size_t>(2));
        for (std::size_t line = 0; line < 10; ++line)
            QCOMPARE(layout.at(layout.rowOfLine(line)).line, std::optional(line));
    }
    void rowsAndPixelsAgreeAroundTheExpandedLine()
    {
        LogLayout layout;
        layout.setRowHeight(20);
        layout.setLines(*buffer(10), {});
        layout.setExpanded(3, 90);
        QCOMPARE(layout.height(), qint64(290));
        QCOMPARE(layout.top(3), qint64(60));
        QCOMPARE(layout.top(4), qint64(170));
        for (qint64 y = 0; y < layout.height(); ++y) {
            const auto row = layout.rowAt(y);
            QVERIFY(layout.top(row) <= y);
            QVERIFY(row + 1 == layout.rows() || layout.top(row + 1) > y);
        }
        QCOMPARE(layout.rowAt(-5), std::size_t(0));
        QCOMPARE(layout.rowAt(100'000), std::size_t(9));
    }
    void aSingleErrorOfManyIsOnTheMap()
    {
        const auto lines = buffer(100'000, 77'777);
        const auto marks = widgets::ErrorMap::marks(*lines, 300);
        QCOMPARE(std::count(marks.begin(), marks.end(), true), 1);
        QVERIFY(marks[77'777 * 300 / 100'000]);
        QCOMPARE(widgets::ErrorMap::marks(*signals::LogBuffer::empty(), 10), std::vector<bool>(10, false));
    }
};

QTEST_MAIN(TstLogLayout)
#include "tst_loglayout.moc"
