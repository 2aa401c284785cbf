// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/welcomedialog.h"

#include "ui/connect/choicebutton.h"
#include "widgets/base/theme.h"

#include <QTest>

using namespace wf;
using Choice = ui::WelcomeDialog::Choice;

class tst_WelcomeDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void keysAnswer_data();
    void keysAnswer();
    void everyAnswerIsSpokenWithWhatItMeans();
    void aNarrowButtonGrowsInHeight();
};

void tst_WelcomeDialog::keysAnswer_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<int>("choice");
    QTest::newRow("Enter takes the first") << Qt::Key_Return << static_cast<int>(Choice::ThisMachine);
    QTest::newRow("1") << Qt::Key_1 << static_cast<int>(Choice::ThisMachine);
    QTest::newRow("2") << Qt::Key_2 << static_cast<int>(Choice::Demo);
    QTest::newRow("3") << Qt::Key_3 << static_cast<int>(Choice::Connect);
    QTest::newRow("Escape answers nothing") << Qt::Key_Escape << static_cast<int>(Choice::None);
}

void tst_WelcomeDialog::keysAnswer()
{
    QFETCH(Qt::Key, key);
    ui::WelcomeDialog dialog;
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(dialog.focusWidget(), key);
    QTRY_VERIFY(!dialog.isVisible());
    QTEST(static_cast<int>(dialog.choice()), "choice");
}

void tst_WelcomeDialog::everyAnswerIsSpokenWithWhatItMeans()
{
    ui::WelcomeDialog dialog;
    const auto buttons = dialog.findChildren<ui::ChoiceButton *>();
    QCOMPARE(buttons.size(), 3);
    for (const auto *button : buttons) {
        QVERIFY(!button->accessibleName().isEmpty());
        QVERIFY(!button->accessibleDescription().isEmpty());
    }
}

void tst_WelcomeDialog::aNarrowButtonGrowsInHeight()
{
    ui::WelcomeDialog dialog;
    const auto *button = dialog.findChild<ui::ChoiceButton *>();
    QVERIFY(button->heightForWidth(300) > button->heightForWidth(560));
}

QTEST_MAIN(tst_WelcomeDialog)
#include "tst_welcomedialog.moc"
