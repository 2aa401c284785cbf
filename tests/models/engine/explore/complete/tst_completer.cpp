// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/complete/completer.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/support/failonwarning.h"

#include <algorithm>

using namespace wf;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

namespace {
struct Fixture {
    Fixture() : set{{&source}, {}, {}, {}}, catalog(set, clock, pools), completer(catalog, pools) {}
    void know(const QStringList &names)
    {
        catalog.refresh();
        FakeMetricSource::answer(source.labelQuestions, names);
        FakeMetricSource::answer(source.metadataQuestions, std::vector<signals::MetricInfo>{
                                                               {u"wait_seconds_total"_s, signals::MetricType::Counter,
                                                                u"How long"_s, u"seconds"_s}});
    }
    void complete(QString text, bool isForced = false)
    {
        const int caret = static_cast<int>(text.indexOf(u'|'));
        answers.clear();
        completer.complete(text.remove(caret, 1), caret, isForced,
                           [this](const signals::Completion &completion) { answers.push_back(completion); });
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList out;
        for (const auto &proposal : answers.back().proposals)
            out << proposal.name;
        return out;
    }
    FakeMetricSource source{u"eu"_s};
    sources::SourceSet set;
    base::ManualClock clock{1'700'000'000LL * base::nsPerSecond};
    async::Pools pools;
    engine::MetricCatalog catalog;
    engine::Completer completer;
    std::vector<signals::Completion> answers;
};
} // namespace

class TestCompleter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aFieldOfOneMetricIsOfferedNamesAlone()
    {
        Fixture f;
        f.know({u"wait_seconds_total"_s, u"sum"_s, u"http.server.duration"_s});
        QTRY_VERIFY(!f.catalog.isAsking());
        const auto ask = [&f](const QString &typed) {
            f.answers.clear();
            f.completer.completeMetric(typed, false, [&f](const auto &completion) { f.answers.push_back(completion); });
        };
        ask(u"su"_s);
        QTRY_COMPARE(f.answers.size(), 1U);
        QCOMPARE(f.names().first(), u"sum"_s); // the metric; no function
        QVERIFY(!f.names().contains(u"sum_over_time"_s));
        ask(u"http.serv"_s);
        QTRY_COMPARE(f.answers.size(), 1U);
        QCOMPARE(f.answers[0].proposals[0].text, u"http.server.duration"_s); // not as a selector
        QCOMPARE(f.answers[0].length, 9);                                    // all of it is replaced
    }

    void metricsComeWithWhatIsToldOfThem()
    {
        Fixture f;
        f.know({u"wait_seconds_total"_s, u"waiters"_s, u"up"_s});
        QTRY_VERIFY(!f.catalog.isAsking());
        f.complete(u"sum(wai|)"_s);
        QTRY_COMPARE(f.answers.size(), 1U);
        QCOMPARE(f.names(), (QStringList{u"waiters"_s, u"wait_seconds_total"_s}));
        const auto &proposal = f.answers[0].proposals[1];
        QCOMPARE(proposal.note, u"counter"_s);
        QCOMPARE(proposal.doc, u"How long"_s);
        QCOMPARE(proposal.matched, (std::vector<int>{0, 1, 2}));
        QVERIFY(f.answers[0].isComplete);
    }

    void functionsBringTheirParentheses()
    {
        Fixture f;
        f.know({u"up"_s});
        QTRY_VERIFY(!f.catalog.isAsking());
        f.complete(u"hist|"_s);
        QTRY_VERIFY(!f.answers.empty());
        const auto &all = f.answers[0].proposals;
        const auto quantile = std::ranges::find(all, u"histogram_quantile"_s, &signals::Proposal::name);
        QVERIFY(quantile != all.end());
        QCOMPARE(quantile->text, u"histogram_quantile()"_s);
        QCOMPARE(quantile->caret, static_cast<int>(quantile->text.size()) - 1);
        QVERIFY(!quantile->doc.isEmpty());
        f.complete(u"hist|(x)"_s);
        QTRY_VERIFY(!f.answers.empty());
        QVERIFY(!f.answers[0].proposals[0].text.contains(u'('));
    }

    void labelsFollowOnceTheSourceHasSaidThem()
    {
        Fixture f;
        f.complete(u"x{re|"_s);
        QTRY_COMPARE(f.answers.size(), 1U); // at once: nothing is known yet, and that is said
        QVERIFY(!f.answers[0].isComplete);
        QCOMPARE(f.answers[0].waitingFor, u"labels of x"_s);
        FakeMetricSource::answer(
            f.source.seriesQuestions,
            std::vector<base::Labels>{{{"__name__", "x"}, {"region", "eu-west"}, {"reason", "a"}},
                                      {{"__name__", "x"}, {"region", "us-east"}, {"reason", "a"}}});
        QTRY_COMPARE(f.answers.size(), 2U);
        QVERIFY(f.answers[1].isComplete);
        QCOMPARE(f.names(), (QStringList{u"region"_s, u"reason"_s}));
        const auto &region = f.answers[1].proposals[0];
        QCOMPARE(region.note, u"2 values"_s);
        QCOMPARE(region.doc, u"Label on all 2 series."_s);
        QCOMPARE(region.text, u"region=\"\""_s);
        QCOMPARE(region.caret, 8);
        QCOMPARE(region.facts[0].name, u"eu-west"_s);
    }

    void valuesAreEscapedAndCounted()
    {
        Fixture f;
        f.complete(u"x{path=~\"a|"_s);
        QTRY_COMPARE(f.answers.size(), 1U);
        FakeMetricSource::answer(f.source.seriesQuestions,
                                 std::vector<base::Labels>{{{"__name__", "x"}, {"path", "a.b\"c"}}});
        QTRY_COMPARE(f.answers.size(), 2U);
        QCOMPARE(f.names(), QStringList{u"a.b\"c"_s});
        QCOMPARE(f.answers[1].proposals[0].text, u"a\\\\.b\\\"c"_s);
        QCOMPARE(f.answers[1].proposals[0].note, u"1 series"_s);
    }

    void theNewestQuestionWins()
    {
        Fixture f;
        f.know({u"alpha"_s, u"beta"_s});
        QTRY_VERIFY(!f.catalog.isAsking());
        std::vector<QString> order;
        for (const char *text : {"al", "alp", "bet"})
            f.completer.complete(
                QString::fromUtf8(text), static_cast<int>(qstrlen(text)), false,
                [&order, text](const signals::Completion &) { order.push_back(QString::fromUtf8(text)); });
        QTRY_VERIFY(!order.empty());
        f.complete(u"alpha|"_s); // a round later: nothing else has come
        QTRY_VERIFY(!f.answers.empty());
        QCOMPARE(order, std::vector<QString>{u"bet"_s});
    }

    void nothingIsProposedUnaskedWhereNothingWasTyped()
    {
        Fixture f;
        f.know({u"alpha"_s});
        QTRY_VERIFY(!f.catalog.isAsking());
        f.complete(u"alpha |"_s);
        QTRY_VERIFY(!f.answers.empty());
        QVERIFY(f.answers[0].proposals.empty());
        f.complete(u"alpha |"_s, true);
        QTRY_VERIFY(!f.answers.empty());
        QVERIFY(f.names().contains(u"offset"_s));
    }

    void durationsSayWhatIsTooShort()
    {
        Fixture f;
        f.completer.setScrapeInterval(60 * base::nsPerSecond);
        f.complete(u"rate(x[|])"_s);
        QTRY_VERIFY(!f.answers.empty());
        QCOMPARE(f.answers[0].proposals[0].name, u"$__rate_interval"_s);
        const auto &all = f.answers[0].proposals;
        QCOMPARE(std::ranges::find(all, u"1m"_s, &signals::Proposal::name)->note, u"too short"_s);
        QCOMPARE(std::ranges::find(all, u"5m"_s, &signals::Proposal::name)->note, QString());
    }
};

QTEST_GUILESS_MAIN(TestCompleter)
#include "tst_completer.moc"
