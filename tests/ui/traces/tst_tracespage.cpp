// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomaliessnapshot.h"
#include "tests/models/engine/faketracesource.h"
#include "tests/support/fakeclock.h"
#include "ui/base/flattable.h"
#include "ui/traces/factlist.h"
#include "ui/traces/tracedifference.h"
#include "ui/traces/tracefacts.h"
#include "ui/traces/tracelist.h"
#include "ui/traces/tracequerytext.h"
#include "ui/traces/tracespage.h"
#include "widgets/base/theme.h"
#include "widgets/waterfall/waterfallview.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const QString traceId = u"00000000000000007f3a9c41d2e8b605"_s;

signals::TracePtr checkout(qint64 startNs)
{
    auto t = std::make_shared<signals::Trace>();
    t->traceId = traceId;
    t->processes = {{u"gateway"_s, {{"cloud.region", "eu-west"}}},
                    {u"payment"_s, {{"service.instance.id", "payment-7d9f"}}}};
    const auto add = [&](const QString &id, const QString &parent, int process, const QString &operation, qint64 fromMs,
                         qint64 toMs, bool error) {
        signals::Span s;
        s.spanId = id;
        s.parentSpanId = parent;
        s.process = process;
        s.operation = operation;
        s.startNs = startNs + fromMs * base::nsPerMs;
        s.durationNs = (toMs - fromMs) * base::nsPerMs;
        s.error = error;
        s.tags = {{"psp", "<b>northpay</b>"}, {"pool.max", "4"}};
        t->spans.push_back(s);
    };
    add(u"a1"_s, {}, 0, u"POST /checkout"_s, 0, 6010, true);
    add(u"b2"_s, u"a1"_s, 1, u"psp.pool.acquire"_s, 441, 4461, false);
    t->spans[1].warnings << u"clock skew adjustment of 3ms"_s;
    t->spans[1].events = {{{t->spans[1].startNs + 4021 * base::nsPerMs,
                            {{"event", "acquired after long wait"}, {"exception.type", "Timeout"}}}}};
    signals::arrange(*t);
    return t;
}

signals::TraceAnswer found(qint64 nowNs)
{
    signals::TraceAnswer a;
    for (int i = 0; i < 3; ++i) {
        signals::TraceSummary s;
        s.traceId = i ? QString::number(i) : traceId;
        s.rootService = u"gateway"_s;
        s.rootOperation = u"POST /checkout"_s;
        s.startNs = nowNs - (i + 1) * base::nsPerMinute;
        s.durationNs = (i + 1) * base::nsPerSecond;
        s.errorCount = i == 0;
        s.spanCount = 19;
        a.traces.push_back(s);
    }
    return a;
}

} // namespace

class TracesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init()
    {
        m_source = std::make_unique<support::FakeTraceSource>(u"jaeger"_s);
        m_set.traces = {m_source.get()};
        m_search = std::make_unique<engine::TraceSearch>(m_set, nullptr, m_clock);
        m_loader = std::make_unique<engine::TraceLoader>(m_set, nullptr, m_clock, m_pools);
        m_context = std::make_unique<ui::WatchContext>(m_clock);
        m_page = std::make_unique<ui::TracesPage>(*m_search, *m_loader, m_colors, *m_context);
        m_page->resize(1000, 760);
        m_page->show();
    }
    void cleanup()
    {
        m_page.reset();
        m_context.reset();
        m_loader.reset();
        m_search.reset();
    }

    void theTimeInWhichAServiceWasNotAsUsualIsMarked()
    {
        m_page->setActive(true);
        sources::TraceQuery query;
        query.service = u"gateway"_s;
        query.range = m_context->range();
        m_search->search(query);
        m_source->searches.back().answer(found(m_clock.nowNs()));
        auto of = std::make_shared<engine::WatchedIdentity>();
        of->question = std::make_shared<engine::WatchQuestion>();
        of->subject.service = u"gateway"_s;
        auto run = std::make_shared<engine::AnomalyRun>();
        run->of = of;
        run->startNs = m_clock.nowNs() - 10 * base::nsPerMinute;
        auto anomalies = std::make_shared<engine::AnomaliesSnapshot>();
        anomalies->active = {run};
        const auto &scatter = m_page->findChild<ui::TraceList *>()->scatter();
        QVERIFY(scatter.unusual().empty());
        m_context->setAnomalies(anomalies);
        QTRY_COMPARE(scatter.unusual().size(), std::size_t{1});
        QCOMPARE(scatter.unusual()[0].startNs, run->startNs);
        query.service = u"cart"_s;
        m_search->search(query);
        m_source->searches.back().answer(found(m_clock.nowNs()));
        QVERIFY(scatter.unusual().empty());
    }
    void searchesWhenItBecomesVisible()
    {
        QVERIFY(!m_page->isSettled());
        m_page->setActive(true);
        QCOMPARE(m_source->searches.size(), std::size_t(1));
        QCOMPARE(m_source->searches[0].question.range, m_context->range());
        m_source->searches[0].answer(found(m_clock.nowNs()));
        QVERIFY(m_page->isSettled());
        QCOMPARE(m_page->findChild<ui::TraceList *>()->shownRows(), 3);
        m_page->setActive(false);
        m_page->setActive(true); // young enough
        QCOMPARE(m_source->searches.size(), std::size_t(1));
    }
    void selectsAndOpensATraceAndComesBackWithEsc()
    {
        m_page->setActive(true);
        m_source->searches[0].answer(found(m_clock.nowNs()));
        auto *table = m_page->findChild<ui::FlatTable *>();
        table->setCurrentIndex(table->model()->index(0, 0));
        QCOMPARE(m_context->selection().kind, signals::SubjectKind::Trace);
        QCOMPARE(m_context->selection().id, traceId);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(m_source->traces.size(), std::size_t(1));
        QVERIFY(!m_page->isSettled());
        m_source->traces[0].answer(checkout(m_clock.nowNs() - base::nsPerHour));
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(m_context->selection().kind,
                 signals::SubjectKind::Trace); // showing a span by itself is not selecting it
        auto *waterfall = m_page->findChild<widgets::WaterfallView *>();
        QVERIFY(waterfall->isVisible());
        QCOMPARE(waterfall->rows().count(), 2);
        QCOMPARE(waterfall->currentSpan(), 0); // the failed one
        waterfall->setCurrentSpan(1);
        QCOMPARE(m_context->selection().kind, signals::SubjectKind::Span);
        QCOMPARE(m_context->selection().id, QString(traceId + u"/00000000000000b2"));
        QCOMPARE(m_context->selection().service, u"payment"_s);
        QCOMPARE(m_context->selection().instance, u"payment-7d9f"_s);
        m_page->screenActions().first()->trigger(); // Esc
        QVERIFY(!waterfall->isVisible());
        QVERIFY(table->isVisible());
    }
    void aTraceAndASpanGoToAnIncident()
    {
        m_page->setActive(true);
        m_source->searches[0].answer(found(m_clock.nowNs()));
        signals::Subject asked;
        connect(m_context.get(), &ui::WatchContext::attachOwnRequested, this,
                [&asked](const signals::Subject &subject) { asked = subject; });
        auto *table = m_page->findChild<ui::FlatTable *>();
        table->setCurrentIndex(table->model()->index(0, 0));
        for (QAction *action : m_page->screenActions())
            if (action->shortcut() == QKeySequence(Qt::ALT | Qt::Key_A))
                action->trigger();
        QCOMPARE(asked.kind, signals::SubjectKind::Trace);
        QCOMPARE(asked.id, traceId);
        QTest::keyClick(table, Qt::Key_Return);
        m_source->traces[0].answer(checkout(m_clock.nowNs() - base::nsPerHour));
        QTRY_VERIFY(m_page->isSettled());
        auto *waterfall = m_page->findChild<widgets::WaterfallView *>();
        QSignalSpy menu(waterfall, &widgets::WaterfallView::menuRequested);
        QContextMenuEvent press(QContextMenuEvent::Mouse, waterfall->rowRect(1).center(),
                                waterfall->viewport()->mapToGlobal(waterfall->rowRect(1).center()));
        QCoreApplication::sendEvent(waterfall->viewport(), &press);
        QCOMPARE(menu.count(), 1);
        QCOMPARE(waterfall->currentSpan(), 1); // the one under the pointer
        const auto *open = m_page->findChild<QMenu *>();
        QVERIFY(open);
        QStringList offered;
        for (const auto *action : open->actions())
            offered << action->text();
        QVERIFY2(offered.contains(u"Attach the trace or span to an incident…"_s), qPrintable(offered.join(u'\n')));
        for (auto *action : open->actions())
            if (action->text().startsWith(u"Attach"_s))
                action->trigger();
        QCOMPARE(asked.kind, signals::SubjectKind::Span);
        QCOMPARE(asked.service, u"payment"_s);
    }
    void opensASpanByItsSubject()
    {
        signals::Subject s;
        s.kind = signals::SubjectKind::Span;
        s.id = traceId + u"/00000000000000b2"_s;
        QVERIFY(m_page->showSubject(s));
        m_source->traces[0].answer(checkout(m_clock.nowNs() - base::nsPerHour));
        QTRY_COMPARE(m_page->findChild<widgets::WaterfallView *>()->currentSpan(), 1);
        const auto lists = m_page->findChildren<ui::FactList *>();
        QCOMPARE(lists.size(), 3);
        const auto tags = std::find_if(lists.begin(), lists.end(),
                                       [](const auto *list) { return list->accessibleName() == u"Tags"; });
        QVERIFY(tags != lists.end());
        QCOMPARE((*tags)->sections()[0].facts[1].value, u"<b>northpay</b>"_s);
        QVERIFY(!m_page->grab().isNull());
    }
    void fillsTheSearchFromASubject()
    {
        signals::Subject s = signals::Subject::ofService(u"payment"_s);
        s.operation = u"POST /authorise"_s;
        QVERIFY(m_page->showSubject(s));
        QCOMPARE(m_source->searches.back().question.service, u"payment"_s);
        QCOMPARE(m_source->searches.back().question.operation, u"POST /authorise"_s);
        QCOMPARE(m_source->operationLists.back().question, u"payment"_s);
        QVERIFY(!m_page->showSubject({}));
    }
    void showsEveryState()
    {
        m_page->setActive(true);
        QVERIFY(!m_page->grab().isNull()); // loading
        m_source->searches[0].answer(signals::TraceAnswer{});
        QVERIFY(!m_page->grab().isNull()); // empty
        m_page->showSubject(signals::Subject::ofService(u"payment"_s));
        m_source->searches[1].answer(base::makeError(base::ErrorKind::Unreachable, u"Jaeger does not answer"_s));
        QVERIFY(m_page->isSettled());
        QVERIFY(!m_page->grab().isNull()); // error
    }
    void asksForTheLogsOfTheTrace()
    {
        signals::Subject s;
        s.kind = signals::SubjectKind::Trace;
        s.id = traceId;
        m_page->showSubject(s);
        m_source->traces[0].answer(checkout(m_clock.nowNs() - base::nsPerHour));
        QTRY_VERIFY(m_page->isSettled());
        QSignalSpy logs(m_page.get(), &ui::TracesPage::logsOfTraceRequested);
        QSignalSpy opened(m_context.get(), &ui::WatchContext::openRequested);
        for (auto *button : m_page->findChildren<QAbstractButton *>())
            if (button->accessibleName() == u"Logs of this trace" ||
                button->accessibleName() == u"Metrics of this service")
                button->click();
        QCOMPARE(logs.count(), 1);
        QCOMPARE(logs[0][0].value<signals::Subject>().id, traceId);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].value<signals::Subject>().service, u"gateway"_s);
    }

    void readsTagsAsPeopleWriteThem()
    {
        const auto tags = ui::parseTags(u"error=true, http.route=\"/a b\"  x=1"_s);
        QVERIFY(tags.ok());
        QCOMPARE(tags->text("error"), u"true"_s);
        QCOMPARE(tags->text("http.route"), u"/a b"_s);
        QCOMPARE(tags->size(), std::size_t(3));
        QVERIFY(ui::parseTags({}).ok());
        for (const auto *wrong : {"error", "=x", "a=", "a=\"open", "two words=1"})
            QVERIFY2(!ui::parseTags(QString::fromLatin1(wrong)).ok(), wrong);
    }
    void readsDurationsOfSpans()
    {
        QCOMPARE(*ui::parseSpanDuration(u"60ms"_s), 60 * base::nsPerMs);
        QCOMPARE(*ui::parseSpanDuration(u" 1.5 s"_s), 1500 * base::nsPerMs);
        QCOMPARE(*ui::parseSpanDuration(u"250\u00b5s"_s), 250'000);
        QCOMPARE(*ui::parseSpanDuration(u"2min"_s), 2 * base::nsPerMinute);
        QCOMPARE(*ui::parseSpanDuration(u"5"_s), 5 * base::nsPerMs);
        QCOMPARE(*ui::parseSpanDuration({}), 0);
        QVERIFY(!ui::parseSpanDuration(u"soon"_s).ok());
        QVERIFY(!ui::parseSpanDuration(u"-1s"_s).ok());
    }
    void saysWhatSetsTheChosenTracesApart()
    {
        signals::TraceSummary slow, fast, other;
        slow.rootOperation = fast.rootOperation = other.rootOperation = u"POST /checkout"_s;
        slow.services = {{u"gateway"_s, 1, 0}, {u"payment"_s, 1, 0}};
        fast.services = {{u"gateway"_s, 1, 0}};
        other.services = slow.services;
        QCOMPARE(ui::differenceInWords({&slow}, {&fast, &fast, &other}), u"payment 100\u2009%, elsewhere 33\u2009%"_s);
        QVERIFY(ui::differenceInWords({&slow}, {&other}).isEmpty());
        QVERIFY(ui::differenceInWords({}, {&other}).isEmpty());
    }
    void namesTheErrorPathFromItsOrigin()
    {
        const auto trace = checkout(0);
        const auto section = ui::errorPathFacts(*trace, {1, 0});
        QCOMPARE(section.facts.size(), std::size_t(2));
        QCOMPARE(section.facts[0].name, u"payment"_s);
        QVERIFY(section.facts[0].warning && !section.facts[1].warning);
    }
    void saysWhereTheTimeWentAndWhatToDoubt()
    {
        engine::LoadedTrace loaded;
        loaded.trace = checkout(0);
        loaded.criticalPath = {{0, 0, 20}, {1, 20, 90}, {0, 90, 100}};
        QCOMPARE(ui::pathInWords(loaded), u"70\u2009% payment psp.pool.acquire, 30\u2009% gateway POST /checkout"_s);
        QVERIFY(ui::notesOf(loaded, 0).isEmpty());
        loaded.adjustedSpans = 1;
        loaded.clockNotes << u"clock skew adjustment of 3ms"_s;
        QVERIFY(ui::notesOf(loaded, 0).contains(u"clock skew adjustment of 3ms"_s));
        const auto events = ui::eventFacts(loaded.trace->spans[1]);
        QCOMPARE(events[0].facts[0].value, u"acquired after long wait"_s);
        QVERIFY(events[0].facts[1].warning);
        QCOMPARE(ui::processFacts(*loaded.trace, loaded.trace->spans[1])[0].facts[0].value,
                 u"clock skew adjustment of 3ms"_s);
        QCOMPARE(ui::spanById(*loaded.trace, u"nowhere"_s), -1);
    }

private:
    base::ManualClock m_clock = support::clockAt();
    async::Pools m_pools;
    std::unique_ptr<support::FakeTraceSource> m_source;
    sources::SourceSet m_set;
    widgets::SeriesColors m_colors;
    std::unique_ptr<engine::TraceSearch> m_search;
    std::unique_ptr<engine::TraceLoader> m_loader;
    std::unique_ptr<ui::WatchContext> m_context;
    std::unique_ptr<ui::TracesPage> m_page;
};

QTEST_MAIN(TracesPageTest)
#include "tst_tracespage.moc"
