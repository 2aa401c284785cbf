// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarning.h"
#include "widgets/base/theme.h"
#include "widgets/expression/expressionedit.h"
#include "widgets/expression/proposallist.h"

#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace wf;
using namespace Qt::StringLiterals;
using signals::Completion;
using signals::Severity;
using widgets::ExpressionEdit;

namespace {
Completion proposals(int start, int length, const QStringList &names)
{
    Completion completion;
    completion.start = start;
    completion.length = length;
    for (const QString &name : names) {
        signals::Proposal proposal;
        proposal.name = proposal.text = name;
        completion.proposals.push_back(proposal);
    }
    return completion;
}

struct Fixture {
    Fixture()
    {
        window.resize(500, 300);
        edit.resize(400, 60);
        window.show();
        edit.setFocus();
        QObject::connect(&edit, &ExpressionEdit::proposalsWanted, &edit,
                         [this](const QString &, int, bool isForced, quint64 asked) {
                             ticket = asked;
                             forced = isForced;
                         });
    }
    QWidget window;
    ExpressionEdit edit{u"Query"_s, &window};
    quint64 ticket = 0;
    bool forced = false;
};
} // namespace

class TestExpressionEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { support::failOnAnyWarning(); }

    void typingAsksAndTabInserts()
    {
        Fixture f;
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QTest::keyClicks(&f.edit, u"ra"_s);
        QVERIFY(f.ticket > 0);
        f.edit.setCompletion(f.ticket, proposals(0, 2, {u"range"_s, u"rate"_s}));
        QVERIFY(f.edit.isProposing());
        QWidget other(&f.window); // Tab could go there
        other.setFocusPolicy(Qt::StrongFocus);
        other.show();
        QTest::keyClick(&f.edit, Qt::Key_Down);
        QTest::keyClick(&f.edit, Qt::Key_Tab);
        QCOMPARE(f.edit.text(), u"rate"_s);
        QVERIFY(!f.edit.isProposing());
        f.edit.undo();
        QCOMPARE(f.edit.text(), u"ra"_s);
    }

    void anAnswerForAnOlderTextIsDropped()
    {
        Fixture f;
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QTest::keyClicks(&f.edit, u"r"_s);
        const quint64 old = f.ticket;
        QTest::keyClicks(&f.edit, u"a"_s);
        f.edit.setCompletion(old, proposals(0, 1, {u"r1"_s}));
        QVERIFY(!f.edit.isProposing());
        f.edit.setCompletion(f.ticket, proposals(0, 2, {u"rate"_s}));
        QVERIFY(f.edit.isProposing());
        QTest::keyClick(&f.edit, Qt::Key_Escape);
        QVERIFY(!f.edit.isProposing());
        f.edit.setCompletion(f.ticket, proposals(0, 2, {u"rate"_s}));
        QVERIFY(!f.edit.isProposing()); // Escape meant it
    }

    void movingAwayClosesTheList()
    {
        Fixture f;
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QTest::keyClicks(&f.edit, u"ra"_s);
        f.edit.setCompletion(f.ticket, proposals(0, 2, {u"rate"_s}));
        QTest::keyClick(&f.edit, Qt::Key_Left);
        QVERIFY(!f.edit.isProposing());
    }

    void theCaretGoesWhereWritingGoesOn()
    {
        Fixture f;
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        f.edit.askProposals();
        QVERIFY(f.forced);
        Completion completion = proposals(0, 0, {u"rate"_s});
        completion.proposals[0].text = u"rate()"_s;
        completion.proposals[0].caret = 5;
        f.edit.setCompletion(f.ticket, completion);
        QTest::keyClick(&f.edit, Qt::Key_Return);
        QCOMPARE(f.edit.text(), u"rate()"_s);
        QCOMPARE(f.edit.caret(), 5);
        QVERIFY(!f.forced); // what may stand in the parentheses is asked at once
    }

    void bracketsComeInPairs()
    {
        Fixture f;
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QTest::keyClicks(&f.edit, u"rate(x[5m])"_s);
        QCOMPARE(f.edit.text(), u"rate(x[5m])"_s);
        f.edit.setText(u"abc"_s);
        f.edit.setCaret(0);
        QTest::keyClicks(&f.edit, u"("_s);
        QCOMPARE(f.edit.text(), u"(abc"_s); // not in front of a word
    }

    void enterRunsWhenToldAndCtrlEnterAlways()
    {
        Fixture f;
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QSignalSpy run(&f.edit, &ExpressionEdit::runRequested);
        QTest::keyClick(&f.edit, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(&f.edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(run.count(), 2);
        QTest::keyClick(&f.edit, Qt::Key_Return);
        QCOMPARE(run.count(), 2);
        QCOMPARE(f.edit.text(), u"\n"_s);
        f.edit.setEnterRuns(true);
        QTest::keyClick(&f.edit, Qt::Key_Return);
        QCOMPARE(run.count(), 3);
        QTest::keyClick(&f.edit, Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(f.edit.text(), u"\n\n"_s);
    }

    void marksAreUnderlinedAndSaid()
    {
        Fixture f;
        f.edit.setText(u"rate(x)"_s);
        f.edit.setMarks({{5, 1, Severity::Critical, u"a range is missing"_s}, {0, 4, Severity::Info, u"hm"_s}});
        QCOMPARE(f.edit.markAt(5)->message, u"a range is missing"_s);
        QCOMPARE(f.edit.markAt(2)->message, u"hm"_s);
        QVERIFY(!f.edit.markAt(7));
        bool isWavy = false;
        for (const auto &selection : f.edit.extraSelections())
            isWavy = isWavy || (selection.format.underlineStyle() == QTextCharFormat::WaveUnderline &&
                                selection.cursor.selectedText() == u"x"_s);
        QVERIFY(isWavy);
        QVERIFY(f.edit.accessibleDescription().contains(u"a range is missing"_s));
        f.edit.setCaret(0);
        f.edit.goToNextMark();
        QCOMPARE(f.edit.caret(), 5);
    }

    void coloursFollowTheText()
    {
        Fixture f;
        f.edit.setHighlighting([](const QString &text) {
            std::vector<signals::SyntaxSpan> spans;
            for (int i = 0; i < text.size(); ++i)
                if (text[i].isDigit())
                    spans.push_back({i, 1, signals::SyntaxKind::Number});
            return spans;
        });
        f.edit.setText(u"a1\nb2"_s);
        QCoreApplication::processEvents();
        const auto formats = f.edit.document()->findBlockByNumber(1).layout()->formats();
        QCOMPARE(formats.size(), 1);
        QCOMPARE(formats[0].start, 1);
        QCOMPARE(formats[0].format.foreground().color(), widgets::Theme::current().syntax.number);
        for (const QString &text : {u"3 c"_s, u"cc 4"_s}) { // another whole text, as when a tab is chosen
            f.edit.setPlainText(text);
            QCoreApplication::processEvents();
            const auto anew = f.edit.document()->firstBlock().layout()->formats();
            QCOMPARE(anew.size(), 1);
            QCOMPARE(anew[0].start, text.startsWith(u'3') ? 0 : 3);
        }
    }

    void tellsThatItWasEditedOnceItIsQuiet()
    {
        Fixture f;
        QSignalSpy edited(&f.edit, &ExpressionEdit::edited);
        f.edit.setText(u"a"_s);
        f.edit.setText(u"ab"_s);
        QCOMPARE(edited.count(), 0);
        QTRY_COMPARE(edited.count(), 1);
    }

    void growsWithItsLines()
    {
        Fixture f;
        f.edit.setLines(1, 4);
        const int one = f.edit.sizeHint().height();
        f.edit.setText(u"a\nb\nc"_s);
        const int three = f.edit.sizeHint().height();
        QVERIFY(three > one);
        f.edit.setText(u"a\nb\nc\nd\ne\nf\ng"_s);
        QVERIFY(f.edit.sizeHint().height() < 2 * three);
    }

    void theListMayDieWithItsWindow()
    {
        auto window = std::make_unique<QWidget>();
        auto *edit = new ExpressionEdit(u"Query"_s, window.get());
        window->show();
        edit->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        quint64 ticket = 0;
        connect(edit, &ExpressionEdit::proposalsWanted, edit,
                [&](const QString &, int, bool, quint64 asked) { ticket = asked; });
        edit->askProposals();
        edit->setCompletion(ticket, proposals(0, 0, {u"a"_s}));
        QVERIFY(edit->isProposing());
        QCOMPARE(edit->proposals().parentWidget(), window.get());
        window.reset();
    }
};

QTEST_MAIN(TestExpressionEdit)
#include "tst_expressionedit.moc"
