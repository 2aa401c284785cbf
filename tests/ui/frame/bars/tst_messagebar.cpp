// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/bars/messagebar.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using signals::Severity;

namespace {

struct Shown {
    Shown()
    {
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        bar.resize(600, 34);
    }
    void say(const QString &text, const QString &action = {}, int *count = nullptr)
    {
        std::function<void()> run;
        if (count)
            run = [count] { ++*count; };
        bar.say({text, Severity::Info, action, run, 10});
    }
    [[nodiscard]] QString text() const { return bar.isVisible() ? bar.accessibleName() : QString(); }
    void close() { QTest::mouseClick(bar.findChild<widgets::IconButton *>(), Qt::LeftButton); }
    ui::MessageBar bar;
};

} // namespace

class TestMessageBar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatCanBeUndoneStaysSoWhateverIsSaid()
    {
        Shown s;
        int undone = 0, retried = 0;
        QVERIFY(!s.bar.runAction());
        s.say(u"Split off."_s, u"Undo"_s, &undone);
        s.say(u"A pager rings."_s);
        QCOMPARE(s.text(), u"Split off."_s); // it waits
        QVERIFY(s.bar.runAction());
        QCOMPARE(undone, 1);
        QCOMPARE(s.text(), u"A pager rings."_s);
        QVERIFY(!s.bar.runAction()); // once
        s.say(u"Split off."_s, u"Undo"_s, &undone);
        s.say(u"It has not arrived."_s, u"Retry"_s, &retried);
        QVERIFY(s.bar.runAction());
        QCOMPARE(undone, 2);
        QVERIFY(s.bar.isVisible());
        QVERIFY(s.bar.runAction()); // then what is shown
        QCOMPARE(retried, 1);
    }
    void aSentenceThatCanBeUndoneStandsItsTime()
    {
        Shown s;
        int undone = 0, retried = 0;
        s.say(u"Split off."_s, u"Undo"_s, &undone);
        s.say(u"A pager rings."_s);
        s.say(u"Another rings."_s);
        QCOMPARE(s.text(), u"Split off."_s);
        s.close();
        QCOMPARE(s.text(), u"Another rings."_s); // the newest of those that waited
        s.close();
        QCOMPARE(s.text(), QString());
        s.say(u"Split off."_s, u"Undo"_s, &undone);
        s.say(u"A pager rings."_s);
        s.say(u"It has not arrived."_s, u"Retry"_s, &retried); // something to do is not kept waiting
        QCOMPARE(s.text(), u"It has not arrived."_s);
        s.close();
        QCOMPARE(s.text(), u"A pager rings."_s);
        QCOMPARE(undone + retried, 0);
    }
    void theButtonRunsWhatIsShown()
    {
        Shown s;
        int undone = 0, retried = 0;
        s.say(u"Split off."_s, u"Undo"_s, &undone);
        s.say(u"It has not arrived."_s, u"Retry"_s, &retried);
        for (auto *button : s.bar.findChildren<widgets::Button *>())
            if (button->text() == u"Retry"_s)
                button->click();
        QCOMPARE(retried, 1);
        QCOMPARE(undone, 0);
        s.say(u"Taken."_s, u"Undo"_s, &undone);
        for (auto *button : s.bar.findChildren<widgets::Button *>())
            if (button->text() == u"Undo"_s)
                button->click();
        QCOMPARE(undone, 1);
        QVERIFY(!s.bar.runAction());
    }
};

QTEST_MAIN(TestMessageBar)
#include "tst_messagebar.moc"
