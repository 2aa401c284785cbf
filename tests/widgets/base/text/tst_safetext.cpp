// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/text/safetext.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class TstSafeText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTipHasItsLinesAndNothingElseOfWhatIsInIt()
    {
        const QString tip = widgets::plainTip(u"critical, because:\nits rule says so <b>\x1b[1m"_s);
        QVERIFY2(tip.contains(u"because:<br>its rule"_s), qPrintable(tip));
        QVERIFY(tip.contains(u"&lt;b&gt;"_s));
        QVERIFY(!tip.contains(u'\x1b') && !tip.contains(u'\n'));
        QVERIFY(widgets::plainTip({}).isEmpty());
        QVERIFY(widgets::plainTip(QString(1'000'000, u'\n')).size() < 20'000);
    }
};

QTEST_GUILESS_MAIN(TstSafeText)
#include "tst_safetext.moc"
