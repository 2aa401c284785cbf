// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast/toastcard.h"

#include "tests/support/gui/widgetshot.h"
#include "widgets/base/controls/controls.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;
using signals::Severity;

namespace {

ToastContent critical()
{
    ToastContent out;
    out.source = u"Watchfloor, Halcyon production"_s;
    out.time = u"01:57 UTC"_s;
    out.severity = Severity::Critical;
    out.title = u"Payment provider latency slows checkout"_s;
    out.text = u"5 alerts. Checkout budget burns 15 times faster than it may. Likely cause: payment v2.31.0, deployed "
               "8 min before."_s;
    for (int i = 0; i < 70; ++i)
        out.trend.push_back(i < 58 ? 0.4 : 0.4 + (i - 57) * 0.3);
    out.markAt = 0.7;
    out.trendName = u"checkout p99, 35 min"_s;
    out.trendNow = u"4.1 s"_s;
    return out;
}

ToastContent warning()
{
    ToastContent out;
    out.time = u"01:59"_s;
    out.severity = Severity::Warning;
    out.title = u"Fernhill Outdoor, clause 2 at risk"_s;
    out.text = u"Latency allowance gone at 03:53 at this rate."_s;
    out.isCompact = true;
    out.isActionable = false;
    return out;
}

Button *button(ToastCard &card, const QString &text)
{
    for (Button *one : card.findChildren<Button *>())
        if (one->text() == text)
            return one;
    return nullptr;
}

} // namespace

class TestToastCard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void aCriticalNoticeShowsAllOfItAndAsksForWhatIsPressed()
    {
        applyTheme(Theme::bundled(ThemeMode::Dark));
        ToastCard card;
        card.setContent(critical());
        QCOMPARE(card.width(), 396);
        QVERIFY(card.windowFlags().testFlag(Qt::WindowDoesNotAcceptFocus));
        QSignalSpy acknowledge(&card, &ToastCard::acknowledgeRequested), open(&card, &ToastCard::openRequested),
            snooze(&card, &ToastCard::snoozeRequested);
        button(card, u"Acknowledge"_s)->click();
        button(card, u"Open"_s)->click();
        button(card, u"Snooze 10 min"_s)->click();
        QCOMPARE(acknowledge.size() + open.size() + snooze.size(), 3);
        QVERIFY(card.accessibleName().startsWith(u"critical: Payment provider"_s));
    }

    // Without a compositor what is outside would be black.
    void itIsCutToItsShape()
    {
        applyTheme(Theme::bundled(ThemeMode::Light));
        ToastCard card;
        for (const ToastContent &content : {critical(), warning()}) {
            card.setContent(content);
            QVERIFY(!card.grab().isNull()); // has its size
            const QRegion mask = card.mask();
            QCOMPARE(mask.boundingRect(), card.rect());
            for (const QPoint corner :
                 {card.rect().topLeft(), card.rect().topRight(), card.rect().bottomLeft(), card.rect().bottomRight()})
                QVERIFY(!mask.contains(corner));
            QVERIFY(mask.contains(QPoint(5, 0)) && mask.contains(QPoint(0, card.height() / 2)));
        }
    }

    void aWarningIsSmallAndALongTextMakesACardHigherNotWider()
    {
        applyTheme(Theme::bundled(ThemeMode::Light));
        ToastCard card;
        card.setContent(warning());
        const int small = card.height();
        ToastCard full;
        full.setContent(critical());
        QVERIFY2(small < full.height() / 2, qPrintable(QString::number(small)));
        ToastContent longer = warning();
        longer.text = longer.text.repeated(5);
        card.setContent(longer);
        QVERIFY(card.height() > small);
        QCOMPARE(card.width(), 396);
    }

    void picturesForEyes()
    {
        const QString folder = qEnvironmentVariable("WF_SHOTS");
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            applyTheme(Theme::bundled(mode));
            for (const ToastContent &content : {critical(), warning()}) {
                ToastCard card;
                card.setContent(content);
                const QImage image = card.grab().toImage();
                QVERIFY(support::inkPixels(image, image.pixel(200, 3)) > 500);
                if (!folder.isEmpty())
                    image.save(u"%1/toast-%2-%3.png"_s.arg(folder, signals::severityName(content.severity),
                                                           mode == ThemeMode::Dark ? u"dark"_s : u"light"_s));
            }
        }
    }
};

QTEST_MAIN(TestToastCard)
#include "tst_toastcard.moc"
