// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/theme.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

// A cell of one kind, painted by itself.
QImage painted(std::unique_ptr<QStandardItem> what, QSize size = {160, 26})
{
    QStandardItemModel model;
    model.appendRow(what.release());
    QImage out(size, QImage::Format_RGB32);
    out.fill(Theme::current().surface.panel);
    QPainter p(&out);
    QStyleOptionViewItem option;
    option.rect = QRect({}, size);
    CellDelegate().paint(&p, option, model.index(0, 0));
    return out;
}

// Stretches of one colour on the middle row, as [from, to).
std::vector<std::pair<int, int>> runsOf(const QImage &image, const QColor &color, int y)
{
    std::vector<std::pair<int, int>> out;
    for (int x = 0; x < image.width(); ++x) {
        if (image.pixelColor(x, y) != color)
            continue;
        if (out.empty() || out.back().second != x)
            out.emplace_back(x, x);
        out.back().second = x + 1;
    }
    return out;
}

std::unique_ptr<QStandardItem> votes(const std::vector<double> &given)
{
    auto item = std::make_unique<QStandardItem>(u"2 of 3"_s);
    item->setData(static_cast<int>(CellKind::Votes), CellKindRole);
    item->setData(QVariant::fromValue(given), NumbersRole);
    return item;
}

} // namespace

class tst_CellDelegate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }

    void votesAreSquaresThatDifferByShape()
    {
        const Theme &t = Theme::current();
        const QImage image = painted(votes({1, 0, std::numeric_limits<double>::quiet_NaN(), 1}));
        const auto filled = runsOf(image, t.signal.anomaly, 12);
        QCOMPARE(filled.size(), std::size_t{2}); // yes, yes
        QCOMPARE(filled[0], std::pair(8, 18));
        QCOMPARE(filled[1], std::pair(50, 60));
        const auto edges = runsOf(image, t.text.tertiary, 11);
        QCOMPARE(edges.size(), std::size_t{2}); // no: both edges of a hollow one
        QCOMPARE(edges[0].first, 22);
        QCOMPARE(edges[1].second, 32);
        bool hasDash = false; // abstains: ten wide, one high
        for (int y = 0; y < 25; ++y)
            for (const auto &[from, to] : runsOf(image, t.text.tertiary, y))
                hasDash |= from == 36 && to == 46;
        QVERIFY(hasDash);
    }
    void manyVotesStayInTheirCell()
    {
        const QImage image = painted(votes(std::vector<double>(17, 1.0)));
        const auto filled = runsOf(image, Theme::current().signal.anomaly, 12);
        QCOMPARE(filled.size(), std::size_t{17});
        QVERIFY(filled.back().second <= 152);
        QVERIFY(runsOf(painted(votes({})), Theme::current().signal.anomaly, 12).empty());
    }
    void manyVotesInANarrowCellStandInTwoRows()
    {
        const QImage image = painted(votes(std::vector<double>(19, 1.0)), {96, 30});
        std::vector<std::size_t> rows; // squares of each line that has some
        for (int y = 0; y < image.height(); ++y)
            if (const auto filled = runsOf(image, Theme::current().signal.anomaly, y); !filled.empty()) {
                QVERIFY(filled.front().first >= 8 && filled.back().second <= 88);
                rows.push_back(filled.size());
            }
        QCOMPARE(std::ranges::count(rows, 10U), std::ranges::count(rows, 9U)); // ten above nine, as high
        QVERIFY(std::ranges::count(rows, 10U) >= 4);
    }
    void aSingleVoteHasItsWordBesideIt()
    {
        const QImage one = painted(votes({0}));
        int ink = 0;
        for (int x = 30; x < 150; ++x)
            for (int y = 2; y < 24; ++y)
                ink += one.pixelColor(x, y) != Theme::current().surface.panel;
        QVERIFY(ink > 20);
    }
};

QTEST_MAIN(tst_CellDelegate)
#include "tst_celldelegate.moc"
