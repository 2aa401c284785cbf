// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/main/shellshop.h"

using namespace wf;
using namespace Qt::StringLiterals;
using tests::ShellShop;

namespace {

// The incident of the shop, and a channel that is a server of the test's own.
class Hooked {
public:
    Hooked()
    {
        hook.on(u"/hook"_s, support::HttpResponse::json("{}"));
        QFile file(shop.path(u"told.yaml"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("apiVersion: watchfloor/v1\nkind: Notifications\nspec:\n  channels:\n"
                       "    - {name: hook, webhook: {address: \"" +
                       hook.url(u"/hook"_s).toEncoded() +
                       "\"}}\n  people:\n    - {name: Ana, channels: [hook]}\n"
                       "  escalations:\n    - name: all\n      steps:\n        - {notify: [\"channel:hook\"]}\n");
    }
    [[nodiscard]] tests::Ended run(const QStringList &arguments) const
    {
        return shop.run(QStringList{u"incidents"_s} + arguments +
                        QStringList{u"--environment-file"_s, shop.path(u"environment.yaml"_s)});
    }
    [[nodiscard]] tests::Ended escalate(const QStringList &arguments) const
    {
        return run(QStringList{u"escalate"_s, u"INC-1"_s, u"--settings"_s, shop.path(u"told.yaml"_s)} + arguments);
    }
    ShellShop shop;
    support::HttpServer hook;
};

QJsonDocument json(const tests::Ended &ended)
{
    return QJsonDocument::fromJson(ended.out);
}

} // namespace

class TestIncidentCommands : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resolvingSilencesWhatStillFires();
    void resolvingWithoutItSilencesNothing();
    void escalatingTellsTheNextStepOrWhomeverIsNamed();
    void whatCannotBeDoneIsSaid();
};

void TestIncidentCommands::resolvingSilencesWhatStillFires()
{
    const Hooked here;
    const auto done = here.run({u"resolve"_s, u"1"_s, u"--outcome"_s, u"real"_s, u"--note"_s, u"rolled back"_s,
                                u"--silence"_s, u"2h"_s, u"--format"_s, u"json"_s});
    QVERIFY2(done.code == 0, done.err);
    const auto told = json(done).object();
    QCOMPARE(told[u"incident"_s].toString(), u"INC-1"_s);
    QCOMPARE(told[u"outcome"_s].toString(), u"real"_s);
    QCOMPARE(told[u"silenced"_s].toInt(), 1);
    QCOMPARE(told[u"operations"_s].toArray().size(), 1);
    QCOMPARE(here.shop.silences().size(), 1);
    const auto silence = here.shop.silences().at(0).toObject();
    QVERIFY(silence[u"comment"_s].toString().contains(u"rolled back"_s));
    bool ok = false;
    const qint64 length = base::parseIsoTime(silence[u"endsAt"_s].toString(), &ok) -
                          base::parseIsoTime(silence[u"startsAt"_s].toString(), &ok);
    QVERIFY(std::abs(length - 2 * base::nsPerHour) < base::nsPerMinute);
}

void TestIncidentCommands::resolvingWithoutItSilencesNothing()
{
    const Hooked here;
    const auto done = here.run({u"resolve"_s, u"1"_s, u"--outcome"_s, u"healed"_s});
    QVERIFY2(done.code == 0, done.err);
    QVERIFY2(done.out.startsWith("INC-1: "), done.out);
    QVERIFY(here.shop.silences().isEmpty());
    QCOMPARE(here.run({u"resolve"_s, u"1"_s, u"--outcome"_s, u"real"_s, u"--silence"_s, u"soon"_s}).code, 3);
}

void TestIncidentCommands::escalatingTellsTheNextStepOrWhomeverIsNamed()
{
    Hooked here;
    const auto step = here.escalate({u"--note"_s, u"we need you"_s, u"--format"_s, u"json"_s});
    QVERIFY2(step.code == 0, QByteArray(step.err + step.out));
    const auto told = json(step).array();
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0][u"channel"_s].toString(), u"hook"_s);
    QCOMPARE(told[0][u"state"_s].toString(), u"done"_s);
    QCOMPARE(here.hook.count(u"/hook"_s), 1);
    QVERIFY(here.hook.requests().at(0).body.contains("we need you"));
    const auto person = here.escalate({u"--to"_s, u"person:Ana"_s});
    QVERIFY2(person.code == 0, QByteArray(person.err + person.out));
    QCOMPARE(here.hook.count(u"/hook"_s), 2);
    // It stands in the story of the incident.
    const auto timeline = here.run({u"timeline"_s, u"1"_s});
    QVERIFY2(timeline.out.contains("escalated it; hook is told: we need you"), timeline.out);
}

void TestIncidentCommands::whatCannotBeDoneIsSaid()
{
    Hooked here;
    const auto nobody = here.escalate({u"--to"_s, u"person:Nobody"_s});
    QCOMPARE(nobody.code, 3);
    QVERIFY2(nobody.err.contains("Nobody can be reached"), nobody.err);
    QCOMPARE(here.escalate({u"--to"_s, u"Ana"_s}).code, 3);
    here.hook.on(u"/hook"_s, support::HttpResponse::json("{}", 400));
    const auto refused = here.escalate({u"--to"_s, u"channel:hook"_s});
    QVERIFY2(refused.code == 2, QByteArray(refused.err + refused.out));
    const auto unknown = here.run({u"escalate"_s, u"77"_s, u"--settings"_s, here.shop.path(u"told.yaml"_s)});
    QCOMPARE(unknown.code, 3);
    QVERIFY2(unknown.err.contains("No incident 77"), unknown.err);
}

QTEST_GUILESS_MAIN(TestIncidentCommands)
#include "tst_incidentcommands.moc"
