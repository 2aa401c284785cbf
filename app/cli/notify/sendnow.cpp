// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/notify/sendnow.h"

#include "app/cli/common/output.h"
#include "app/paths.h"
#include "models/engine/notify/deliver/deliverydesk.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 60'000;

// An answer of the ledger, waited for in the event loop.
template<class T, class Ask>
base::Result<T> answerOf(Ask ask)
{
    base::Result<T> out = base::makeError(base::ErrorKind::Timeout, u"The ledger did not answer"_s);
    const auto asked = ask([&](const base::Result<T> &answer) {
        out = answer;
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    return out;
}

} // namespace

std::optional<QString> sendNow(const wire::Channel &channel, const std::optional<wire::MailSettings> &mail,
                               const engine::DeliveryOrder &order)
{
    const base::SystemClock clock;
    const async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    engine::ChannelSender sender({clock, pools, secrets.get()});
    std::optional<engine::ChannelSender::Outcome> outcome;
    const auto asked = sender.send(channel, mail, order, {}, [&](const engine::ChannelSender::Outcome &one) {
        outcome = one;
        QCoreApplication::quit();
    });
    QTimer tooLong;
    tooLong.setSingleShot(true);
    QObject::connect(&tooLong, &QTimer::timeout, QCoreApplication::instance(), &QCoreApplication::quit);
    tooLong.start(longestMs);
    QCoreApplication::exec();
    if (!outcome)
        return u"no answer within a minute"_s;
    if (outcome->verdict.kind == wire::ChannelVerdict::Kind::Delivered)
        return std::nullopt;
    return outcome->verdict.reason;
}

int retryDeliveries(store::Ledger &ledger, const QStringList &keys, const QString &actor,
                    const std::optional<wire::MailSettings> &mail,
                    const std::function<const wire::Channel *(const QString &name)> &channelOf)
{
    store::OutboxFilter filter;
    filter.source = engine::DeliveryDesk::source;
    filter.states = {store::OpState::NeedsAttention};
    const auto items =
        answerOf<std::vector<store::OutboxItem>>([&](auto reply) { return ledger.outbox(filter, std::move(reply)); });
    if (!items) {
        printError(items.error().summary + u' ' + items.error().detail);
        return ExitUnknown;
    }
    int sent = 0;
    int code = ExitOk;
    for (const store::OutboxItem &item : *items) {
        const auto order = engine::orderFrom(item.opKey, item.payload);
        const wire::Channel *channel = order ? channelOf(order->channel) : nullptr;
        if (channel == nullptr || (!keys.isEmpty() && !keys.contains(item.opKey)))
            continue;
        ++sent;
        const auto failure = sendNow(*channel, mail, *order);
        store::OpChange change;
        change.state = failure ? store::OpState::NeedsAttention : store::OpState::Done;
        change.attempts = item.attempts + 1;
        change.error = failure.value_or(QString());
        change.audit = store::AuditNote{actor,
                                        failure ? u"notify.refused"_s : u"notify.delivered"_s,
                                        engine::orderSubject(*order).left(200),
                                        {{u"attempts"_s, item.attempts + 1}, {u"reason"_s, change.error.value()}}};
        const auto kept = answerOf<store::OutboxItem>(
            [&](auto reply) { return ledger.update(item.opKey, change, std::move(reply)); });
        const QString what = u"%1 %2: %3"_s.arg(item.opKey, order->channel, engine::orderSubject(*order));
        if (failure || !kept) {
            printError(u"%1: %2"_s.arg(what, failure ? *failure : kept.error().summary));
            code = ExitCritical;
        } else {
            printLine(u"%1: taken."_s.arg(what));
        }
    }
    if (sent == 0) {
        printError(keys.isEmpty() ? u"No message needs attention."_s
                                  : u"No message with such an id needs attention; `log` names them."_s);
        return ExitUnknown;
    }
    return code;
}

} // namespace wf::app
