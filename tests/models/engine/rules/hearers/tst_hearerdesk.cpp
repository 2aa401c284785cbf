// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/hearers/hearerdesk.h"

#include "tests/support/fakealertsource.h"

#include <QSignalSpy>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

// An Alertmanager that tells its configuration.
class Manager final : public support::FakeAlertSource {
public:
    using FakeAlertSource::FakeAlertSource;
    QString config;
    async::Request status(sources::Reply<signals::AlertmanagerStatus> reply) override
    {
        return FakeAlertSource::status(
            [this, reply = std::move(reply)](base::Result<signals::AlertmanagerStatus> status) {
                if (status)
                    status->configYaml = config;
                reply(std::move(status));
            });
    }
};

} // namespace

class TestHearerDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstThatAnswersSpeaksForAll()
    {
        base::SystemClock clock;
        async::Pools pools;
        Manager down(clock, u"am-1"_s), up(clock, u"am-2"_s);
        down.down = base::makeError(base::ErrorKind::Unreachable, u"refused"_s);
        up.config =
            u"route: {receiver: everybody}\nreceivers: [{name: everybody, email_configs: [{to: a@b.example}]}]"_s;
        sources::SourceSet set;
        set.alerts = {&down, &up};
        HearerDesk desk(set, pools);
        QVERIFY(desk.hasAlertmanager());
        desk.ask();
        QTRY_VERIFY(!desk.isAsking());
        QVERIFY(desk.routing() != nullptr);
        QVERIFY(!desk.error());
        QCOMPARE(desk.sourceName(), u"am-2"_s);
        QCOMPARE(hearersOf(*desk.routing(), {}).front().ways, QStringList{u"email"_s});
        up.down = down.down; // later nobody answers: what was known stays
        desk.ask();
        QTRY_VERIFY(!desk.isAsking());
        QVERIFY(desk.routing() != nullptr);
    }

    // As incidents do: by the labels that the environment reads as the service.
    void whatAnAlertIsAboutIsReadAsEverywhere()
    {
        async::Pools pools;
        const sources::SourceSet none;
        HearerDesk desk(none, pools);
        auto settings = std::make_shared<wire::NotifySettings>();
        signals::Escalation payments;
        payments.name = u"payments"_s;
        payments.services = {u"payment"_s};
        payments.steps = {{0, {{u"chat"_s, {}, {}}}}};
        settings->escalations = {payments};
        desk.setOwn(settings, true);
        QCOMPARE(desk.ownHearers({{"job", "shop/payment"}}).size(), 1U);
        QCOMPARE(desk.ownHearers({{"team", "payment"}}).size(), 0U);
        SubjectRules subjects;
        subjects.service = {u"team"_s};
        desk.setSubjects(subjects);
        QCOMPARE(desk.ownHearers({{"team", "payment"}}).size(), 1U);
        QCOMPARE(desk.ownHearers({{"job", "payment"}}).size(), 0U);
    }

    void aBrokenConfigurationIsSaid()
    {
        base::SystemClock clock;
        async::Pools pools;
        Manager manager(clock, u"am"_s);
        manager.config = u"route: ["_s;
        sources::SourceSet set;
        set.alerts = {&manager};
        HearerDesk desk(set, pools);
        desk.ask();
        QTRY_VERIFY(!desk.isAsking());
        QVERIFY(desk.routing() == nullptr);
        QVERIFY(desk.error().has_value());
    }
};

QTEST_GUILESS_MAIN(TestHearerDesk)
#include "tst_hearerdesk.moc"
