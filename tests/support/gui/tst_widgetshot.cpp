// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarning.h"
#include "tests/support/gui/widgetshot.h"

#include <QPainter>
#include <QTemporaryDir>
#include <QWidget>

using namespace wf::support;
using namespace Qt::StringLiterals;

namespace {

class Square final : public QWidget {
public:
    QColor colour = Qt::red;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), Qt::white);
        painter.fillRect(10, 10, 10, 10, colour);
    }
};

} // namespace

class tst_WidgetShot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void equalPaintingIsEqual();
    void whatDiffersIsMeasuredAndFound();
    void referencesAreComparedAndMissingOnesReported();
};

void tst_WidgetShot::equalPaintingIsEqual()
{
    Square a;
    Square b;
    const QImage image = shoot(a, {100, 50});
    QCOMPARE(image.size(), QSize(100, 50));
    QCOMPARE(inkPixels(image, qRgb(255, 255, 255)), 100);
    QCOMPARE(difference(image, shoot(b, {100, 50})).share, 0.0);
}

void tst_WidgetShot::whatDiffersIsMeasuredAndFound()
{
    Square a;
    Square b;
    b.colour = QColor(250, 5, 0);
    const auto d = difference(shoot(a, {100, 50}), shoot(b, {100, 50}));
    QCOMPARE(d.share, 0.02);
    QCOMPARE(d.worst, 5);
    QCOMPARE(d.where, QRect(10, 10, 10, 10));
    QCOMPARE(difference(shoot(a, {100, 50}), shoot(b, {100, 50}), 5).share, 0.0);
    QCOMPARE(difference(shoot(a, {100, 50}), shoot(b, {101, 50})).share, 1.0);
}

void tst_WidgetShot::referencesAreComparedAndMissingOnesReported()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"square.png"_s);
    Square a;
    QVERIFY(compareWithReference(shoot(a, {100, 50}), file).contains(u"no reference"_s));
    QVERIFY(shoot(a, {100, 50}).save(file));
    QCOMPARE(compareWithReference(shoot(a, {100, 50}), file), QString());
    a.colour = Qt::blue;
    QVERIFY(compareWithReference(shoot(a, {100, 50}), file).contains(u"2.00 %"_s));
}

QTEST_MAIN(tst_WidgetShot)
#include "tst_widgetshot.moc"
