// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/deliver/channelsender.h"

#include "models/engine/mail/mailserver.h"
#include "models/net/secrets/secretstore.h"

namespace wf::engine {

using namespace Qt::StringLiterals;
using Verdict = wire::ChannelVerdict::Kind;

namespace {

constexpr std::chrono::seconds deadline{20};

ChannelSender::Outcome failed(const base::Error &error, bool isSure)
{
    using base::ErrorKind;
    const bool isFinal = error.kind == ErrorKind::Invalid || error.kind == ErrorKind::Unauthorized ||
                         error.kind == ErrorKind::BadRequest || error.kind == ErrorKind::NotFound;
    return {{isFinal ? Verdict::Refused : Verdict::Later, {}, error.summary, error.retryAfter}, isSure};
}

// What can only have happened before the request was written.
bool isBefore(base::ErrorKind kind)
{
    return kind == base::ErrorKind::Unreachable || kind == base::ErrorKind::Tls ||
           kind == base::ErrorKind::BreakerOpen || kind == base::ErrorKind::Invalid;
}

net::Mail mailOf(const wire::MailSettings &settings, const wire::Channel &channel, const DeliveryOrder &order)
{
    QStringList lines = signals::sentencesOf(order.what);
    lines.prepend(signals::subjectOf(order.what) + u'\n');
    for (const auto &link : order.what.links)
        lines << u"%1: %2"_s.arg(link.text, link.address);
    net::Mail out;
    out.from = settings.from;
    out.to = channel.to;
    out.subject = signals::subjectOf(order.what).simplified();
    out.text = lines.join(u'\n') + u'\n';
    out.messageId = order.key + u"@watchfloor.invalid"_s;
    out.dateNs = order.what.atNs;
    return out;
}

} // namespace

struct ChannelSender::Sending {
    wire::Channel channel;
    wire::MailSettings mail;
    DeliveryOrder order;
    QString thread;
    Done done;
    async::Request request;
    async::JobScope scope;
    void end(const Outcome &outcome)
    {
        if (Done reply = std::exchange(done, nullptr))
            reply(outcome);
    }
};

async::Request ChannelSender::send(const wire::Channel &channel, const std::optional<wire::MailSettings> &mail,
                                   const DeliveryOrder &order, const QString &thread, Done done)
{
    auto sending = std::make_shared<Sending>();
    sending->channel = channel;
    if (!order.to.isEmpty())
        sending->channel.to = {order.to};
    sending->mail = mail.value_or(wire::MailSettings());
    sending->order = order;
    sending->thread = thread;
    sending->done = std::move(done);
    const bool isMail = channel.kind == wire::Channel::Kind::Email;
    const auto ref = net::SecretRef::parse(isMail ? sending->mail.password : channel.secret);
    const auto go = [this, weak = std::weak_ptr(sending), isMail,
                     isNamed = !ref.isNone()](const base::Result<net::Secret> &secret) {
        const auto held = weak.lock();
        if (!held)
            return;
        if (!secret)
            return held->end({{Verdict::Later, {}, secret.error().summary, {}}, true});
        if (secret->isEmpty() && isNamed) // signed by nothing, or let in by chance: rather not
            return held->end({{Verdict::Later, {}, u"The secret of %1 is empty"_s.arg(held->channel.name), {}}, true});
        isMail ? this->mail(held, *secret) : post(held, *secret);
    };
    if (ref.isNone())
        QMetaObject::invokeMethod(
            &m_context, [go] { go(net::Secret()); }, Qt::QueuedConnection);
    else
        sending->request = net::resolveSecret(ref, m_parts.secrets, &m_context, go);
    return async::Request([sending]() mutable { sending.reset(); });
}

void ChannelSender::post(const std::shared_ptr<Sending> &sending, const net::Secret &secret)
{
    const auto call = wire::channelCall(sending->channel, sending->order.what,
                                        {secret.reveal(), sending->order.key, sending->thread, m_parts.clock.nowNs(),
                                         sending->order.body, sending->order.event});
    if (!call)
        return sending->end(failed(call.error(), true));
    net::HttpRequest request;
    request.method = net::Method::Post;
    request.url = call->url;
    request.body = call->body;
    request.contentType = call->contentType;
    request.deadline = deadline;
    request.urgent = true;
    for (const auto &[name, value] : call->headers)
        request.headers.push_back({name, value});
    sending->request =
        clientOf(sending->channel.name, call->url)
            .send(std::move(request), [weak = std::weak_ptr(sending),
                                       now = m_parts.clock.nowNs()](const base::Result<net::HttpResponsePtr> &answer) {
                const auto held = weak.lock();
                if (!held)
                    return;
                if (!answer)
                    return held->end(failed(answer.error(), isBefore(answer.error().kind)));
                const auto &response = **answer;
                held->end(
                    {wire::channelVerdict(held->channel, {response.status, response.body,
                                                          net::parseRetryAfter(response.header("retry-after"), now)}),
                     true});
            });
}

void ChannelSender::mail(const std::shared_ptr<Sending> &sending, const net::Secret &secret)
{
    net::MailServer server = mailServerOf(sending->mail);
    server.timeoutMs = static_cast<int>(std::chrono::milliseconds(deadline).count());
    sending->scope.run(
        m_parts.pools.analysis(),
        [server, secret, mail = mailOf(sending->mail, sending->channel, sending->order)](std::stop_token stop) {
            return net::sendMail(server, secret, mail, stop);
        },
        [weak = std::weak_ptr(sending)](const base::Status &sent) {
            const auto held = weak.lock();
            if (!held)
                return;
            if (sent)
                return held->end({{Verdict::Delivered, {}, {}, {}}, true});
            const bool isPassing = net::isPassing(sent.error());
            held->end({{isPassing ? Verdict::Later : Verdict::Refused, {}, sent.error().summary, {}}, !isPassing});
        });
}

net::HttpClient &ChannelSender::clientOf(const QString &channel, const QUrl &url)
{
    auto &client = m_clients[channel + u'\n' + url.toString()];
    if (!client) {
        net::HttpOptions options;
        options.name = channel;
        options.tries = 1;
        options.concurrency = 2;
        options.maxBodyBytes = 1 << 20;
        client = std::make_unique<net::HttpClient>(
            options, net::HttpEnvironment{m_parts.clock, net::systemUniform(), m_parts.secrets, nullptr});
    }
    return *client;
}

} // namespace wf::engine
