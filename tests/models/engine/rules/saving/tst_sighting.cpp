// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/savedrules.h"
#include "tests/support/failonwarning.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::RuleSeen;

namespace {

const QByteArray text = "groups:\n- name: g\n  rules:\n"
                        "  - alert: A\n    expr: up==0\n    for: 1m\n"
                        "  - record: r\n    expr: sum(up)\n";

engine::RuleDraft draftOf(const std::string &name, signals::RuleKind kind = signals::RuleKind::Alerting)
{
    engine::RuleDraft out;
    out.before.home.sourceName = u"Prometheus"_s;
    out.text = text;
    if (!name.empty())
        out.spot = {"g", kind, name, 0};
    return out;
}

signals::Rule evaluated(const QString &name, const QString &expr, const QString &health, qint64 forNs = 0)
{
    signals::Rule out;
    out.kind = name == u"r"_s ? signals::RuleKind::Recording : signals::RuleKind::Alerting;
    out.name = name;
    out.group = u"g"_s;
    out.query = expr;
    out.health = health;
    out.forNs = forNs;
    return out;
}

} // namespace

class TestSighting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void oneRule()
    {
        const qint64 minute = base::nsPerMinute;
        const auto seen = [](const signals::Rule &rule) { return sightingOf(draftOf("A"), {rule}).seen; };
        QCOMPARE(seen(evaluated(u"A"_s, u"up == 0"_s, u"ok"_s, minute)), RuleSeen::Fine);
        QCOMPARE(seen(evaluated(u"A"_s, u"up == 0"_s, u"unknown"_s, minute)), RuleSeen::Waiting);
        QCOMPARE(seen(evaluated(u"A"_s, u"up == 0"_s, u"err"_s, minute)), RuleSeen::Failing);
        QCOMPARE(seen(evaluated(u"A"_s, u"up == 1"_s, u"ok"_s, minute)), RuleSeen::Missing);
        QCOMPARE(seen(evaluated(u"A"_s, u"up == 0"_s, u"ok"_s, 2 * minute)), RuleSeen::Missing);
        QCOMPARE(seen(evaluated(u"B"_s, u"up == 0"_s, u"ok"_s, minute)), RuleSeen::Missing);
    }

    void theWorstOfAWholeText()
    {
        const auto a = evaluated(u"A"_s, u"up == 0"_s, u"ok"_s, base::nsPerMinute);
        auto r = evaluated(u"r"_s, u"sum(up)"_s, u"ok"_s);
        QCOMPARE(sightingOf(draftOf({}), {a, r}).seen, RuleSeen::Fine);
        r.health = u"err"_s;
        r.lastError = u"many-to-many"_s;
        const auto failing = sightingOf(draftOf({}), {a, r});
        QCOMPARE(failing.seen, RuleSeen::Failing);
        QCOMPARE(failing.detail, u"many-to-many"_s);
        QCOMPARE(sightingOf(draftOf({}), {a}).seen, RuleSeen::Missing);
    }

    void whatWasToGo()
    {
        auto draft = draftOf("A");
        draft.removesRule = true;
        draft.before.text = text;
        draft.text = "groups: []";
        const auto a = evaluated(u"A"_s, u"up == 0"_s, u"ok"_s, base::nsPerMinute);
        QCOMPARE(sightingOf(draft, {a}).seen, RuleSeen::Missing);
        QVERIFY(sightingOf(draft, {}).isFine());
    }

    void behindARulerTheNamespaceCounts()
    {
        auto draft = draftOf("A");
        draft.before.home.kind = engine::RuleHomeKind::Ruler;
        draft.before.home.nameSpace = u"payments"_s;
        auto a = evaluated(u"A"_s, u"up == 0"_s, u"ok"_s, base::nsPerMinute);
        a.file = u"other"_s;
        QCOMPARE(sightingOf(draft, {a}).seen, RuleSeen::Missing);
        a.file = u"payments"_s;
        QCOMPARE(sightingOf(draft, {a}).seen, RuleSeen::Fine);
    }
};

QTEST_GUILESS_MAIN(TestSighting)
#include "tst_sighting.moc"
