// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/factstrip.h"

#include "widgets/base/theme.h"

#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

using namespace wf;
using namespace Qt::StringLiterals;
using ui::FactPlace;
using ui::FactStrip;
using ui::placeFacts;

class TstFactStrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void whatFitsKeepsItsWidthInOneRow()
    {
        const std::vector<FactPlace> expected{{0, 12, 100}, {0, 137, 60}};
        QCOMPARE(placeFacts({100, 60}, 400), expected);
    }

    void factsMoveTogetherBeforeOneIsCut()
    {
        const std::vector<FactPlace> expected{{0, 12, 100}, {0, 127, 60}};
        QCOMPARE(placeFacts({100, 60}, 12 + 100 + 15 + 60 + 12), expected);
    }

    void aLittleTooMuchIsTakenFromTheWidest()
    {
        const auto places = placeFacts({150, 60, 150}, 12 + 120 + 15 + 60 + 15 + 120 + 12);
        QCOMPARE(places.at(0).width, 120.0);
        QCOMPARE(places.at(1).width, 60.0); // the short one stays whole
        QCOMPARE(places.at(2).width, 120.0);
        QCOMPARE(places.at(2).row, 0);
    }

    void muchTooMuchGoesIntoASecondRowUncut()
    {
        const auto places = placeFacts({170, 100, 60, 120, 180}, 510);
        QCOMPARE(places.size(), std::size_t(5));
        QCOMPARE(places.at(2).row, 0);
        QCOMPARE(places.at(3).row, 1);
        QCOMPARE(places.at(3).x, 12.0);
        QCOMPARE(places.at(4).width, 180.0);
    }

    void everyFactHasAPlaceWhateverTheWidth()
    {
        for (double width = 120; width < 900; width += 7) {
            const auto places = placeFacts({170, 100, 60, 120, 380}, width);
            QCOMPARE(places.size(), std::size_t(5));
            for (std::size_t i = 0; i < places.size(); ++i) {
                QVERIFY(places[i].width >= 40);
                QVERIFY2(places[i].x + places[i].width <= width - 11.5, qPrintable(QString::number(width)));
                if (i > 0)
                    QVERIFY(places[i].row > places[i - 1].row ||
                            places[i].x >= places[i - 1].x + places[i - 1].width + 14);
            }
        }
        QVERIFY(placeFacts({}, 300).empty());
    }

    void growsBySecondRowWhereThereIsNoRoom()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        auto *strip = new FactStrip;
        column->addWidget(strip);
        column->addStretch(1);
        strip->setFacts({{u"Impact"_s, u"6 services, eu-west, us-east"_s},
                         {u"First symptom"_s, u"01:47 gateway"_s},
                         {u"Opened"_s, u"01:47"_s},
                         {u"Acknowledged"_s, u"nobody, 20 wait"_s},
                         {u"Escalates"_s, u"12:24 to payments primary"_s}});
        window.resize(1000, 300);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_COMPARE(strip->height(), 46);
        window.resize(480, 300);
        QTRY_COMPARE(strip->height(), 86);
        strip->setFacts({{u"Impact"_s, u"payment"_s}});
        QTRY_COMPARE(strip->height(), 46);
    }
};

QTEST_MAIN(TstFactStrip)
#include "tst_factstrip.moc"
