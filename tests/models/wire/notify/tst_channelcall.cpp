// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/wire/notify/channelcall.h"
#include "tests/support/failonwarning.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QUrlQuery>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;
using Kind = Channel::Kind;
using signals::NotifyStep;

namespace {

signals::Notification hostile(NotifyStep step = NotifyStep::Trigger)
{
    signals::Notification out;
    out.step = step;
    out.key = u"watchfloor/production/INC-12"_s;
    out.incident = u"INC-12"_s;
    out.environment = u"production"_s;
    out.severity = signals::Severity::Critical;
    out.title = u"<!channel> <https://evil.example|pay here> *slow* @everyone \u202E\"}"_s;
    out.lines = {u"Checkout misses its budget [here](https://evil.example)."_s};
    out.service = u"payment"_s;
    out.others = {u"checkout"_s};
    out.firing = 3;
    out.who = u"Ana"_s;
    out.note = u"on it"_s;
    out.links = {{u"Runbook"_s, u"https://wiki.example/payment"_s}};
    out.openedNs = base::parseIsoTime(u"2026-05-14T02:00:00Z");
    out.atNs = base::parseIsoTime(u"2026-05-14T02:14:00Z");
    return out;
}

Channel channelOf(Kind kind)
{
    Channel out;
    out.name = u"c"_s;
    out.kind = kind;
    return out;
}

ChannelCall called(const Channel &channel, const signals::Notification &what, CallContext with)
{
    if (with.secret.isEmpty())
        with.secret = "https://hooks.example/secret\n";
    const auto call = channelCall(channel, what, with);
    if (!call)
        qFatal("%s", qPrintable(call.error().summary));
    return *call;
}

QJsonObject bodyOf(const ChannelCall &call)
{
    return QJsonDocument::fromJson(call.body).object();
}

QByteArray headerOf(const ChannelCall &call, const QByteArray &name)
{
    for (const auto &[key, value] : call.headers)
        if (key == name)
            return value;
    return {};
}

ChannelVerdict::Kind verdictOf(Kind kind, int status, const QByteArray &body = {})
{
    return channelVerdict(channelOf(kind), {status, body, {}}).kind;
}

} // namespace

class TestChannelCall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void slackShowsOutsideTextAsItIs()
    {
        const auto call = called(channelOf(Kind::Slack), hostile(), {});
        QCOMPARE(call.url, QUrl(u"https://hooks.example/secret"_s));
        const QJsonObject body = bodyOf(call);
        QVERIFY(body[u"text"_s].toString().contains(u"&lt;!channel&gt; &lt;https://evil.example|pay here&gt;"_s));
        QCOMPARE(body[u"text"_s].toString().count(u'<'), 0);
        const QJsonArray blocks = body[u"attachments"_s][0][u"blocks"_s].toArray();
        QCOMPARE(blocks[0][u"text"_s][u"type"_s].toString(), u"plain_text"_s);
        QCOMPARE(blocks[2][u"elements"_s][0][u"url"_s].toString(), u"https://wiki.example/payment"_s);
        QVERIFY(!call.body.contains("\u202E"));
    }

    void slackBotAnswersInTheThreadOfTheIncident()
    {
        Channel bot = channelOf(Kind::Slack);
        bot.target = u"C012"_s;
        const auto first = called(bot, hostile(), {"xoxb-1", {}, {}, 0});
        QCOMPARE(first.url, QUrl(u"https://slack.com/api/chat.postMessage"_s));
        QCOMPARE(headerOf(first, "Authorization"), "Bearer xoxb-1");
        QVERIFY(!bodyOf(first).contains(u"thread_ts"_s));
        const auto verdict = channelVerdict(bot, {200, R"({"ok":true,"ts":"17.5"})", {}});
        QCOMPARE(verdict.thread, u"17.5"_s);
        const auto second = bodyOf(called(bot, hostile(NotifyStep::Resolve), {"xoxb-1", {}, verdict.thread, 0}));
        QCOMPARE(second[u"thread_ts"_s].toString(), u"17.5"_s);
        QVERIFY(second[u"reply_broadcast"_s].toBool());
    }

    void slackRefusesWithinAGoodAnswer()
    {
        QCOMPARE(verdictOf(Kind::Slack, 200, "ok"), ChannelVerdict::Kind::Delivered);
        QCOMPARE(verdictOf(Kind::Slack, 200, R"({"ok":false,"error":"channel_not_found"})"),
                 ChannelVerdict::Kind::Refused);
        QCOMPARE(verdictOf(Kind::Slack, 200, R"({"ok":false,"error":"ratelimited"})"), ChannelVerdict::Kind::Later);
    }

    void pagerDutyKnowsAnIncidentByItsKey()
    {
        const auto trigger = bodyOf(called(channelOf(Kind::PagerDuty), hostile(), {"R0UT1NG", {}, {}, 0}));
        QCOMPARE(trigger[u"event_action"_s].toString(), u"trigger"_s);
        QCOMPARE(trigger[u"routing_key"_s].toString(), u"R0UT1NG"_s);
        QCOMPARE(trigger[u"payload"_s][u"severity"_s].toString(), u"critical"_s);
        QCOMPARE(trigger[u"payload"_s][u"source"_s].toString(), u"payment"_s);
        QCOMPARE(trigger[u"payload"_s][u"timestamp"_s].toString(), u"2026-05-14T02:00:00Z"_s);
        const auto resolve =
            bodyOf(called(channelOf(Kind::PagerDuty), hostile(NotifyStep::Resolve), {"R0UT1NG", {}, {}, 0}));
        QCOMPARE(resolve[u"event_action"_s].toString(), u"resolve"_s);
        QCOMPARE(resolve[u"dedup_key"_s], trigger[u"dedup_key"_s]);
        QVERIFY(!resolve.contains(u"payload"_s));
    }

    void aTextMessageIsAFormWithTheWholeNumber()
    {
        Channel sms = channelOf(Kind::Sms);
        sms.target = u"AC1"_s;
        sms.from = u"+15005550006"_s;
        sms.to = {u"+41791234567"_s};
        const auto call = called(sms, hostile(), {"tok", {}, {}, 0});
        QCOMPARE(call.url, QUrl(u"https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"_s));
        QCOMPARE(headerOf(call, "Authorization"), "Basic " + QByteArray("AC1:tok").toBase64());
        QVERIFY(call.body.startsWith("To=%2B41791234567&From=%2B15005550006&Body="));
        sms.from = u"MG77"_s;
        QVERIFY(called(sms, hostile(), {"tok", {}, {}, 0}).body.contains("&MessagingServiceSid=MG77&"));
        sms.to << u"+41790000000"_s;
        QVERIFY(!channelCall(sms, hostile(), {"tok", {}, {}, 0}));
        QVERIFY(!mayRepeat(Kind::Sms));
    }

    void opsgenieOpensAcknowledgesAndClosesByAlias()
    {
        const auto open = called(channelOf(Kind::Opsgenie), hostile(), {"k", {}, {}, 0});
        QCOMPARE(headerOf(open, "Authorization"), "GenieKey k");
        QCOMPARE(bodyOf(open)[u"priority"_s].toString(), u"P1"_s);
        QVERIFY(bodyOf(open)[u"message"_s].toString().size() <= 130);
        const auto close = called(channelOf(Kind::Opsgenie), hostile(NotifyStep::Resolve), {"k", {}, {}, 0});
        QCOMPARE(close.url.toString(QUrl::FullyEncoded),
                 u"https://api.opsgenie.com/v2/alerts/watchfloor%2Fproduction%2FINC-12/close?identifierType=alias"_s);
        const auto ack = called(channelOf(Kind::Opsgenie), hostile(NotifyStep::Acknowledge), {"k", {}, {}, 0});
        QVERIFY(ack.url.path().endsWith(u"/acknowledge"_s));
    }

    void teamsGetsRunsOfTextThatReadNoMarkdown()
    {
        const auto body = bodyOf(called(channelOf(Kind::Teams), hostile(), {}));
        const QJsonValue card = body[u"attachments"_s][0][u"content"_s];
        QCOMPARE(card[u"type"_s].toString(), u"AdaptiveCard"_s);
        for (const QJsonValue &block : card[u"body"_s].toArray())
            QCOMPARE(block[u"type"_s].toString(), u"RichTextBlock"_s);
        QCOMPARE(card[u"actions"_s][0][u"url"_s].toString(), u"https://wiki.example/payment"_s);
    }

    void discordMentionsNobody()
    {
        const auto call = called(channelOf(Kind::Discord), hostile(), {});
        QCOMPARE(QUrlQuery(call.url).queryItemValue(u"wait"_s), u"true"_s);
        const auto body = bodyOf(call);
        QCOMPARE(body[u"allowed_mentions"_s][u"parse"_s].toArray().size(), 0);
        QVERIFY(body[u"embeds"_s][0][u"title"_s].toString().contains(u"\\*slow\\* \\@everyone"_s));
        const auto verdict = channelVerdict(channelOf(Kind::Discord), {429, R"({"retry_after":1.5})", {}});
        QCOMPARE(verdict.kind, ChannelVerdict::Kind::Later);
        QCOMPARE(verdict.retryAfter->count(), 1501);
    }

    void aWebhookIsSignedOverTimeAndBody()
    {
        Channel hook = channelOf(Kind::Webhook);
        hook.address = u"https://ops.example/hook"_s;
        hook.headers = {{"X-Team", "sre"}};
        const qint64 now = base::parseIsoTime(u"2026-05-14T02:14:00Z");
        const auto call = called(hook, hostile(), {"key", u"01D"_s, {}, now});
        QCOMPARE(headerOf(call, "X-Team"), "sre");
        QCOMPARE(headerOf(call, "Idempotency-Key"), "01D");
        const QByteArray t = QByteArray::number(now / 1'000'000'000);
        QCOMPARE(headerOf(call, "X-Watchfloor-Signature"),
                 "t=" + t + ",v1=" +
                     QMessageAuthenticationCode::hash(t + '.' + call.body, "key", QCryptographicHash::Sha256).toHex());
        QCOMPARE(bodyOf(call)[u"event"_s].toString(), u"trigger"_s);
        QCOMPARE(bodyOf(call)[u"title"_s].toString(), hostile().title);
    }

    void aPatternStaysJsonWhateverTheTextHolds()
    {
        Channel hook = channelOf(Kind::Webhook);
        hook.address = u"https://ops.example/hook"_s;
        hook.bodyPattern = uR"({"t": "{title}", "s": "{severity}", "n": {firing}, "x": {unknown}0, "all": {json}})"_s;
        hook.bodyPattern.replace(u"{unknown}"_s, u""_s);
        const auto body = bodyOf(called(hook, hostile(), {}));
        QCOMPARE(body[u"t"_s].toString(), hostile().title);
        QCOMPARE(body[u"s"_s].toString(), u"critical"_s);
        QCOMPARE(body[u"n"_s].toInt(), 3);
        QCOMPARE(body[u"all"_s][u"service"_s].toString(), u"payment"_s);
        hook.bodyPattern = u"{title} {nobody} {"_s;
        hook.contentType = u"text/plain"_s;
        QCOMPARE(called(hook, hostile(), {}).body, (hostile().title + u" {nobody} {"_s).toUtf8());
    }

    void addressesThatAreNoneAreRefusedWithoutBeingShown()
    {
        for (const QByteArray secret : {"", "ftp://a/b", "not an address", "file:///etc/passwd", "https://"}) {
            const auto call = channelCall(channelOf(Kind::Slack), hostile(), {secret, {}, {}, 0});
            QVERIFY2(!call, secret.constData());
            QVERIFY(secret.isEmpty() || !call.error().summary.contains(QString::fromUtf8(secret)));
        }
    }

    void answersAreReadByClass()
    {
        QCOMPARE(verdictOf(Kind::PagerDuty, 202), ChannelVerdict::Kind::Delivered);
        QCOMPARE(verdictOf(Kind::PagerDuty, 400), ChannelVerdict::Kind::Refused);
        QCOMPARE(verdictOf(Kind::PagerDuty, 429), ChannelVerdict::Kind::Later);
        QCOMPARE(verdictOf(Kind::Webhook, 503), ChannelVerdict::Kind::Later);
        QCOMPARE(verdictOf(Kind::Slack, 410, "channel_is_archived"), ChannelVerdict::Kind::Refused);
        const auto twilio =
            channelVerdict(channelOf(Kind::Sms), {400, R"({"code":21211,"message":"Invalid 'To'","status":400})", {}});
        QCOMPARE(twilio.reason, u"sms answered 400: Invalid 'To'"_s);
    }
};

QTEST_GUILESS_MAIN(TestChannelCall)
#include "tst_channelcall.moc"
