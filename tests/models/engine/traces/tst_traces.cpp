// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/traces/summaryjson.h"
#include "models/engine/traces/traceloader.h"
#include "models/engine/traces/tracesearch.h"
#include "models/store/store.h"
#include "tests/models/engine/faketracesource.h"
#include "tests/models/store/asking.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

signals::TraceSummary summary(const QString &id, qint64 startNs)
{
    signals::TraceSummary s;
    s.traceId = id;
    s.rootService = u"gateway"_s;
    s.rootOperation = u"POST /checkout"_s;
    s.startNs = startNs;
    s.durationNs = 6'010'000'001;
    s.spanCount = 19;
    s.errorCount = 5;
    s.services = {{u"gateway"_s, 2, 1}, {u"payment"_s, 17, 4}};
    s.rootTags = {{"http.status_code", "504"}};
    return s;
}

sources::TraceQuery asking(const QString &service, base::TimeRange range = {}, int limit = 20)
{
    sources::TraceQuery q;
    q.service = service;
    q.range = range;
    q.limit = limit;
    return q;
}

signals::TraceAnswer answer(std::vector<signals::TraceSummary> traces)
{
    return {std::move(traces), {}};
}

QString idsOf(const engine::TraceSearch &search)
{
    QStringList ids;
    for (const auto &hit : search.snapshot()->hits)
        ids << hit.summary.traceId;
    return ids.join(u' ');
}

base::Error down()
{
    return base::makeError(base::ErrorKind::Unreachable, u"Jaeger does not answer"_s);
}

signals::TracePtr traceAt(const QString &id, qint64 startNs)
{
    auto t = std::make_shared<signals::Trace>();
    t->traceId = id;
    t->processes.push_back({u"payment"_s, {}});
    signals::Span root, wait;
    root.spanId = u"a"_s;
    root.operation = u"POST /authorise"_s;
    root.startNs = startNs;
    root.durationNs = base::nsPerSecond;
    root.error = true;
    wait.spanId = u"b"_s;
    wait.parentSpanId = u"a"_s;
    wait.operation = u"pool.acquire"_s;
    wait.startNs = startNs + 1000;
    wait.durationNs = base::nsPerSecond / 2;
    wait.warnings << u"clock skew adjustment disabled; not applying calculated delta of 3ms"_s;
    t->spans = {root, wait};
    signals::arrange(*t);
    return t;
}

} // namespace

class TracesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock.set(support::instant("2026-05-14T02:14:07Z"));
        m_store = std::make_unique<store::Store>(test::quietOptions(m_dir->path() + u"/state"_s), m_clock);
        m_set.traces = {&m_west, &m_east};
        for (auto *source : {&m_west, &m_east}) {
            source->searches.clear();
            source->traces.clear();
            source->serviceLists.clear();
            source->operationLists.clear();
        }
    }
    void cleanup() { m_store.reset(); }

    void sourcesAreAskedForWholeTracesThatMeetTheCondition()
    {
        engine::TraceSearch search(m_set, nullptr, m_clock);
        search.search(asking(u"payment"_s), u"error  under payment"_s);
        QCOMPARE(search.snapshot()->condition, u"error under \"payment\""_s);
        const auto matches = m_west.searches[0].question.matches;
        QVERIFY(matches);
        QVERIFY(matches(*traceAt(u"a"_s, 10)));
        search.search(asking(u"payment"_s), u"payment calls bank"_s);
        QVERIFY(!m_west.searches.back().question.matches(*traceAt(u"a"_s, 10)));
        search.search(asking(u"payment"_s));
        QVERIFY(!m_west.searches.back().question.matches);
        QVERIFY(search.snapshot()->condition.isEmpty());
    }

    void aConditionThatCannotBeUnderstoodIsAskedNobody()
    {
        engine::TraceSearch search(m_set, nullptr, m_clock);
        search.search(asking(u"payment"_s), u"payment calls"_s);
        QVERIFY(m_west.searches.empty());
        QVERIFY(!search.snapshot()->busy);
        QVERIFY(search.snapshot()->error);
        QVERIFY(search.snapshot()->error->summary.contains(u"At character 14"_s));
    }

    void answersToAConditionAreKeptApart()
    {
        engine::TraceSearch search(m_set, m_store.get(), m_clock);
        search.search(asking(u"payment"_s), u"spans > 1"_s);
        QVERIFY(m_west.searches[0].answer(answer({summary(u"a"_s, 10)})));
        QVERIFY(m_east.searches[0].answer(answer({})));
        search.search(asking(u"payment"_s));
        QVERIFY(m_west.searches.back().answer(down()));
        QVERIFY(m_east.searches.back().answer(answer({})));
        QTRY_VERIFY(!search.snapshot()->busy);
        QVERIFY(search.snapshot()->hits.empty()); // what was found under a condition answers no other question
        search.search(asking(u"payment"_s), u"spans > 1"_s);
        QVERIFY(m_west.searches.back().answer(down()));
        QVERIFY(m_east.searches.back().answer(answer({})));
        QTRY_COMPARE(idsOf(search), u"a"_s);
    }

    void mergesAllSourcesNewestFirst()
    {
        engine::TraceSearch search(m_set, nullptr, m_clock);
        search.search(asking(u"gateway"_s, {}, 3));
        QVERIFY(search.snapshot()->busy);
        QVERIFY(m_west.searches[0].answer(answer({summary(u"c"_s, 30), summary(u"a"_s, 10)})));
        QVERIFY(search.snapshot()->busy);
        QVERIFY(m_east.searches[0].answer(answer({summary(u"d"_s, 40), summary(u"c"_s, 30), summary(u"b"_s, 20)})));
        QVERIFY(!search.snapshot()->busy);
        QCOMPARE(idsOf(search), u"d c b"_s);
        QVERIFY(search.snapshot()->completeness.truncated);
        QCOMPARE(search.snapshot()->hits[0].source, u"east"_s);
    }
    void aNewSearchTakesThePlaceOfTheRunningOne()
    {
        engine::TraceSearch search(m_set, nullptr, m_clock);
        search.search(asking(u"gateway"_s));
        search.search(asking(u"payment"_s));
        QVERIFY(!m_west.searches[0].answer(answer({summary(u"old"_s, 1)})));
        QVERIFY(m_west.searches[1].answer(answer({summary(u"new"_s, 2)})));
        QCOMPARE(idsOf(search), u"new"_s);
        QCOMPARE(search.snapshot()->query.service, u"payment"_s);
    }
    void saysWhichPartIsMissingWhenOneSourceFails()
    {
        engine::TraceSearch search(m_set, nullptr, m_clock);
        search.search({});
        m_west.searches[0].answer(down());
        m_east.searches[0].answer(answer({summary(u"a"_s, 1)}));
        QVERIFY(!search.snapshot()->error);
        QVERIFY(search.snapshot()->completeness.partial);
        QCOMPARE(search.snapshot()->completeness.notes, QStringList{u"Jaeger does not answer"_s});
    }
    void isAnErrorWhenNobodyAnswersAndNothingWasKept()
    {
        engine::TraceSearch search(m_set, m_store.get(), m_clock);
        search.search({});
        m_west.searches[0].answer(down());
        m_east.searches[0].answer(down());
        QTRY_VERIFY(!search.snapshot()->busy);
        QVERIFY(search.snapshot()->error);
        QCOMPARE(search.snapshot()->error->kind, base::ErrorKind::Unreachable);
    }
    void givesTheKeptAnswerWithItsAgeWhenTheSourceIsDown()
    {
        m_set.traces = {&m_west};
        const qint64 then = m_clock.nowNs();
        {
            engine::TraceSearch before(m_set, m_store.get(), m_clock);
            before.search(asking(u"gateway"_s, {0, 100}));
            m_west.searches[0].answer(answer({summary(u"a"_s, 7)}));
        }
        m_store.reset(); // the console is closed and opened an hour later
        m_store = std::make_unique<store::Store>(test::quietOptions(m_dir->path() + u"/state"_s), m_clock);
        m_clock.advance(base::nsPerHour);
        engine::TraceSearch search(m_set, m_store.get(), m_clock);
        search.search(asking(u"gateway"_s, {1000, 2000}));
        m_west.searches[1].answer(down());
        QTRY_VERIFY(!search.snapshot()->busy);
        QCOMPARE(idsOf(search), u"a"_s);
        QVERIFY(search.snapshot()->completeness.stale);
        QCOMPARE(search.snapshot()->completeness.asOfNs, then);
        const auto &kept = search.snapshot()->hits[0].summary;
        QCOMPARE(kept.durationNs, 6'010'000'001);
        QCOMPARE(kept.services.at(1).errors, 4);
        QCOMPARE(kept.rootTags.text("http.status_code"), u"504"_s);
    }
    void readsOnlyWhatIsWholeFromTheStore()
    {
        QVERIFY(engine::summariesFromJson(QJsonDocument::fromJson("[{\"start\":\"7\"}, 3, null]")).empty());
    }
    void listsServicesAndOperationsOfAllSources()
    {
        engine::TraceSearch search(m_set, nullptr, m_clock);
        QSignalSpy operations(&search, &engine::TraceSearch::operationsChanged);
        search.refreshServices();
        m_west.serviceLists[0].answer(QStringList{u"payment"_s, u"cart"_s});
        m_east.serviceLists[0].answer(QStringList{u"accounts"_s, u"cart"_s});
        QCOMPARE(search.services(), (QStringList{u"accounts"_s, u"cart"_s, u"payment"_s}));
        search.refreshOperations(u"cart"_s);
        m_west.operationLists[0].answer(QStringList{u"GET /cart/{id}"_s});
        QCOMPARE(operations.count(), 1);
        QCOMPARE(search.operations(u"cart"_s), QStringList{u"GET /cart/{id}"_s});
    }

    void loadsFromWhoeverKnowsTheTrace()
    {
        engine::TraceLoader loader(m_set, m_store.get(), m_clock, m_pools);
        loader.load(u"7F3A9C41D2E8B605"_s);
        const QString id = u"00000000000000007f3a9c41d2e8b605"_s;
        QTRY_COMPARE(m_east.traces.size(), std::size_t(1));
        QCOMPARE(m_east.traces[0].question, id);
        m_west.traces[0].answer(base::makeError(base::ErrorKind::NotFound, u"not there"_s));
        QVERIFY(loader.snapshot()->busy);
        m_east.traces[0].answer(traceAt(id, m_clock.nowNs() - base::nsPerHour));
        QTRY_VERIFY(loader.snapshot()->trace);
        const auto loaded = loader.snapshot();
        QCOMPARE(loaded->source, u"east"_s);
        QVERIFY(!loaded->busy && !loaded->error);
        QCOMPARE(loaded->criticalPath.size(), std::size_t(3));
        QCOMPARE(loaded->errorPath, std::vector<int>{0});
        QCOMPARE(loaded->waiting, (std::vector<char>{0, 1}));
        QCOMPARE(loaded->adjustedSpans, 1);
        QCOMPARE(loaded->clockNotes.size(), 1);
        // Whole and kept: no source is asked again.
        QTRY_VERIFY(isKept(u"east"_s, id));
        m_east.traces.clear();
        loader.load(id);
        QTRY_VERIFY(loader.snapshot()->trace);
        QVERIFY(m_east.traces.empty());
        QVERIFY(!loader.snapshot()->completeness.stale);
    }
    void whatLiesOnThisMachineAnywayIsNotKeptTwice()
    {
        m_east.setLocal();
        m_set.traces = {&m_east};
        const QString id = u"00000000000000007f3a9c41d2e8b605"_s;
        engine::TraceLoader loader(m_set, m_store.get(), m_clock, m_pools);
        for (std::size_t i = 0; i < 2; ++i) {
            loader.load(id);
            QCOMPARE(m_east.traces.size(), i + 1); // at once, and each time
            m_east.traces[i].answer(traceAt(id, m_clock.nowNs() - base::nsPerHour));
            QTRY_VERIFY(loader.snapshot()->trace);
        }
        engine::TraceSearch search(m_set, m_store.get(), m_clock);
        search.search(asking(u"gateway"_s, {0, 100}));
        m_east.searches[0].answer(answer({summary(u"a"_s, 7)}));
        QTRY_VERIFY(!search.snapshot()->busy);
        search.search(asking(u"gateway"_s, {0, 100}));
        m_east.searches[1].answer(down());
        QTRY_VERIFY(!search.snapshot()->busy);
        QVERIFY(search.snapshot()->error); // nothing was kept that could answer
        QVERIFY(!isKept(u"east"_s, id));
    }
    void asksAgainForATraceThatWasStillGrowing()
    {
        m_set.traces = {&m_west};
        const QString id = engine::normalTraceId(u"abc"_s);
        m_store->traces().put(u"west"_s, traceAt(id, m_clock.nowNs() - 5 * base::nsPerSecond));
        QTRY_VERIFY(isKept(u"west"_s, id));
        engine::TraceLoader loader(m_set, m_store.get(), m_clock, m_pools);
        loader.load(id);
        QTRY_VERIFY(loader.snapshot()->trace);
        QTRY_COMPARE(m_west.traces.size(), std::size_t(1));
        QVERIFY(loader.snapshot()->completeness.stale);
        m_west.traces[0].answer(down());
        QVERIFY(!loader.snapshot()->busy);
        QVERIFY(loader.snapshot()->trace && !loader.snapshot()->error);
        QCOMPARE(loader.snapshot()->completeness.notes, QStringList{u"Jaeger does not answer"_s});
    }
    void saysWhyATraceCannotBeShown()
    {
        m_set.traces = {&m_west};
        engine::TraceLoader loader(m_set, nullptr, m_clock, m_pools);
        loader.load(u"<b>nonsense</b>"_s);
        QCOMPARE(loader.snapshot()->error->kind, base::ErrorKind::Invalid);
        QVERIFY(m_west.traces.empty());
        loader.load(u"abc"_s);
        m_west.traces[0].answer(base::makeError(base::ErrorKind::NotFound, u"not there"_s));
        QCOMPARE(loader.snapshot()->error->kind, base::ErrorKind::NotFound);
        QVERIFY(!loader.snapshot()->busy);
    }

private:
    // Writes are carried out beside reads.
    bool isKept(const QString &source, const QString &id)
    {
        const auto kept = test::ask<store::CachedTrace>(
            [&](auto reply) { return m_store->traces().read(source, id, std::move(reply)); });
        return kept && kept->trace;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    base::ManualClock m_clock{0};
    async::Pools m_pools;
    support::FakeTraceSource m_west{u"west"_s};
    support::FakeTraceSource m_east{u"east"_s};
    sources::SourceSet m_set;
    std::unique_ptr<store::Store> m_store;
};

QTEST_GUILESS_MAIN(TracesTest)
#include "tst_traces.moc"
