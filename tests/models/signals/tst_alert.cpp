// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/alert.h"
#include "models/signals/logline.h"
#include "tests/support/failonwarning.h"

using namespace wf::signals;
using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_Alert : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void matchersMatchAsAlertmanagerDoes_data();
    void matchersMatchAsAlertmanagerDoes();
    void matchersAreWrittenWithEscapes();
    void acknowledgementsAreSilencesWithAPrefix();
    void severityWordsAreUnderstood_data();
    void severityWordsAreUnderstood();
    void theWorseSeverityWins();
    void logLevelWordsAreUnderstood_data();
    void logLevelWordsAreUnderstood();
};

void tst_Alert::matchersMatchAsAlertmanagerDoes_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isRegex");
    QTest::addColumn<bool>("isEqual");
    QTest::addColumn<QString>("label"); // value of the label; empty = absent
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *value, bool regex, bool equal, const char *label, bool matches) {
        QTest::addRow("%s%s\"%s\" on \"%s\"", equal ? "=" : "!", regex ? "~" : "", value, label)
            << QString::fromUtf8(value) << regex << equal << QString::fromUtf8(label) << matches;
    };
    row("eu-west", false, true, "eu-west", true);
    row("eu-west", false, true, "eu-west-1", false);
    row("eu-west", false, false, "us-east", true);
    row("eu-west", false, false, "eu-west", false);
    row("", false, true, "", true); // an empty matcher matches what is absent
    row("", false, false, "", false);
    row("x", false, false, "", true);
    row("eu", true, true, "eu-west", false); // anchored
    row("eu.*", true, true, "eu-west", true);
    row("a|b", true, true, "b", true);
    row("a|b", true, true, "ab", false);
    row("eu.*", true, false, "us-east", true);
    row("eu.*", true, false, "eu-west", false);
    row(".*", true, true, "", true);
    row(".+", true, true, "", false);
    row("(", true, true, "(", false); // broken matches nothing, in neither direction
    row("(", true, false, "x", false);
    row("支.", true, true, "支付", true);
}

void tst_Alert::matchersMatchAsAlertmanagerDoes()
{
    QFETCH(QString, value);
    QFETCH(bool, isRegex);
    QFETCH(bool, isEqual);
    QFETCH(QString, label);
    const Matcher matcher{u"region"_s, value, isRegex, isEqual};
    const Labels labels{{"region", label.toStdString()}, {"alertname", "x"}};
    QTEST(matcher.matches(labels), "matches");
}

void tst_Alert::matchersAreWrittenWithEscapes()
{
    QCOMPARE((Matcher{u"a"_s, u"x\"y\\"_s, false, true}.toString()), u"a=\"x\\\"y\\\\\""_s);
    QCOMPARE((Matcher{u"a"_s, u"x"_s, true, true}.toString()), u"a=~\"x\""_s);
    QCOMPARE((Matcher{u"a"_s, u"x"_s, false, false}.toString()), u"a!=\"x\""_s);
    QCOMPARE((Matcher{u"a"_s, u"x"_s, true, false}.toString()), u"a!~\"x\""_s);
}

void tst_Alert::acknowledgementsAreSilencesWithAPrefix()
{
    Silence silence;
    silence.comment = u"ACK! looking at it"_s;
    QVERIFY(silence.isAcknowledgement());
    silence.comment = u"maintenance, ACK!"_s;
    QVERIFY(!silence.isAcknowledgement());
}

void tst_Alert::severityWordsAreUnderstood_data()
{
    QTest::addColumn<Severity>("severity");
    for (const auto *word : {"critical", "CRITICAL", "crit", "page", "error", "fatal", "P1", "sev1"})
        QTest::newRow(word) << Severity::Critical;
    for (const auto *word : {"warning", "warn", "ticket", "", "p2"})
        QTest::newRow(word) << Severity::Warning;
    for (const auto *word : {"info", "none", "Notice", "p4"})
        QTest::newRow(word) << Severity::Info;
}

void tst_Alert::severityWordsAreUnderstood()
{
    QFETCH(Severity, severity);
    QCOMPARE(severityFromLabel(QString::fromLatin1(QTest::currentDataTag())), severity);
}

void tst_Alert::theWorseSeverityWins()
{
    QCOMPARE(worse(Severity::Info, Severity::Critical), Severity::Critical);
    QCOMPARE(worse(Severity::Ok, Severity::Unknown), Severity::Ok);
    QCOMPARE(severityName(Severity::Critical), u"critical"_s);
    QCOMPARE(severityName(Severity::Unknown), u"unknown"_s);
}

void tst_Alert::logLevelWordsAreUnderstood_data()
{
    QTest::addColumn<QString>("level");
    const auto row = [](const char *word, const char *level) { QTest::newRow(word) << QString::fromLatin1(level); };
    row("ERR", "error");
    row("E", "error");
    row("panic", "fatal");
    row("Warning", "warn");
    row("notice", "info");
    row("dbg", "debug");
    row("verbose", "trace");
    row("", "unknown");
    row("errors-and-more-errors", "unknown");
}

void tst_Alert::logLevelWordsAreUnderstood()
{
    QTEST(logLevelName(logLevelFromText(QTest::currentDataTag())), "level");
}

QTEST_GUILESS_MAIN(tst_Alert)
#include "tst_alert.moc"
