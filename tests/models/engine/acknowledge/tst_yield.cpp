// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/yield.h"

#include "models/base/clock.h"
#include "models/engine/alerts/clockwords.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'778'724'847'000'000'000; // 2026-05-14 02:14:07 UTC

Yield yieldOf(const QString &title, qint64 agoNs, const QString &note = {})
{
    return {u"01A"_s, title, u"Tomás Reyes"_s, now - agoNs, note, {}};
}

} // namespace

class TstYield : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void oneSaysWhoSinceWhenAndWhatBecameOfOurs()
    {
        QCOMPARE(
            yieldText({yieldOf(u"PaymentSlow payment"_s, 16 * base::nsPerMinute)}, now),
            u"Tomás Reyes holds PaymentSlow payment since 01:58, before you: your acknowledgement is withdrawn."_s);
        QCOMPARE(yieldText({}, now), QString());
    }
    void severalAreOneNoticeWithTheEarliestTime()
    {
        const QString text = yieldText({yieldOf(u"A"_s, base::nsPerMinute, u"rolling back"_s),
                                        yieldOf(u"B"_s, 16 * base::nsPerMinute, u"rolling back"_s)},
                                       now);
        QVERIFY2(text.startsWith(u"Tomás Reyes holds 2 of these alerts since 01:58"_s), qPrintable(text));
        QVERIFY2(text.endsWith(u"Your note stays in the audit trail."_s), qPrintable(text));
    }
    void aTimeThatIsStillToComeIsOfTheServersClock()
    {
        const QString text = yieldText({yieldOf(u"A"_s, -10 * base::nsPerMinute)}, now);
        QVERIFY2(text.contains(u"since 02:24 by the clock of the server"_s), qPrintable(text));
    }
    void clocksAreSaidWithTheirDirection()
    {
        QCOMPARE(skewWords(4 * base::nsPerSecond), QString());
        QCOMPARE(skewWords(40 * base::nsPerSecond + 7), u"40\u2009s ahead of this machine"_s);
        QCOMPARE(skewWords(-2 * base::nsPerMinute), u"2\u2009min behind this machine"_s);
        QCOMPARE(skewSentence(u"Loki"_s, -base::nsPerHour), u"The clock of Loki is 1\u2009h behind this machine"_s);
    }
};

QTEST_GUILESS_MAIN(TstYield)
#include "tst_yield.moc"
