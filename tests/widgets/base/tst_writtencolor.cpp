// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/writtencolor.h"

#include <QTest>

using namespace wf::widgets;
using namespace Qt::StringLiterals;

class WrittenColorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // As Grafana's createVisualizationColors has them.
    void namesAndShadesAreThoseOfTheTheme()
    {
        const auto dark = Theme::bundled(ThemeMode::Dark), light = Theme::bundled(ThemeMode::Light);
        QCOMPARE(writtenColor(u"red"_s, *dark, {}), QColor(0xf2, 0x49, 0x5c));
        QCOMPARE(writtenColor(u"red"_s, *light, {}), QColor(0xe0, 0x2f, 0x44));
        QCOMPARE(writtenColor(u"semi-dark-orange"_s, *dark, {}), QColor(0xff, 0x78, 0x0a));
        QCOMPARE(writtenColor(u"super-light-blue"_s, *dark, {}), QColor(0xc0, 0xd8, 0xff));
        QCOMPARE(writtenColor(u"dark-green"_s, *light, {}), QColor(0x19, 0x73, 0x0e));
        QVERIFY(!writtenColor(u"no-such-green"_s, *dark, {}).isValid());
        QVERIFY(!writtenColor(u"continuous-none 0.5"_s, *dark, {}).isValid());
    }
    // The values of d3's interpolateRgbBasis for green, yellow and red.
    void aSchemeIsASplineThroughItsColours()
    {
        const auto dark = Theme::bundled(ThemeMode::Dark);
        const auto at = [&](const char *part) {
            return writtenColor(u"continuous-GrYlRd "_s + QLatin1String(part), *dark, {});
        };
        QCOMPARE(at("0"), writtenColor(u"green"_s, *dark, {}));
        QCOMPARE(at("1"), writtenColor(u"red"_s, *dark, {}));
        // in the middle a sixth of each end and four of yellow
        QCOMPARE(at("0.5"), QColor(qRound((115 + 4 * 250 + 242) / 6.0), qRound((191 + 4 * 222 + 73) / 6.0),
                                   qRound((105 + 4 * 42 + 92) / 6.0)));
        QCOMPARE(writtenColor(u"continuous-blues 0"_s, *dark, {}), dark->surface.panel);
    }
};

QTEST_MAIN(WrittenColorTest)
#include "tst_writtencolor.moc"
