// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "widgets/base/theme.h"
#include "widgets/thread/threadlayout.h"
#include "widgets/thread/threadview.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace wf;

namespace {

signals::ThreadEntry entry(qint64 second, const QString &title)
{
    signals::ThreadEntry e;
    e.timeNs = second * base::nsPerSecond;
    e.title = title;
    e.reason = QStringLiteral("same service");
    return e;
}

} // namespace

class ThreadLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void writesOutGapsOverTwoMinutes()
    {
        const std::vector<signals::ThreadEntry> entries{
            entry(1000, QStringLiteral("a")), entry(1060, QStringLiteral("b")), entry(1308, QStringLiteral("c"))};
        const auto l = widgets::layoutThread(entries, {}, 322, widgets::Theme::current(), true);
        QCOMPARE(l.entries.size(), std::size_t(3));
        QVERIFY(l.entries[1].gapText.isEmpty());
        QVERIFY2(l.entries[2].gapText.contains(QStringLiteral("later")), qPrintable(l.entries[2].gapText));
        QVERIFY(l.entries[2].height > l.entries[1].height);
    }
    void anotherDayIsSaid()
    {
        const qint64 now = 1'764'555'300; // Mon 1 Dec 2025, 02:15
        const auto at = [now](qint64 second, bool isFuture) {
            auto e = entry(now + second, QStringLiteral("a"));
            e.future = isFuture;
            return widgets::threadMoment(e, now * base::nsPerSecond);
        };
        QCOMPARE(at(-61, false), QStringLiteral("02:13:59"));
        QCOMPARE(at(4 * 3600, true), QStringLiteral("06:15"));
        QCOMPARE(at(28 * 3600, true), QStringLiteral("Tue 06:15"));
        QCOMPARE(at(40 * 86'400, true), QStringLiteral("10 Jan")); // the year has no room
        QCOMPARE(at(-4 * 3600, false), QStringLiteral("Sun 22:15"));
        const QFontMetricsF font(widgets::Theme::current().font(widgets::TextRole::MonoSmall));
        QVERIFY(font.horizontalAdvance(at(28 * 3600, true)) <= widgets::threadTimeColumn - 4);
        signals::Thread thread;
        thread.nowNs = now * base::nsPerSecond;
        auto e = entry(now + 28 * 3600, QStringLiteral("Budget spent at this rate"));
        e.future = true;
        thread.future.push_back(e);
        widgets::ThreadView view;
        view.setThread(std::make_shared<const signals::Thread>(thread));
        QVERIFY(view.asText().contains(QStringLiteral("Tue 06:15")));
    }
    void leavesOutHiddenSignals()
    {
        auto log = entry(1010, QStringLiteral("log"));
        log.signal = signals::Signal::Log;
        std::vector<bool> hidden(signals::signalCount, false);
        hidden[static_cast<std::size_t>(signals::Signal::Log)] = true;
        const auto l = widgets::layoutThread({entry(1000, QStringLiteral("alert")), log}, hidden, 322,
                                             widgets::Theme::current(), true);
        QCOMPARE(l.entries.size(), std::size_t(1));
        QCOMPARE(l.entries[0].index, 0);
    }
    void wrapsDetailToTwoLinesAtMost()
    {
        auto e = entry(1000, QStringLiteral("a"));
        e.detail = QStringLiteral("word ").repeated(60);
        const auto l = widgets::layoutThread({e}, {}, 322, widgets::Theme::current(), true);
        QCOMPARE(l.entries[0].detail.size(), 2);
        QVERIFY(l.entries[0].detail[1].endsWith(QChar(0x2026)));
    }
    void aLogLineBreaksBetweenItsWords()
    {
        auto e = entry(1000, QStringLiteral("a"));
        e.evidence.text = QStringLiteral("psp pool acquire waited version=v2.31.0 waiters=11");
        const auto l = widgets::layoutThread({e}, {}, 322, widgets::Theme::current(), true);
        QCOMPARE(l.entries[0].evidence.size(), 2);
        QCOMPARE(l.entries[0].evidence.join(u' '), e.evidence.text);
        auto one = entry(1000, QStringLiteral("a"));
        one.evidence.text = QString(200, u'x'); // no space anywhere: still shown, still two lines
        const auto wide = widgets::layoutThread({one}, {}, 322, widgets::Theme::current(), true);
        QCOMPARE(wide.entries[0].evidence.size(), 2);
        QVERIFY(wide.entries[0].evidence[0].startsWith(u'x'));
        QVERIFY(wide.entries[0].evidence[1].endsWith(QChar(0x2026)));
    }
    void aLongReasonTakesASecondLine()
    {
        auto e = entry(1000, QStringLiteral("a"));
        const auto one = widgets::layoutThread({e}, {}, 322, widgets::Theme::current(), true);
        e.reason = QStringLiteral("passes through checkout and payment in eu-west");
        const auto two = widgets::layoutThread({e}, {}, 322, widgets::Theme::current(), true);
        QCOMPARE(two.entries[0].reason.size(), 2);
        QCOMPARE(two.entries[0].reason.join(u' '), e.reason);
        QVERIFY(two.height > one.height);
    }
    void findsTheEntryAtAHeight()
    {
        const auto l = widgets::layoutThread({entry(1000, QStringLiteral("a")), entry(1001, QStringLiteral("b"))}, {},
                                             322, widgets::Theme::current(), true);
        QCOMPARE(l.entryAt(l.entries[0].height - 1), 0);
        QCOMPARE(l.entryAt(l.entries[0].height + 1), 1);
        QCOMPARE(l.entryAt(l.height + 5), -1);
    }
    void selectsByKeyboard()
    {
        auto thread = std::make_shared<signals::Thread>();
        thread->subject = signals::Subject::ofService(QStringLiteral("checkout"));
        thread->entries = {entry(1000, QStringLiteral("a")), entry(1001, QStringLiteral("b"))};
        thread->nowNs = 2000 * base::nsPerSecond;
        widgets::ThreadView view;
        view.resize(322, 500);
        view.setThread(thread);
        QSignalSpy selected(&view, &widgets::ThreadView::entrySelected);
        QTest::keyClick(&view, Qt::Key_J);
        QTest::keyClick(&view, Qt::Key_J);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(selected.count(), 1);
        QCOMPARE(view.currentEntry(), 1);
        QVERIFY(view.asText().contains(QStringLiteral("b (same service)")));
    }

    void aSilentSourceIsNotToldAsNothingHappened()
    {
        signals::Thread thread;
        thread.subject = signals::Subject::ofService(QStringLiteral("checkout"));
        thread.subject.title = QStringLiteral("checkout");
        thread.settled = false;
        QCOMPARE(widgets::threadEmptyWords(thread).headline, QStringLiteral("Asking the sources"));
        thread.settled = true;
        QCOMPARE(widgets::threadEmptyWords(thread).headline, QStringLiteral("Nothing else happened to checkout"));
        thread.missing = {QStringLiteral("Logs: Loki refuses the connection"), QString(5000, u'x')};
        const auto words = widgets::threadEmptyWords(thread);
        QCOMPARE(words.headline, QStringLiteral("What happened to checkout is not known"));
        QVERIFY(words.detail.contains(QStringLiteral("\nLogs: Loki refuses the connection\n")));
        QVERIFY(words.detail.size() < 1000);
    }
};

QTEST_MAIN(ThreadLayoutTest)
#include "tst_threadlayout.moc"
