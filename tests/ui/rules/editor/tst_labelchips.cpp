// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/labelchips.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace wf::ui;
using namespace Qt::StringLiterals;

class TestLabelChips : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enterAddsALabel()
    {
        LabelChips chips;
        QSignalSpy changed(&chips, &LabelChips::labelChanged), refused(&chips, &LabelChips::refused);
        auto *edit = chips.findChild<QLineEdit *>();
        edit->setText(u"team = \"payments\""_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().at(0).toString(), u"team"_s);
        QCOMPARE(changed.front().at(1).toString(), u"payments"_s);
        QVERIFY(edit->text().isEmpty());
        edit->setText(u"nonsense"_s);
        QVERIFY(!chips.take());
        QVERIFY(refused.last().front().toString().contains(u"name=value"_s));
        QCOMPARE(changed.size(), 1);
    }

    void theKeyboardTakesLabelsAwayAndChangesThem()
    {
        LabelChips chips;
        chips.resize(300, 30);
        chips.setLabels({{u"team"_s, u"payments"_s}, {u"page"_s, u"yes"_s}});
        const auto buttons = chips.findChildren<QToolButton *>();
        QCOMPARE(buttons.size(), 2);
        QSignalSpy changed(&chips, &LabelChips::labelChanged);
        QTest::keyClick(buttons.front(), Qt::Key_Delete);
        QCOMPARE(changed.front().at(0).toString(), u"team"_s);
        QVERIFY(changed.front().at(1).toString().isEmpty());
        QTest::keyClick(buttons.back(), Qt::Key_Return);
        auto *edit = chips.findChild<QLineEdit *>();
        QCOMPARE(edit->text(), u"page=yes"_s);
        QCOMPARE(edit->selectedText(), u"yes"_s);
        edit->clear();
        QTest::keyClick(edit, Qt::Key_Backspace);
        QCOMPARE(edit->text(), u"page=yes"_s);
    }

    void manyLabelsWrapIntoLines()
    {
        LabelChips chips;
        const int one = chips.heightForWidth(300);
        std::vector<LabelChips::Pair> many;
        for (int i = 0; i < 12; ++i)
            many.emplace_back(u"label%1"_s.arg(i), u"value"_s);
        chips.setLabels(many);
        QVERIFY(chips.heightForWidth(300) > 3 * one);
        QVERIFY(chips.heightForWidth(1200) < chips.heightForWidth(300));
    }
};

QTEST_MAIN(TestLabelChips)
#include "tst_labelchips.moc"
