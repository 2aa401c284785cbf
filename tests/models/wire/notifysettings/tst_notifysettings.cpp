// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notifysettings/notifysettings.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

const std::string whole =
    "apiVersion: watchfloor/v1\n"
    "kind: Notifications\n"
    "spec:\n"
    "  mail: {server: mail.example, from: ops@halcyon.example, user: ops, password: \"stored:mail\"}\n"
    "  channels:\n"
    "    - {name: desk, desktop: {}, selfTest: true}\n"
    "    - {name: team, slack: {token: \"stored:slack\", channel: C012}}\n"
    "    - {name: pager, pagerduty: {routingKey: \"stored:pd\"}, perMinute: 60}\n"
    "    - {name: ana-phone, sms: {account: AC1, token: \"stored:twilio\", from: \"+15005550006\", to: "
    "[\"+41791234567\"]}}\n"
    "    - {name: ana-mail, email: {to: [ana@halcyon.example]}}\n"
    "    - {name: hook, webhook: {address: \"https://ops.example/h/\", secret: \"stored:hook\", headers: {X-Team: "
    "sre}}}\n"
    "  people:\n"
    "    - {name: Ana, channels: [ana-phone, ana-mail], knownAs: [ana@halcyon.example]}\n"
    "    - {name: Ben Ö., channels: [desk]}\n"
    "  onCall:\n"
    "    - name: primary\n"
    "      calendar: https://calendar.example/primary.ics\n"
    "      overrides: [{start: \"2026-05-14T18:00:00+02:00\", end: \"2026-05-15T06:00:00+02:00\", person: Ben Ö.}]\n"
    "  escalations:\n"
    "    - name: critical\n"
    "      when:\n"
    "        severities: [critical]\n"
    "        services: [\"pay*\"]\n"
    "        objectiveBurns: true\n"
    "        hours: [{start: 2026-01-05 08:00, duration: 10h, rrule: \"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\", timeZone: "
    "Europe/Zurich}]\n"
    "      steps:\n"
    "        - {notify: [\"channel:team\", \"onCall:primary\"]}\n"
    "        - {after: 5m, notify: [\"person:Ana\"]}\n"
    "        - {after: 10m, notify: [\"channel:pager\"]}\n"
    "      rounds: 3\n"
    "      roundAfter: 15m\n"
    "  quietHours:\n"
    "    - {start: 2026-01-05 22:00, duration: 8h, rrule: FREQ=DAILY, timeZone: Europe/Zurich, except: [critical]}\n"
    "  watches:\n"
    "    - {start: 2026-01-05 07:00, duration: 12h, rrule: FREQ=DAILY, timeZone: Europe/Zurich}\n"
    "  desktop:\n"
    "    staysInTray: true\n"
    "    sounds: {critical: {sound: oneLowNote, again: 30s}, warning: {sound: none, again: never}}\n";

// The first problem of the file after one piece of it is replaced: "line:column: what".
QString problemWith(const char *from, const char *to)
{
    std::string text = whole;
    const auto at = text.find(from);
    if (at == std::string::npos)
        qFatal("%s is not there", from);
    text.replace(at, std::string_view(from).size(), to);
    const auto read = readNotifySettings(text);
    return read.lines(u"f"_s).value(0);
}

} // namespace

class TestNotifySettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void everythingIsRead()
    {
        const auto read = readNotifySettings(whole);
        QVERIFY2(read.isValid(), qPrintable(read.lines(u"f"_s).join(u'\n')));
        const auto &s = read.settings;
        QCOMPARE(s.channels.size(), 6);
        QVERIFY(s.channel(u"desk"_s)->isTested && !s.channel(u"team"_s)->isTested);
        QCOMPARE(s.watches.size(), 1);
        QVERIFY(s.desktop.staysInTray);
        QCOMPARE(s.desktop.critical, (DesktopSettings::Sound{u"oneLowNote"_s, 30 * base::nsPerSecond}));
        QCOMPARE(s.desktop.warning, (DesktopSettings::Sound{u"none"_s, 0}));
        QCOMPARE(s.channel(u"team"_s)->kind, Channel::Kind::Slack);
        QCOMPARE(s.channel(u"team"_s)->target, u"C012"_s);
        QCOMPARE(s.channel(u"pager"_s)->perMinute, 60);
        QCOMPARE(s.channel(u"hook"_s)->address, u"https://ops.example/h"_s);
        QCOMPARE(s.channel(u"hook"_s)->headers.size(), 1);
        QCOMPARE(s.person(u"Ana"_s)->channels.size(), 2);
        QCOMPARE(s.rota(u"primary"_s)->overrides.size(), 1);
        QCOMPARE(s.escalations.size(), 1);
        const auto &e = s.escalations.front();
        QCOMPARE(e.steps.size(), 3);
        QCOMPARE(e.steps[0].targets[1].onCall, u"primary"_s);
        QCOMPARE(e.steps[2].afterNs, 600'000'000'000);
        QCOMPARE(e.rounds, 3);
        QVERIFY(e.onlyWithBurn);
        QCOMPARE(e.hours.size(), 1);
        QCOMPARE(s.quiet.size(), 1);
        QCOMPARE(s.quiet.front().except.size(), 1);
    }

    void whatIsWrongIsToldAtItsPlace_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *from, const char *to, const char *says) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromUtf8(says);
        };
        row("a secret itself", "\"stored:pd\"", "R0UT1NGKEY", "f:8:45: error: routingKey says where it is kept");
        row("an unknown channel", "[desk]}", "[desc]}", "error: there is no channel desc");
        row("an unknown person", "\"person:Ana\"", "\"person:Ann\"", "error: there is nobody called Ann in people");
        row("an unknown rota", "\"onCall:primary\"", "\"onCall:second\"", "error: there is no rota second in onCall");
        row("a target without kind", "\"channel:pager\"", "pager", "must be channel:NAME");
        row("a name twice", "name: hook", "name: desk", "error: the name desk is there twice");
        row("two kinds", "desktop: {}", "desktop: {}, teams: {webhook: \"stored:t\"}", "exactly one of");
        row("a number", "\"+41791234567\"", "\"0791234567\"", "is not a number like");
        row("an address", "https://ops.example/h/", "javascript:alert(1)", "address must begin with https://");
        row("a header that splits", "X-Team: sre", "X-Team: \"a\\r\\nb: c\"", "the header X-Team may not be sent");
        row("a wait", "after: 5m", "after: soon", "after must be a duration like 10m");
        row("rounds without pause", "roundAfter: 15m", "roundAfter: 0s", "roundAfter must be at least 1m");
        row("too many rounds", "rounds: 3", "rounds: 1e9", "rounds must be from 1 to 20");
        row("no steps", "- {notify: [\"channel:team\", \"onCall:primary\"]}", "- {}", "notify is missing");
        row("an override that ends first", "2026-05-15T06", "2026-05-13T06", "end must be after start");
        row("mail without a server",
            "  mail: {server: mail.example, from: ops@halcyon.example, user: ops, password: "
            "\"stored:mail\"}\n",
            "", "there is no mail server");
        row("an unknown field", "perMinute: 60", "perHour: 60", "perHour");
        row("a sound that nobody has", "sound: oneLowNote", "sound: gong", "sound must be twoLowNotes");
        row("a sound without rest", "again: 30s", "again: 1s", "again must be never, or a duration from 10s on");
        row("a list for a map", "kind: Notifications", "kind: [Notifications]", "kind");
    }

    void whatIsWrongIsToldAtItsPlace()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, says);
        const QString said = problemWith(from.constData(), to.constData());
        QVERIFY2(said.contains(says), qPrintable(said));
    }

    void nothingAndNonsenseAreNoSettings()
    {
        for (const char *text : {"", "- a", "kind: Reports\nspec: {}", "{{", "a: &a [*a]"})
            QVERIFY2(!readNotifySettings(text).isValid(), text);
    }
};

QTEST_GUILESS_MAIN(TestNotifySettings)
#include "tst_notifysettings.moc"
