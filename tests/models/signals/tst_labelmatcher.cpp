// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/labelmatcher.h"
#include "tests/support/failonwarning.h"

using namespace wf::signals;
using Op = LabelMatcher::Op;

class tst_LabelMatcher : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }
    void matches_data();
    void matches();
    void plainAlternativesAreKnown();
    void brokenExpressionsSayWhy();
    void writesItselfAsASelector();
};

void tst_LabelMatcher::matches_data()
{
    QTest::addColumn<int>("op");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char *name, Op op, const char *wanted, const char *label, bool isMatch) {
        QTest::newRow(name) << static_cast<int>(op) << QByteArray(wanted) << QByteArray(label) << isMatch;
    };
    row("equal", Op::Equal, "a", "a", true);
    row("equal to absent", Op::Equal, "", "", true);
    row("not equal to absent", Op::NotEqual, "a", "", true);
    row("regex is anchored", Op::Regex, "eu", "eu-west", false);
    row("alternatives", Op::Regex, "eu|us", "us", true);
    row("alternatives are whole", Op::Regex, "eu|us", "eus", false);
    row("dot matches a newline", Op::Regex, "a.b", "a\nb", true);
    row("star matches absent", Op::Regex, ".*", "", true);
    row("plus does not", Op::Regex, ".+", "", false);
    row("empty alternative matches absent", Op::Regex, "a|", "", true);
    row("negated regex", Op::NotRegex, "5..", "404", true);
    row("negated regex that matches", Op::NotRegex, "5..", "503", false);
}

void tst_LabelMatcher::matches()
{
    QFETCH(int, op);
    QFETCH(QByteArray, wanted);
    QFETCH(QByteArray, label);
    const auto matcher = LabelMatcher::make(static_cast<Op>(op), "l", wanted.toStdString());
    QVERIFY(matcher.ok());
    QTEST(matcher->matches(std::string_view(label.constData(), static_cast<std::size_t>(label.size()))), "isMatch");
}

void tst_LabelMatcher::plainAlternativesAreKnown()
{
    const auto plain = LabelMatcher::make(Op::Regex, "l", "a|b");
    QVERIFY(plain.ok());
    QCOMPARE(plain->alternatives(), (std::vector<std::string>{"a", "b"}));
    const auto other = LabelMatcher::make(Op::Regex, "l", "a|b.");
    QVERIFY(other.ok() && other->alternatives().empty());
}

void tst_LabelMatcher::brokenExpressionsSayWhy()
{
    const auto matcher = LabelMatcher::make(Op::Regex, "l", "a(");
    QVERIFY(!matcher.ok());
    QVERIFY(!matcher.error().summary.isEmpty());
}

void tst_LabelMatcher::writesItselfAsASelector()
{
    const auto matcher = LabelMatcher::make(Op::NotRegex, "path", "/a\"b\\.c");
    QVERIFY(matcher.ok());
    const QByteArray wanted("path!~\"/a\\\"b\\\\.c\"");
    QCOMPARE(QByteArray::fromStdString(matcher->text()), wanted);
}

QTEST_APPLESS_MAIN(tst_LabelMatcher)
#include "tst_labelmatcher.moc"
