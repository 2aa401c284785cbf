// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/library/ruleoffers.h"
#include "tests/support/failonwarning.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const engine::RuleOffer *offerOf(const std::vector<engine::RuleOffer> &offers, const char *name)
{
    for (const auto &one : offers)
        if (one.rule->entry.name.text == name)
            return &one;
    return nullptr;
}

engine::RuleAnswer evaluating(const QString &source, const QString &name, const QString &expr)
{
    engine::RuleAnswer out;
    out.source.id = out.source.name = source;
    signals::Rule rule;
    rule.name = name;
    rule.query = expr;
    rule.source = source;
    out.rules = {rule};
    return out;
}

} // namespace

class TestRuleOffers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void everyRuleSaysWhatItMeansAndWhatToDo()
    {
        int alerts = 0;
        for (const auto &rule : engine::libraryRules()) {
            if (rule.entry.kind != signals::RuleKind::Alerting)
                continue;
            ++alerts;
            QVERIFY2(!rule.summary.isEmpty() && !rule.means.isEmpty() && !rule.runbook.isEmpty(),
                     rule.entry.name.text.c_str());
        }
        QVERIFY2(alerts >= 60, qPrintable(QString::number(alerts)));
    }

    void whatTheSourceHasIsOffered()
    {
        const engine::RuleSnapshot none;
        const auto offers = engine::offersFor(none, {}, {u"pg_up"_s, u"pg_stat_activity_count"_s});
        QVERIFY(offerOf(offers, "PostgresDown")->isReady());
        const auto *half = offerOf(offers, "PostgresConnectionsHigh");
        QVERIFY(half && !half->isReady());
        QCOMPARE(half->missing, QStringList{u"pg_settings_max_connections"_s});
        QVERIFY(!offerOf(offers, "PostgresDeadlocks"));
        const auto firstOther = std::ranges::find_if(offers, [](const auto &one) { return !one.isReady(); });
        QVERIFY(std::none_of(firstOther, offers.end(), [](const auto &one) { return one.isReady(); }));
    }

    void whatIsEvaluatedAlreadyIsSaid()
    {
        const auto snapshot = engine::foldRules({evaluating(u"east"_s, u"DatabaseGone"_s, u"pg_up==0"_s)}, 1);
        const auto offers = engine::offersFor(*snapshot, u"east"_s, {u"pg_up"_s});
        const auto *offer = offerOf(offers, "PostgresDown");
        QVERIFY(offer && offer->present && !offer->isReady());
        QCOMPARE(offer->present->rule.name, u"DatabaseGone"_s);
        const auto west = engine::offersFor(*snapshot, u"west"_s, {u"pg_up"_s});
        QVERIFY(offerOf(west, "PostgresDown")->isReady());
        const auto named = engine::foldRules({evaluating(u"east"_s, u"PostgresDown"_s, u"pg_up < 1"_s)}, 1);
        const auto byName = engine::offersFor(*named, {}, {u"pg_up"_s});
        QVERIFY(offerOf(byName, "PostgresDown")->present);
    }
};

QTEST_GUILESS_MAIN(TestRuleOffers)
#include "tst_ruleoffers.moc"
