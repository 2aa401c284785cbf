// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"
#include "widgets/tiles/tileview.h"

#include <QTest>

#include <set>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

signals::Tile bar(double fraction, const QString &color)
{
    signals::Tile tile;
    tile.name = u"a"_s;
    tile.value = u"80"_s;
    tile.color = color;
    tile.fraction = fraction;
    tile.steps = {{0, u"green"_s}, {0.5, u"red"_s}};
    return tile;
}

// The row of pixels in the middle of the only bar.
QImage shown(const signals::Tile &tile, TileView::Bars bars)
{
    TileView view;
    view.resize(500, 40);
    TileView::Look look;
    look.kind = TileView::Kind::Bar;
    look.showsNames = false;
    look.bars = bars;
    view.setTiles({tile}, look);
    return view.grab().toImage();
}

} // namespace

class TileViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }

    void aPlainBarHasTheColourOfItsValue()
    {
        const QImage image = shown(bar(0.9, u"red"_s), TileView::Bars::Plain);
        const QColor red = writtenColor(u"red"_s, Theme::current(), {});
        QCOMPARE(image.pixelColor(30, 20), red);
        QCOMPARE(image.pixelColor(300, 20), red);
    }
    void aGradientGoesAlongTheThresholds()
    {
        const QImage image = shown(bar(0.9, u"red"_s), TileView::Bars::Gradient);
        const QColor green = writtenColor(u"green"_s, Theme::current(), {});
        const QColor red = writtenColor(u"red"_s, Theme::current(), {});
        const QColor left = image.pixelColor(8, 20), right = image.pixelColor(320, 20);
        QVERIFY(std::abs(left.green() - green.green()) < 12 && std::abs(left.red() - green.red()) < 12);
        QCOMPARE(right, red);
        // a value below the second threshold never shows its colour
        const QImage low = shown(bar(0.3, u"green"_s), TileView::Bars::Gradient);
        for (int x = 8; x < 120; x += 8)
            QCOMPARE(low.pixelColor(x, 20), green);
    }
    void aSchemeIsRunThrough()
    {
        const QImage image = shown(bar(1, u"continuous-GrYlRd 1"_s), TileView::Bars::Gradient);
        std::set<QRgb> colors;
        for (int x = 10; x < 400; x += 30)
            colors.insert(image.pixel(x, 20));
        QVERIFY2(colors.size() > 8, qPrintable(QString::number(colors.size())));
    }
    void wordsAreAsLargeAsThePanelSays()
    {
        const auto ink = [](int pixels) {
            TileView view;
            view.resize(300, 200);
            TileView::Look look;
            look.valueSize = pixels;
            signals::Tile tile;
            tile.value = u"8"_s;
            view.setTiles({tile}, look);
            const QImage image = view.grab().toImage();
            int top = image.height(), bottom = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixelColor(x, y).lightness() > 150) {
                        top = std::min(top, y);
                        bottom = std::max(bottom, y);
                    }
            return bottom - top;
        };
        QVERIFY(ink(20) >= 12 && ink(20) <= 20);
        QVERIFY(ink(80) >= 50 && ink(80) <= 80);
    }
    void cellsStandApartAndAreDimBeyondTheValue()
    {
        const QImage image = shown(bar(0.5, u"red"_s), TileView::Bars::Cells);
        int ground = 0;
        for (int x = 0; x < image.width(); ++x)
            ground += image.pixelColor(x, 20) == Theme::current().surface.panel;
        QVERIFY2(ground > 60, qPrintable(QString::number(ground))); // the gaps
        const QColor red = writtenColor(u"red"_s, Theme::current(), {});
        bool isDim = false;
        for (int x = 260; x < 400; ++x)
            isDim |= image.pixelColor(x, 20) != Theme::current().surface.panel &&
                     image.pixelColor(x, 20).red() < red.red() / 2;
        QVERIFY(isDim);
    }
};

QTEST_MAIN(TileViewTest)
#include "tst_tileview.moc"
