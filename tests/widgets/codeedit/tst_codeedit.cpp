// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/codeedit/codeedit.h"

#include "widgets/base/theme.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

std::vector<signals::SyntaxSpan> firstWord(const QString &text)
{
    const auto end = text.indexOf(u' ');
    return {{0, static_cast<int>(end < 0 ? text.size() : end), signals::SyntaxKind::Keyword}};
}

} // namespace

class TestCodeEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }

    void coloursNeverChangeTheDocument()
    {
        CodeEdit edit(u"Condition"_s);
        edit.setMarker(firstWord);
        QSignalSpy edited(&edit, &CodeEdit::edited);
        edit.setCode(u"sum up"_s);
        QCOMPARE(edited.size(), 0); // nobody typed
        QVERIFY(!edit.document()->isUndoAvailable());
        QCOMPARE(edit.extraSelections().size(), 1);
        QCOMPARE(edit.extraSelections().front().cursor.selectedText(), u"sum"_s);
        QCOMPARE(edit.extraSelections().front().format.foreground().color(), Theme::current().syntax.keyword);
        QTest::keyClicks(&edit, u"x"_s);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edit.extraSelections().front().cursor.selectedText(), u"xsum"_s);
    }

    void aNarrowFieldWrapsAndHidesNothingBehindABar()
    {
        CodeEdit edit(u"Summary"_s);
        edit.setLinesShown(1, 3);
        edit.resize(250, edit.height());
        edit.setCode(u"{{ $labels.instance }} has {{ $value | printf \"%.1f\" }} waiting or running tasks a core"_s);
        edit.show();
        QVERIFY(QTest::qWaitForWindowExposed(&edit));
        QVERIFY(!edit.horizontalScrollBar()->isVisible());
    }

    void problemsAreUnderlinedAtTheirPlace()
    {
        CodeEdit edit(u"Condition"_s);
        edit.setCode(u"up > )"_s);
        edit.setProblems({{5, 1, signals::Severity::Critical, u"unexpected )"_s},
                          {6, 0, signals::Severity::Critical, u"ends too early"_s}});
        QCOMPARE(edit.extraSelections().size(), 2);
        QCOMPARE(edit.extraSelections().front().cursor.selectedText(), u")"_s);
        QCOMPARE(edit.extraSelections().back().cursor.selectedText(), u")"_s); // the last there is
        QCOMPARE(edit.extraSelections().front().format.underlineStyle(), QTextCharFormat::WaveUnderline);
        QTest::keyClick(&edit, Qt::Key_F8);
        QCOMPARE(edit.textCursor().position(), 5);
        QTest::keyClick(&edit, Qt::Key_F8);
        QCOMPARE(edit.textCursor().position(), 6);
        QTest::keyClick(&edit, Qt::Key_F8);
        QCOMPARE(edit.textCursor().position(), 5); // around
    }

    void anotherTextKeepsTheCursor()
    {
        CodeEdit edit(u"YAML"_s, CodeEdit::Look::Page);
        edit.setCode(u"- alert: A\n  expr: up\n"_s);
        edit.goTo(14);
        edit.setCode(u"- alert: B\n  expr: up\n  for: 5m\n"_s);
        QCOMPARE(edit.textCursor().position(), 14);
        edit.setCode(u"x"_s);
        QCOMPARE(edit.textCursor().position(), 1);
    }

    void tabLeavesAndEscapeIsLeftToWhoIsAround()
    {
        QWidget around;
        CodeEdit edit(u"YAML"_s, CodeEdit::Look::Page, &around);
        QVERIFY(edit.tabChangesFocus());
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QCoreApplication::sendEvent(&edit, &escape);
        QVERIFY(!escape.isAccepted());
    }

    void growsWithItsLinesWithinBounds()
    {
        CodeEdit edit(u"Condition"_s);
        edit.resize(400, 100);
        edit.setLinesShown(2, 4);
        const int least = edit.height();
        edit.setCode(u"a\nb\nc"_s);
        const int three = edit.height();
        QVERIFY(three > least);
        edit.setCode(u"a\nb\nc\nd\ne\nf\ng"_s);
        QCOMPARE(edit.height() - three, edit.fontMetrics().lineSpacing());
    }

    void aDifferenceTintsItsLines()
    {
        CodeEdit edit(u"Saved as"_s, CodeEdit::Look::Page);
        edit.setCode(u"a\nb\nc"_s);
        edit.setLines({{CodeLine::Kind::Same, 41}, {CodeLine::Kind::Removed, 0}, {CodeLine::Kind::Added, 42}});
        QCOMPARE(edit.extraSelections().size(), 2);
        QCOMPARE(edit.extraSelections().front().format.background().color(), Theme::current().critical.tint);
        QCOMPARE(edit.extraSelections().back().format.background().color(), Theme::current().ok.tint);
    }
};

QTEST_MAIN(TestCodeEdit)
#include "tst_codeedit.moc"
