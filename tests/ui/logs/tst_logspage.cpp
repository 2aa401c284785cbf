// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logspage.h"

#include "tests/models/engine/fakelogsource.h"
#include "ui/logs/logbar.h"
#include "ui/logs/logvolumechart.h"
#include "ui/logs/patternstable.h"
#include "ui/logs/queryrow.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"
#include "widgets/loglist/loglist.h"

#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using signals::LogLevel;

namespace {

constexpr qint64 now = 1'700'003'600 * base::nsPerSecond;

struct World {
    support::FakeLogSource loki{u"eu"_s};
    sources::SourceSet set;
    base::ManualClock clock{now};
    async::Pools pools;
    std::unique_ptr<engine::LogSearch> search;
    std::unique_ptr<ui::WatchContext> context;
    std::unique_ptr<ui::LogsPage> page;
    explicit World(int lines, bool hasSource = true)
    {
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        for (int i = 0; i < lines; ++i) {
            signals::LogLine l;
            l.timeNs = now - (lines - i) * base::nsPerMs * 100;
            l.text = "{\"msg\":\"line " + std::to_string(i) + "\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}";
            l.stream = {{"service_name", "payment"}};
            l.level = i % 100 ? LogLevel::Info : LogLevel::Error;
            l.traceId = u"0af7651916cd43dd8448eb211c80319c"_s;
            loki.lines.push_back(std::move(l));
        }
        loki.labels = {{u"service_name"_s, {u"payment"_s, u"checkout"_s}}};
        if (hasSource)
            set.logs = {&loki};
        search = std::make_unique<engine::LogSearch>(set, nullptr, clock, pools);
        context = std::make_unique<ui::WatchContext>(clock);
        context->setRefreshEvery(0);
        page = std::make_unique<ui::LogsPage>(*search, *context);
        page->resize(1100, 760);
        page->show();
    }
    bool settled()
    {
        return QTest::qWaitFor([this] { return page->isSettled(); });
    }
    widgets::LogList &list() { return *page->findChild<widgets::LogList *>(); }
};

} // namespace

class TstLogsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksOnlyWhileItIsSeen()
    {
        World w(50);
        QVERIFY(w.loki.asked.empty());
        w.page->setActive(true);
        QVERIFY(w.settled());
        QCOMPARE(w.list().lines()->size(), std::size_t(50));
        w.page->setActive(false);
        const auto asked = w.loki.asked.size();
        w.context->refreshNow();
        QCOMPARE(w.loki.asked.size(), asked);
    }
    void selectedLinesAndTheVolumeGoToAnIncident()
    {
        World w(50);
        w.page->setActive(true);
        QVERIFY(w.settled());
        signals::Subject subject;
        signals::AttachedContent content;
        connect(w.context.get(), &ui::WatchContext::attachOwnRequested, this,
                [&](const signals::Subject &s, const signals::AttachedContent &c) {
                    subject = s;
                    content = c;
                });
        w.list().setFocus();
        w.list().goTo(10);
        QTest::keyClick(&w.list(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&w.list(), Qt::Key_A, Qt::AltModifier);
        QCOMPARE(subject.kind, signals::SubjectKind::LogLine);
        QCOMPARE(content.text.count(u'\n'), 1);
        QVERIFY(content.text.contains(u"line 10"_s) && content.text.contains(u"line 11"_s));
        QSignalSpy menu(&w.list(), &widgets::LogList::menuRequested);
        QContextMenuEvent press(QContextMenuEvent::Keyboard, QPoint(5, 5),
                                w.list().viewport()->mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(w.list().viewport(), &press);
        QCOMPARE(menu.count(), 1);
        auto *chart = w.page->findChild<widgets::ChartView *>();
        chart->setFocus();
        QTest::keyClick(chart, Qt::Key_A, Qt::AltModifier);
        QCOMPARE(subject.kind, signals::SubjectKind::Metric);
        QVERIFY(content.chart && !content.chart->lines.empty());
        QCOMPARE(content.text, subject.id);
    }
    void thePatternAndTheVolumeCanBeAskedWhetherTheyAreNormal()
    {
        World w(50);
        w.page->setActive(true);
        QVERIFY(w.page->showSubject(signals::Subject::ofService(u"payment"_s)));
        QVERIFY(w.settled());
        QSignalSpy normal(w.context.get(), &ui::WatchContext::normalRequested);
        auto *chart = w.page->findChild<widgets::ChartView *>();
        QTest::keyClick(chart, Qt::Key_N, Qt::AltModifier);
        QCOMPARE(normal.size(), 1);
        QCOMPARE(normal[0][0].value<signals::Subject>().kind, signals::SubjectKind::LogLine);
        QCOMPARE(normal[0][0].value<signals::Subject>().id, u"{service_name=\"payment\"}"_s);
        auto *patterns = w.page->findChild<ui::PatternsTable *>();
        engine::LogPatterns found;
        found.patterns = {{u"pool <_> exhausted \"now\" <_>"_s, 7, LogLevel::Error}};
        patterns->setPatterns(found);
        auto *table = patterns->findChild<QTableView *>();
        table->setCurrentIndex(table->model()->index(0, 0));
        const signals::Subject subject = w.context->selection();
        QCOMPARE(subject.kind, signals::SubjectKind::LogLine);
        QCOMPARE(subject.service, u"payment"_s);
        QCOMPARE(subject.id, u"{service_name=\"payment\"} |= \"exhausted \\\"now\\\"\""_s);
        QVERIFY(patterns->current());
    }
    void aServiceBecomesTheQuestion()
    {
        World w(50);
        w.page->setActive(true);
        QVERIFY(w.settled());
        QVERIFY(w.page->showSubject(signals::Subject::ofService(u"payment"_s)));
        QVERIFY(w.settled());
        QCOMPARE(w.loki.asked.back().expr, u"{service_name=\"payment\"}"_s);
        QVERIFY(!w.page->showSubject(signals::Subject{}));
    }
    void jumpsToALineFarBack()
    {
        World w(20'000);
        w.page->setActive(true);
        QVERIFY(w.settled());
        QCOMPARE(w.list().lines()->size(), std::size_t(5000));
        auto subject = signals::Subject::ofService(u"payment"_s);
        subject.kind = signals::SubjectKind::LogLine;
        subject.timeNs = w.loki.lines[1234].timeNs;
        QVERIFY(w.page->showSubject(subject));
        QVERIFY(w.settled());
        QVERIFY(w.list().currentLine());
        QCOMPARE(w.list().lines()->timeAt(*w.list().currentLine()), subject.timeNs);
    }
    void aMomentOutsideTheRangeMovesTheRange()
    {
        World w(10);
        w.page->setActive(true);
        QVERIFY(w.settled());
        auto subject = signals::Subject::ofService(u"payment"_s);
        subject.kind = signals::SubjectKind::LogLine;
        subject.timeNs = now - 5 * base::nsPerHour;
        w.page->showSubject(subject);
        QVERIFY(w.context->range().contains(subject.timeNs));
        QVERIFY(!w.context->timeSelection().live);
    }
    void theSelectedLineIsEverybodysSelection()
    {
        World w(50);
        w.page->setActive(true);
        QVERIFY(w.settled());
        w.list().goTo(7);
        QCOMPARE(w.context->selection().kind, signals::SubjectKind::LogLine);
        QCOMPARE(w.context->selection().service, u"payment"_s);
        QCOMPARE(w.context->selection().id, u"0af7651916cd43dd8448eb211c80319c"_s);
        QCOMPARE(w.context->selection().title, u"line 7"_s);
        QSignalSpy opened(w.context.get(), &ui::WatchContext::openRequested);
        Q_EMIT w.list().traceRequested(w.list().lines()->line(7));
        QCOMPARE(opened.at(0).at(0).value<signals::Subject>().kind, signals::SubjectKind::Trace);
    }
    void fieldsFilterTheQuestion()
    {
        World w(50);
        w.page->setActive(true);
        QVERIFY(w.settled());
        Q_EMIT w.list().filterRequested(u"service_name"_s, u"payment"_s, true, false);
        QVERIFY(w.settled());
        QCOMPARE(w.loki.asked.back().expr, u"{service_name=\"payment\"}"_s);
        Q_EMIT w.list().filterRequested(u"attempt"_s, u"2"_s, false, true);
        QVERIFY(w.settled());
        QVERIFY(w.loki.asked.back().expr.endsWith(u"| attempt!=\"2\""_s));
        // Typed LogQL is never thrown away.
        auto *query = w.page->findChild<ui::QueryRow *>();
        query->setLogQl(u"{a=\"b\"} |= \"x\""_s);
        Q_EMIT w.list().filterRequested(u"pod"_s, u"p-1"_s, true, false);
        QVERIFY(w.settled());
        QCOMPARE(w.loki.asked.back().expr, u"{a=\"b\"} |= \"x\" | pod=\"p-1\""_s);
    }
    void contextIsShownAndLeft()
    {
        World w(500);
        w.page->setActive(true);
        QVERIFY(w.settled());
        Q_EMIT w.list().contextRequested(w.list().lines()->line(250));
        QTRY_COMPARE(w.list().lines()->size(), std::size_t(101));
        QCOMPARE(w.list().currentLine(), std::optional<std::size_t>(50));
        Q_EMIT w.page->findChild<ui::LogBar *>()->backRequested();
        QCOMPARE(w.list().lines()->size(), std::size_t(500));
        QCOMPARE(w.list().currentLine(), std::optional<std::size_t>(250));
    }
    void scrollingUpPausesTheTail()
    {
        World w(500);
        w.page->setActive(true);
        QVERIFY(w.settled());
        auto *bar = w.page->findChild<ui::LogBar *>();
        Q_EMIT bar->liveToggled(true);
        QTRY_VERIFY(w.search->snapshot()->tail.isOn);
        w.list().goTo(3);
        QTRY_VERIFY(w.search->snapshot()->tail.isPaused);
        w.list().goToEnd();
        QTRY_VERIFY(!w.search->snapshot()->tail.isPaused);
        Q_EMIT bar->liveToggled(false);
        QTRY_VERIFY(!w.search->snapshot()->tail.isOn);
    }
    void errorsStandAtTheBottomOfTheBars()
    {
        signals::LogVolume volume;
        volume.stepNs = base::nsPerMinute;
        volume.buckets.resize(3);
        volume.buckets[1].at(static_cast<std::size_t>(LogLevel::Info)) = 10;
        volume.buckets[1].at(static_cast<std::size_t>(LogLevel::Fatal)) = 2;
        volume.buckets[2].at(static_cast<std::size_t>(LogLevel::Error)) = 1;
        const auto data = ui::volumeChart(volume);
        QCOMPARE(data->series.size(), std::size_t(2));
        QCOMPARE(data->series[0].key, u"error"_s);
        QCOMPARE(data->series[0].samples->values, (std::vector<double>{0, 2, 1}));
        QCOMPARE(data->series[1].key, u"info"_s);
    }
    void saysWhatTheTailDoes()
    {
        engine::TailState tail;
        QCOMPARE(ui::tailWords(tail), QString());
        tail.isOn = tail.isConnected = tail.isPaused = true;
        tail.newLines = 214;
        tail.dropped = 12;
        QCOMPARE(ui::tailWords(tail), u"Paused, 214 new lines, 12 dropped by the server"_s);
        QCOMPARE(ui::fixedPart(u"psp <_> pool acquire waited <_> inUse=<_>"_s), u"pool acquire waited"_s);
    }
    void withoutSourcesItSaysSo()
    {
        World w(0, false);
        w.page->setActive(true);
        QVERIFY(w.page->isSettled());
        static_cast<void>(w.page->grab());
    }
};

QTEST_MAIN(TstLogsPage)
#include "tst_logspage.moc"
