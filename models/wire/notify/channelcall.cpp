// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notify/channelcall.h"

#include "models/base/untrusted.h"
#include "models/wire/notify/services_p.h"

#include <QJsonDocument>

#include <array>

namespace wf::wire {

using namespace Qt::StringLiterals;
using Kind = Channel::Kind;
using Verdict = ChannelVerdict::Kind;

namespace {

constexpr std::array names{
    std::pair{Kind::Desktop, "desktop"},     std::pair{Kind::Email, "email"},     std::pair{Kind::Slack, "slack"},
    std::pair{Kind::PagerDuty, "pagerduty"}, std::pair{Kind::Sms, "sms"},         std::pair{Kind::Opsgenie, "opsgenie"},
    std::pair{Kind::Teams, "teams"},         std::pair{Kind::Discord, "discord"}, std::pair{Kind::Webhook, "webhook"}};

base::Error wrong(const Channel &channel, const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, u"Channel %1: %2"_s.arg(channel.name, what));
}

CallResult built(const Channel &channel, const signals::Notification &what, const CallContext &with)
{
    switch (channel.kind) {
    case Kind::Slack:
        return slackCall(channel, what, with);
    case Kind::PagerDuty:
        return pagerDutyCall(channel, what, with);
    case Kind::Sms:
        return smsCall(channel, what, with);
    case Kind::Opsgenie:
        return opsgenieCall(channel, what, with);
    case Kind::Teams:
        return teamsCall(channel, what, with);
    case Kind::Discord:
        return discordCall(channel, what, with);
    case Kind::Webhook:
        return webhookCall(channel, what, with);
    case Kind::Desktop:
    case Kind::Email:
        break;
    }
    return wrong(channel, u"%1 is not reached by HTTP"_s.arg(channelKindName(channel.kind)));
}

// What the service itself says is wrong, shortest first.
QString saidIn(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    for (const auto &key : {u"error"_s, u"message"_s}) {
        const QJsonValue said = json.value(key);
        if (said.isString())
            return base::visibleText(said.toString(), 300);
    }
    return base::visibleText(QString::fromUtf8(body.left(300)), 300);
}

// Slack answers 200 to what it refuses.
std::optional<ChannelVerdict> slackVerdict(const QJsonObject &json)
{
    if (!json.contains(u"ok"_s))
        return std::nullopt;
    if (json.value(u"ok"_s).toBool())
        return ChannelVerdict{Verdict::Delivered, json.value(u"ts"_s).toString().left(64), {}, {}};
    const QString error = json.value(u"error"_s).toString();
    static const QStringList passing{u"ratelimited"_s, u"rate_limited"_s,        u"internal_error"_s,
                                     u"fatal_error"_s, u"service_unavailable"_s, u"request_timeout"_s};
    return ChannelVerdict{
        passing.contains(error) ? Verdict::Later : Verdict::Refused, {}, base::visibleText(error, 200), {}};
}

} // namespace

QString channelKindName(Kind kind)
{
    for (const auto &[value, name] : names)
        if (value == kind)
            return QString::fromLatin1(name);
    return {};
}

base::Result<ChannelCall> channelCall(const Channel &channel, const signals::Notification &what,
                                      const CallContext &context)
{
    auto call = built(channel, what, context);
    if (!call)
        return call;
    const QUrl &url = call->url;
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return wrong(channel, u"its address is not an http or https address"_s); // it may be a secret: not shown
    return call;
}

ChannelVerdict channelVerdict(const Channel &channel, const ChannelAnswer &answer)
{
    const QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    if (answer.status >= 200 && answer.status < 300) {
        if (channel.kind == Kind::Slack)
            if (auto verdict = slackVerdict(json))
                return *verdict;
        return {Verdict::Delivered, {}, {}, {}};
    }
    ChannelVerdict out;
    const bool isPassing = answer.status == 408 || answer.status == 425 || answer.status == 429 || answer.status >= 500;
    out.kind = isPassing ? Verdict::Later : Verdict::Refused;
    out.reason = u"%1 answered %2: %3"_s.arg(channelKindName(channel.kind)).arg(answer.status).arg(saidIn(answer.body));
    out.retryAfter = answer.retryAfter;
    // Discord says it in the body, in seconds with decimals.
    const double seconds = json.value(u"retry_after"_s).toDouble();
    if (!out.retryAfter && seconds > 0 && seconds < 3600)
        out.retryAfter = std::chrono::milliseconds(static_cast<qint64>(seconds * 1000) + 1);
    return out;
}

bool mayRepeat(Kind kind)
{
    return kind != Kind::Sms;
}

QString plain(const QString &text, qsizetype cap)
{
    QString out = base::termSafe(text, cap).left(cap);
    if (!out.isEmpty() && out.back().isHighSurrogate())
        out.chop(1);
    return out;
}

QByteArray asJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

ChannelCall jsonCall(const QString &address, const QJsonObject &body)
{
    return {QUrl(address, QUrl::StrictMode), "application/json", asJson(body), {}};
}

QString addressOf(const Channel &channel, const CallContext &with)
{
    return channel.address.isEmpty() ? QString::fromUtf8(with.secret).trimmed() : channel.address;
}

bool isOver(const signals::Notification &what)
{
    return what.step == signals::NotifyStep::Resolve;
}

int colourOf(const signals::Notification &what)
{
    if (isOver(what))
        return 0x3D8B5F;
    switch (what.severity) {
    case signals::Severity::Critical:
        return 0xD64545;
    case signals::Severity::Warning:
        return 0xC98A1B;
    default:
        return 0x4A7FB5;
    }
}

} // namespace wf::wire
