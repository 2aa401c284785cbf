// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/hearers/ownhearers.h"

#include "models/base/clock.h"
#include "models/base/duration.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

signals::Escalation escalation(const QString &name)
{
    signals::Escalation out;
    out.name = name;
    out.steps = {{0, {{{}, {}, u"primary"_s}}}, {10 * base::nsPerMinute, {{{}, u"Ines Carvalho"_s, {}}}}};
    return out;
}

wire::NotifySettings settings()
{
    auto burning = escalation(u"budget"_s);
    burning.onlyWithBurn = true;
    auto payments = escalation(u"payments"_s);
    payments.severities = {signals::Severity::Critical};
    payments.services = {u"pay*"_s};
    auto rest = escalation(u"rest"_s);
    rest.steps = {{0, {{u"chat"_s, {}, {}}, {u"mail"_s, {}, {}}}}};
    wire::NotifySettings out;
    out.escalations = {burning, payments, rest, escalation(u"never"_s)};
    return out;
}

} // namespace

class TestOwnHearers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstThatIsForItWhateverElseHolds()
    {
        const auto found = ownHearersOf(settings(), {{"severity", "critical"}}, u"payment"_s);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].escalation, u"budget"_s);
        QCOMPARE(found[0].where, u"while an objective burns"_s);
        const QString later = base::humanDuration(10 * base::nsPerMinute);
        QCOMPARE(found[1], (OwnHearer{u"payments"_s, u"on call in primary, then Ines Carvalho after "_s + later, {}}));
    }
    void anotherServiceFollowsTheNext()
    {
        const auto found = ownHearersOf(settings(), {{"severity", "critical"}}, u"search"_s);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[1], (OwnHearer{u"rest"_s, u"chat, mail"_s, QString()}));
    }
    void withoutAServiceOnlyThoseForAllAreForIt()
    {
        const auto found = ownHearersOf(settings(), {{"severity", "critical"}}, {});
        QCOMPARE(found.back().escalation, u"rest"_s);
    }
    void nobodyHearsWithoutAnEscalation()
    {
        QVERIFY(ownHearersOf({}, {{"severity", "critical"}}, {}).empty());
        auto one = settings();
        one.escalations = {one.escalations[1]};
        QVERIFY(ownHearersOf(one, {{"severity", "warning"}}, u"payment"_s).empty());
    }
};

QTEST_GUILESS_MAIN(TestOwnHearers)
#include "tst_ownhearers.moc"
