// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notifysettings/notifyedit.h"

#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

const std::string file = "# who is told\n"
                         "apiVersion: watchfloor/v1\n"
                         "kind: Notifications\n"
                         "spec:\n"
                         "  channels:\n"
                         "    # on this desk\n"
                         "    - {name: desk, desktop: {}} # loud\n"
                         "    - name: hook\n"
                         "      webhook:\n"
                         "        address: https://ops.example/h\n"
                         "\n"
                         "    # at night\n"
                         "    - name: pager\n"
                         "      pagerduty: {routingKey: \"stored:pd\"}\n"
                         "  people:\n"
                         "    - {name: Ana, channels: [desk]}\n";

QStringList namesIn(const std::string &text, NotifySection section)
{
    QStringList out;
    for (const auto &entry : notifyEntries(text, section))
        out << entry.name;
    return out;
}

} // namespace

class TestNotifyEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void entriesAreTheTextThatStandsThere()
    {
        const auto channels = notifyEntries(file, NotifySection::Channels);
        QCOMPARE(channels.size(), 3U);
        QCOMPARE(channels[0].text, u"{name: desk, desktop: {}} # loud"_s);
        QCOMPARE(channels[1].text, u"name: hook\nwebhook:\n  address: https://ops.example/h"_s);
        QCOMPARE(channels[1].line, 8);
        QVERIFY(notifyEntries(file, NotifySection::Escalations).empty());
        QVERIFY(notifyEntries("{{", NotifySection::Channels).empty());
    }

    void anEntryIsReplacedAndEverythingElseStays()
    {
        const auto changed =
            withNotifyEntry(file, NotifySection::Channels, 1, u"name: hook\nteams: {webhook: \"stored:t\"}"_s);
        QVERIFY(changed.ok());
        QCOMPARE(namesIn(*changed, NotifySection::Channels), (QStringList{u"desk"_s, u"hook"_s, u"pager"_s}));
        QVERIFY(readNotifySettings(*changed).isValid());
        QCOMPARE(readNotifySettings(*changed).settings.channel(u"hook"_s)->kind, Channel::Kind::Teams);
        for (const char *kept : {"# who is told\n", "    # on this desk\n", " # loud\n", "    # at night\n"})
            QVERIFY2(changed->find(kept) != std::string::npos, kept);
        // What is put back is what was there.
        const auto back =
            withNotifyEntry(*changed, NotifySection::Channels, 1, notifyEntries(file, NotifySection::Channels)[1].text);
        QCOMPARE(*back, file);
    }

    void entriesComeAndGo()
    {
        auto text = withNotifyEntry(file, NotifySection::Channels, 3, u"name: more\ndesktop: {}"_s);
        QVERIFY(text.ok());
        QCOMPARE(namesIn(*text, NotifySection::Channels).last(), u"more"_s);
        text = withNotifyEntry(*text, NotifySection::Channels, 3, std::nullopt);
        QCOMPARE(*text, file);
        text = withNotifyEntry(file, NotifySection::People, 0, std::nullopt);
        QVERIFY(text.ok());
        QVERIFY(text->find("people") == std::string::npos);
        QVERIFY(readNotifySettings(*text).isValid());
        text = withNotifyEntry(*text, NotifySection::People, 0, u"name: Ben\nchannels: [hook]"_s);
        QVERIFY(text.ok());
        QCOMPARE(namesIn(*text, NotifySection::People), QStringList{u"Ben"_s});
        QVERIFY(readNotifySettings(*text).isValid());
    }

    void anEmptyFileIsBegun()
    {
        const auto text = withNotifyEntry("", NotifySection::Channels, 0,
                                          notifyTemplate(NotifySection::Channels, Channel::Kind::Desktop));
        QVERIFY(text.ok());
        const auto read = readNotifySettings(*text);
        QVERIFY2(read.isValid(), qPrintable(read.lines(u"f"_s).join(u'\n')));
    }

    void everyTemplateIsRightInAFileThatHasWhatItNames()
    {
        std::string text =
            "kind: Notifications\nspec:\n  mail: {server: m.example, from: o@example.org}\n"
            "  channels:\n    - {name: desk, desktop: {}}\n  people:\n    - {name: Ana, channels: [desk]}\n"
            "  onCall:\n    - {name: primary, calendar: p.ics}\n";
        for (const auto kind :
             {Channel::Kind::Email, Channel::Kind::Slack, Channel::Kind::PagerDuty, Channel::Kind::Sms,
              Channel::Kind::Opsgenie, Channel::Kind::Teams, Channel::Kind::Discord, Channel::Kind::Webhook}) {
            const auto with =
                withNotifyEntry(text, NotifySection::Channels, 1, notifyTemplate(NotifySection::Channels, kind));
            QVERIFY(with.ok());
            const auto read = readNotifySettings(*with);
            QVERIFY2(read.isValid(), qPrintable(read.lines(u"f"_s).join(u'\n')));
        }
        for (const auto section : {NotifySection::Escalations, NotifySection::QuietHours, NotifySection::Watches}) {
            const auto with = withNotifyEntry(text, section, 0, notifyTemplate(section));
            QVERIFY(with.ok());
            const auto read = readNotifySettings(*with);
            QVERIFY2(read.isValid(), qPrintable(read.lines(u"f"_s).join(u'\n')));
        }
    }

    void whatIsWrongIsToldAtItsPlaceInTheEntry()
    {
        const auto wrong =
            withNotifyEntry(file, NotifySection::Channels, 2, u"name: pager\npagerduty: {routingKey: R0UT1NG}"_s);
        QVERIFY(wrong.ok());
        const auto problems = problemsOfEntry(*wrong, NotifySection::Channels, 2);
        QCOMPARE(problems.size(), 1U);
        QCOMPARE(problems[0].place, (TextPlace{2, 25}));
        QVERIFY(problemsOfEntry(*wrong, NotifySection::Channels, 0).empty());
    }

    void whatTheDesktopDoesIsWrittenWhereItStands()
    {
        DesktopSettings wish;
        wish.staysInTray = true;
        wish.warning = {u"none"_s, 0};
        auto text = withNotifyDesktop(file, wish);
        QVERIFY2(text.ok(), qPrintable(text.ok() ? QString() : text.error().summary));
        QVERIFY(text->starts_with(file));
        wish.critical.againNs = 30 * base::nsPerSecond;
        text = withNotifyDesktop(*text + "  # the end\n", wish);
        QVERIFY(text.ok());
        QCOMPARE(readNotifySettings(*text).settings.desktop, wish);
        QVERIFY(text->ends_with("  # the end\n"));
        QCOMPARE(QByteArray::fromStdString(*text).count("desktop:\n"), 1);
        QVERIFY(withNotifyDesktop("", wish).ok());
    }

    void whatIsNoEntryIsRefused()
    {
        QVERIFY(!withNotifyEntry(file, NotifySection::Channels, 0, u"- a"_s).ok());
        QVERIFY(!withNotifyEntry(file, NotifySection::Channels, 9, u"name: a"_s).ok());
        QVERIFY(!withNotifyEntry("kind: Notifications\nspec: {channels: [{name: a, desktop: {}}]}\n",
                                 NotifySection::Channels, 0, u"name: a"_s)
                     .ok());
    }
};

QTEST_GUILESS_MAIN(TestNotifyEdit)
#include "tst_notifyedit.moc"
