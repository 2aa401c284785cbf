// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/untrusted.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_Untrusted : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void whatHidesOrReordersIsShown_data();
    void whatHidesOrReordersIsShown();
    void longTextIsCutAndSaysSo();
    void surrogatesAreNeverCutApart();
    void terminalKeepsLinesAndTabsOnly();
    void aMebibyteIsQuick();
    void onlyPlainWebAddressesAreSafe_data();
    void onlyPlainWebAddressesAreSafe();
};

void tst_Untrusted::whatHidesOrReordersIsShown_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"checkout-7f9 ünï 支付 🙂 <none> %1"_s << u"checkout-7f9 ünï 支付 🙂 <none> %1"_s;
    QTest::newRow("escape") << u"\x1b[2J"_s << u"\\x1b[2J"_s;
    QTest::newRow("c1") << QString(QChar(0x9b)) << u"\\x9b"_s;
    QTest::newRow("newline") << u"a\r\nb\tc"_s << u"a\\r\\nb\\tc"_s;
    QTest::newRow("nul") << QString(QChar(0)) << u"\\x00"_s;
    QTest::newRow("bidi override") << u"abc\u202egnp.exe"_s << u"abc\\u202egnp.exe"_s;
    QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"\\u2066x\\u2069"_s;
    QTest::newRow("zero width") << u"pay\u200bpal\ufeff"_s << u"pay\\u200bpal\\ufeff"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a\\u2028b"_s;
    QTest::newRow("tag letters") << QString::fromUcs4(U"x\U000e0041", 2) << u"x\\U000e0041"_s;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << u"\\ud800"_s;
}

void tst_Untrusted::whatHidesOrReordersIsShown()
{
    QFETCH(QString, raw);
    QTEST(visibleText(raw), "shown");
    QTEST(Untrusted(raw).visible(), "shown");
}

void tst_Untrusted::longTextIsCutAndSaysSo()
{
    const QString raw(600, u'x');
    QCOMPARE(visibleText(raw), QString(512, u'x') + u" … 88 more"_s);
    QCOMPARE(visibleText(raw, 600), raw);
    QCOMPARE(visibleText(u"ab", 0), u" … 2 more"_s);
}

void tst_Untrusted::surrogatesAreNeverCutApart()
{
    QCOMPARE(visibleText(u"a🙂b", 2), u"a … 3 more"_s);
}

void tst_Untrusted::terminalKeepsLinesAndTabsOnly()
{
    QCOMPARE(termSafe(u"a\tb\nc\rd\x1b]0;title\x07"_s), u"a\tb\nc\\rd\\x1b]0;title\\x07"_s);
}

void tst_Untrusted::aMebibyteIsQuick()
{
    const QString raw(1 << 20, QChar(0x202e));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(visibleText(raw).size() < 4000);
    QVERIFY2(timer.elapsed() < 100, "the cap must be applied before the work");
}

void tst_Untrusted::onlyPlainWebAddressesAreSafe_data()
{
    QTest::addColumn<bool>("safe");
    for (const auto *url : {"http://localhost:9090/graph?g0.expr=up", "https://runbooks.example/checkout",
                            "HTTPS://Example.org", "http://[::1]:9093/#/alerts"})
        QTest::newRow(url) << true;
    for (const auto *url : {"",
                            "file:///etc/passwd",
                            "dav://host/x",
                            "nfs://host/x",
                            "javascript:alert(1)",
                            "data:text/html,x",
                            "smb://host/x",
                            "ftp://host/x",
                            "vscode://host",
                            "http:///nohost",
                            "https://user@host/",
                            "https://user:pw@host/",
                            "https://@host/",
                            "//host/x",
                            "host/x",
                            "http://host\\@evil/",
                            " http://host/",
                            "http://ho st/",
                            "http://host/\r\nX: y",
                            "http://host/\u202e",
                            "http:host"})
        QTest::newRow(url) << false;
}

void tst_Untrusted::onlyPlainWebAddressesAreSafe()
{
    QFETCH(bool, safe);
    QCOMPARE(isSafeWebAddress(QString::fromUtf8(QTest::currentDataTag())), safe);
}

QTEST_GUILESS_MAIN(tst_Untrusted)
#include "tst_untrusted.moc"
