// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/oncallcalendars.h"

#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"
#include "tests/support/httpserver.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

QByteArray calendarFor(const QByteArray &who)
{
    return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260514T000000Z\r\nDTEND:"
           "20260515T000000Z\r\nSUMMARY:" +
           who + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

QString firstName(const OnCallCalendars &calendars)
{
    const auto &entries = calendars.state(u"primary"_s).entries;
    return entries.empty() ? QString() : entries.front().names.value(0);
}

} // namespace

class TestOnCallCalendars : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void anAddressIsReadAndItsLastGoodCopyOutlivesTheServer()
    {
        QTemporaryDir folder;
        const base::ManualClock clock = support::clockAt();
        async::Pools pools;
        support::HttpServer server;
        server.on(u"/p.ics"_s, support::HttpResponse::text(calendarFor("Ana")));
        const std::vector<signals::OnCallRota> rotas{{u"primary"_s, server.url(u"/p.ics"_s).toString(), {}}};
        {
            OnCallCalendars calendars(clock, pools, folder.filePath(u"cal"_s));
            calendars.setRotas(rotas);
            QVERIFY(QTest::qWaitFor([&] { return firstName(calendars) == u"Ana"_s; }, patience));
            QVERIFY(!calendars.state(u"primary"_s).error);
            server.on(u"/p.ics"_s, support::HttpResponse::text("<html>login</html>"));
            calendars.refresh();
            QVERIFY(QTest::qWaitFor([&] { return calendars.state(u"primary"_s).error.has_value(); }, patience));
            QCOMPARE(firstName(calendars), u"Ana"_s);
        }
        server.on(u"/p.ics"_s, support::HttpResponse::text("no such calendar", 404));
        OnCallCalendars calendars(clock, pools, folder.filePath(u"cal"_s));
        calendars.setRotas(rotas);
        QVERIFY(QTest::qWaitFor([&] { return calendars.isSettled(); }, patience));
        QCOMPARE(firstName(calendars), u"Ana"_s);
        QVERIFY(calendars.state(u"primary"_s).error.has_value());
    }

    void aFileThatIsNotThereIsSaid()
    {
        const base::ManualClock clock = support::clockAt();
        async::Pools pools;
        QTemporaryDir folder;
        OnCallCalendars calendars(clock, pools, folder.filePath(u"cal"_s));
        calendars.setRotas({{u"primary"_s, folder.filePath(u"none.ics"_s), {}}});
        QVERIFY(QTest::qWaitFor([&] { return calendars.state(u"primary"_s).error.has_value(); }, patience));
        QVERIFY(calendars.state(u"primary"_s).error->summary.contains(u"none.ics"_s));
        QCOMPARE(calendars.state(u"other"_s).readNs, 0);
    }
};

QTEST_GUILESS_MAIN(TestOnCallCalendars)
#include "tst_oncallcalendars.moc"
