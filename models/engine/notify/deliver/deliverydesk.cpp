// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/deliver/deliverydesk.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using store::OpState;
using Verdict = wire::ChannelVerdict::Kind;

namespace {

const QString kind = QStringLiteral("notify.send");
constexpr std::size_t mostOver = 1'000;
constexpr qint64 firstWaitNs = 5 * base::nsPerSecond;
constexpr int mostDoublings = 6; // then about 5 minutes
constexpr qint64 windowNs = base::nsPerMinute;

QString subjectOf(const DeliveryOrder &order)
{
    return u"%1 to %2"_s.arg(orderSubject(order).left(200),
                             order.to.isEmpty() ? order.channel : u"%1 (%2)"_s.arg(order.channel, order.to));
}

} // namespace

const QString DeliveryDesk::source = QStringLiteral("notify");

DeliveryDesk::DeliveryDesk(OpBook &book, ChannelSender &sender, const base::Clock &clock, QString actor,
                           QObject *parent)
    : QObject(parent), m_book(book), m_sender(sender), m_clock(clock), m_actor(std::move(actor))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DeliveryDesk::tick);
}

DeliveryDesk::~DeliveryDesk() = default;

void DeliveryDesk::setSettings(std::shared_ptr<const wire::NotifySettings> settings)
{
    m_settings = std::move(settings);
    wake(0);
}

void DeliveryDesk::setChannels(const QString &prefix, std::optional<std::vector<wire::Channel>> channels)
{
    auto &known = m_others[prefix];
    if (known == channels)
        return;
    known = std::move(channels);
    wake(0);
}

const wire::Channel *DeliveryDesk::channelOf(const DeliveryOrder &order) const
{
    for (const auto &[prefix, channels] : m_others)
        if (order.channel.startsWith(prefix)) {
            if (!channels)
                return nullptr;
            const auto at = std::ranges::find(*channels, order.channel, &wire::Channel::name);
            return at == channels->end() ? nullptr : &*at;
        }
    return m_settings ? m_settings->channel(order.channel) : nullptr;
}

bool DeliveryDesk::isUnknown(const DeliveryOrder &order) const
{
    for (const auto &[prefix, channels] : m_others)
        if (order.channel.startsWith(prefix))
            return !channels.has_value();
    return !m_settings;
}

void DeliveryDesk::tryOnce(const wire::Channel &channel, const std::optional<wire::MailSettings> &mail,
                           const DeliveryOrder &order, std::function<void(const base::Status &)> reply)
{
    if (channel.kind == wire::Channel::Kind::Desktop) {
        Q_EMIT desktopNotice(order.what);
        keepTried(order, {});
        return reply(base::Done{});
    }
    const auto done = [this, order, reply = std::move(reply)](const ChannelSender::Outcome &outcome) {
        const bool isTaken = outcome.verdict.kind == Verdict::Delivered;
        keepTried(order, isTaken                            ? QString()
                         : outcome.verdict.reason.isEmpty() ? u"not taken"_s
                                                            : outcome.verdict.reason);
        if (isTaken)
            return reply(base::Done{});
        reply(base::makeError(base::ErrorKind::Unreachable, outcome.verdict.reason));
    };
    m_requests.add([&](const async::Requests::TokenPtr &answered) {
        return m_sender.send(channel, mail, order, {}, [answered, done](auto &&...outcome) {
            answered->end();
            done(std::forward<decltype(outcome)>(outcome)...);
        });
    });
}

// In the ledger as over: a restart sends nothing again.
void DeliveryDesk::keepTried(const DeliveryOrder &order, const QString &why)
{
    const qint64 now = m_clock.nowNs();
    const store::NewOp op{order.key,
                          source,
                          kind,
                          toJson(order),
                          now,
                          {m_actor, u"notify.tried"_s, subjectOf(order),
                           why.isEmpty() ? QJsonObject() : QJsonObject{{u"reason"_s, why}}}};
    store::OpChange over;
    over.state = OpState::Done;
    over.attempts = 1;
    over.error = why;
    m_requests.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.enqueue(op, [this, answered, over](const base::Result<store::OutboxItem> &kept) {
            answered->end();
            if (!kept)
                return Q_EMIT bookFailed(kept.error());
            m_requests.add([&](const async::Requests::TokenPtr &closed) {
                return m_book.update(kept->opKey, over, [this, closed](const base::Result<store::OutboxItem> &saved) {
                    closed->end();
                    if (!saved)
                        Q_EMIT bookFailed(saved.error());
                });
            });
        });
    });
    m_over.push_back({order, OpState::Done, 1, now, now, now, why});
    if (m_over.size() > mostOver)
        m_over.pop_front();
    Q_EMIT changed();
}

void DeliveryDesk::start(store::Reply<base::Done> reply)
{
    store::OutboxFilter all;
    all.source = source;
    all.states = {OpState::Queued, OpState::Sending, OpState::NeedsAttention, OpState::Done};
    all.limit = std::numeric_limits<int>::max();
    m_requests.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.outbox(all, [this, answered, reply](const base::Result<std::vector<store::OutboxItem>> &read) {
            answered->end();
            m_isStarted = true;
            if (read)
                take(*read);
            else
                Q_EMIT bookFailed(read.error());
            wake(0);
            Q_EMIT changed();
            Q_EMIT started();
            read ? reply(base::Done{}) : reply(read.error());
        });
    });
}

void DeliveryDesk::take(const std::vector<store::OutboxItem> &items)
{
    for (const store::OutboxItem &item : items) {
        const auto order = orderFrom(item.opKey, item.payload);
        if (!order || m_open.contains(item.opKey))
            continue;
        Delivery one{*order, item.state, item.attempts, item.createdNs, item.updatedNs, item.nextAtNs, item.error};
        if (item.state == OpState::Done) {
            if (!item.remoteId.isEmpty() && !m_threads.contains(threadKey(*order)))
                m_threads.insert(threadKey(*order), item.remoteId);
            m_over.push_back(std::move(one));
            if (m_over.size() > mostOver)
                m_over.pop_front();
            continue;
        }
        one.nextAtNs = std::min(one.nextAtNs, m_clock.nowNs()); // much may have happened since
        auto row = std::make_unique<Row>();
        row->delivery = std::move(one);
        m_open.emplace(item.opKey, std::move(row));
        if (item.state != OpState::Sending)
            continue;
        if (!order->to.isEmpty()) // a text message: its channel may not be known yet
            refuse(item.opKey, u"The program ended while it was being sent; whether it arrived is not known"_s);
        else
            m_open[item.opKey]->delivery.state = OpState::Queued;
    }
}

void DeliveryDesk::submit(const DeliveryOrder &order, store::Reply<base::Done> reply,
                          const std::optional<store::AuditNote> &note)
{
    const auto isOver = std::ranges::any_of(m_over, [&](const Delivery &d) { return d.order.key == order.key; });
    if (find(order.key) != nullptr || isOver)
        return reply(base::Done{});
    store::NewOp op{order.key,     source,          kind,
                    toJson(order), m_clock.nowNs(), {m_actor, u"notify.queued"_s, subjectOf(order), {}}};
    if (note)
        op.audit = *note;
    m_requests.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.enqueue(op, [this, answered, order, reply](const base::Result<store::OutboxItem> &kept) {
            answered->end();
            if (kept) {
                take({*kept});
            } else if (find(order.key) == nullptr) {
                // A full disk is no reason to be silent: it goes out from memory.
                auto row = std::make_unique<Row>();
                const qint64 now = m_clock.nowNs();
                row->delivery = {order, OpState::Queued, 0, now, now, now, {}};
                m_open.emplace(order.key, std::move(row));
                Q_EMIT bookFailed(kept.error());
            }
            wake(0);
            Q_EMIT changed();
            kept ? reply(base::Done{}) : reply(kept.error());
        });
    });
}

std::vector<Delivery> DeliveryDesk::log() const
{
    std::vector<Delivery> out(m_over.begin(), m_over.end());
    for (const auto &[key, row] : m_open)
        out.push_back(row->delivery);
    std::ranges::stable_sort(out, std::ranges::greater(), &Delivery::createdNs);
    return out;
}

DeliveryDesk::Row *DeliveryDesk::find(const QString &key)
{
    const auto at = m_open.find(key);
    return at == m_open.end() ? nullptr : at->second.get();
}

QString DeliveryDesk::threadKey(const DeliveryOrder &order)
{
    return order.channel + QChar(0x1f) + order.to + QChar(0x1f) + order.what.key;
}

void DeliveryDesk::wake(int ms)
{
    if (m_isStarted && (!m_timer.isActive() || m_timer.remainingTime() > ms))
        m_timer.start(ms);
}

void DeliveryDesk::tick()
{
    const qint64 now = m_clock.nowNs();
    QStringList ready;
    for (const auto &[key, row] : m_open)
        if (row->delivery.state == OpState::Queued && !row->isSaving && mayGoNow(*row, now))
            ready << key;
    for (const QString &key : std::as_const(ready))
        if (Row *row = find(key))
            send(*row);
    if (std::ranges::any_of(m_open, [](const auto &one) { return one.second->delivery.state == OpState::Queued; }))
        wake(500);
}

bool DeliveryDesk::mayGoNow(Row &row, qint64 nowNs)
{
    const Delivery &one = row.delivery;
    if (one.nextAtNs > nowNs || isUnknown(one.order))
        return false;
    // Messages about an incident arrive in the order in which they were written.
    for (const auto &[key, other] : m_open) {
        const Delivery &before = other->delivery;
        if (other.get() != &row && before.state != OpState::NeedsAttention &&
            std::pair(before.createdNs, key) < std::pair(one.createdNs, one.order.key) &&
            threadKey(before.order) == threadKey(one.order))
            return false;
    }
    const wire::Channel *channel = channelOf(one.order);
    if (channel == nullptr)
        return true; // to be refused
    auto &sent = m_sentAt[channel->name];
    while (!sent.empty() && sent.front() <= nowNs - windowNs)
        sent.pop_front();
    if (static_cast<int>(sent.size()) >= channel->perMinute)
        return false;
    sent.push_back(nowNs);
    return true;
}

void DeliveryDesk::send(Row &row)
{
    const QString key = row.delivery.order.key;
    if (channelOf(row.delivery.order) == nullptr) {
        const QString why = u"There is no channel %1 any more"_s.arg(row.delivery.order.channel);
        if (!row.delivery.order.isPatient || m_clock.nowNs() > row.delivery.order.notAfterNs)
            return refuse(key, why);
        ++row.delivery.attempts;
        return putOff(key, why, {});
    }
    store::OpChange change;
    change.state = OpState::Sending;
    change.attempts = ++row.delivery.attempts;
    row.delivery.state = OpState::Sending;
    save(key, change, [this](Row &saved) {
        const DeliveryOrder &order = saved.delivery.order;
        const wire::Channel *channel = channelOf(order);
        if (channel == nullptr)
            return refuse(order.key, u"There is no channel %1 any more"_s.arg(order.channel));
        if (channel->kind == wire::Channel::Kind::Desktop) {
            Q_EMIT desktopNotice(order.what);
            return close(order.key, {});
        }
        saved.sending = m_sender.send(
            *channel, m_settings ? m_settings->mail : std::nullopt, order, m_threads.value(threadKey(order)),
            [this, key = order.key](const ChannelSender::Outcome &outcome) { ended(key, outcome); });
    });
}

void DeliveryDesk::ended(const QString &key, const ChannelSender::Outcome &outcome)
{
    const Row *row = find(key);
    if (row == nullptr)
        return;
    const wire::Channel *channel = channelOf(row->delivery.order);
    switch (outcome.verdict.kind) {
    case Verdict::Delivered:
        return close(key, outcome.verdict.thread);
    case Verdict::Refused:
        return refuse(key, outcome.verdict.reason);
    case Verdict::Later:
        break;
    }
    if (!outcome.isSure && channel != nullptr && !wire::mayRepeat(channel->kind))
        return refuse(key,
                      u"%1. Whether it arrived is not known, so it is not sent again"_s.arg(outcome.verdict.reason));
    if (m_clock.nowNs() > row->delivery.order.notAfterNs)
        return refuse(key, u"%1. It is too late for it now"_s.arg(outcome.verdict.reason));
    putOff(key, outcome.verdict.reason, outcome.verdict.retryAfter);
}

void DeliveryDesk::save(const QString &key, store::OpChange change, std::function<void(Row &)> then)
{
    Row *row = find(key);
    if (row == nullptr)
        return;
    row->isSaving = true;
    row->delivery.updatedNs = m_clock.nowNs();
    m_requests.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.update(key, change, [this, answered, key, then](const base::Result<store::OutboxItem> &saved) {
            answered->end();
            if (!saved && saved.error().kind == base::ErrorKind::Storage)
                Q_EMIT bookFailed(saved.error());
            if (Row *again = find(key)) {
                again->isSaving = false;
                if (then)
                    then(*again);
            }
            Q_EMIT changed();
            wake(0);
        });
    });
}

void DeliveryDesk::close(const QString &key, const QString &thread)
{
    Row *row = find(key);
    row->delivery.state = OpState::Done;
    row->delivery.error.clear();
    if (!thread.isEmpty() && !m_threads.contains(threadKey(row->delivery.order)))
        m_threads.insert(threadKey(row->delivery.order), thread);
    store::OpChange change;
    change.state = OpState::Done;
    change.remoteId = thread;
    change.error = QString();
    change.audit = store::AuditNote{
        m_actor, u"notify.delivered"_s, subjectOf(row->delivery.order), {{u"attempts"_s, row->delivery.attempts}}};
    save(key, change, [this, key](Row &saved) {
        m_over.push_back(saved.delivery);
        if (m_over.size() > mostOver)
            m_over.pop_front();
        m_open.erase(key);
    });
}

void DeliveryDesk::refuse(const QString &key, const QString &why)
{
    Row *row = find(key);
    row->delivery.state = OpState::NeedsAttention;
    row->delivery.error = why;
    store::OpChange change;
    change.state = OpState::NeedsAttention;
    change.error = why;
    change.audit = store::AuditNote{m_actor,
                                    u"notify.refused"_s,
                                    subjectOf(row->delivery.order),
                                    {{u"reason"_s, why}, {u"attempts"_s, row->delivery.attempts}}};
    save(key, change, {});
    Q_EMIT failed(row->delivery);
}

void DeliveryDesk::putOff(const QString &key, const QString &why, std::optional<std::chrono::milliseconds> retryAfter)
{
    Row *row = find(key);
    Delivery &one = row->delivery;
    const qint64 wait =
        retryAfter ? retryAfter->count() * base::nsPerMs : firstWaitNs << std::min(one.attempts - 1, mostDoublings);
    one.state = OpState::Queued;
    one.error = why;
    one.nextAtNs = m_clock.nowNs() + wait;
    store::OpChange change;
    change.state = OpState::Queued;
    change.attempts = one.attempts;
    change.nextAtNs = one.nextAtNs;
    change.error = why;
    save(key, change, {});
}

void DeliveryDesk::dismiss(const QString &key, store::Reply<base::Done> reply)
{
    Row *row = find(key);
    if (row == nullptr || row->delivery.state != OpState::NeedsAttention)
        return reply(base::makeError(base::ErrorKind::NotFound, u"There is no such message that needs attention"_s));
    store::OpChange change;
    change.state = OpState::Done;
    change.audit = store::AuditNote{m_actor, u"notify.dismissed"_s, subjectOf(row->delivery.order), {}};
    m_requests.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.update(key, change, [this, answered, key, reply](const base::Result<store::OutboxItem> &saved) {
            answered->end();
            if (!saved)
                return reply(saved.error());
            m_open.erase(key);
            Q_EMIT changed();
            reply(base::Done{});
        });
    });
}

void DeliveryDesk::retry(const QString &key, store::Reply<base::Done> reply)
{
    Row *row = find(key);
    if (row == nullptr || row->delivery.state != OpState::NeedsAttention)
        return reply(base::makeError(base::ErrorKind::NotFound, u"There is no such message that needs attention"_s));
    row->delivery.state = OpState::Queued;
    row->delivery.nextAtNs = m_clock.nowNs();
    row->delivery.order.notAfterNs = m_clock.nowNs() + giveUpAfterNs;
    store::OpChange change;
    change.state = OpState::Queued;
    change.nextAtNs = row->delivery.nextAtNs;
    change.payload = toJson(row->delivery.order);
    change.audit = store::AuditNote{m_actor, u"notify.retried"_s, subjectOf(row->delivery.order), {}};
    save(key, change, [reply = std::move(reply)](Row &) { reply(base::Done{}); });
}

} // namespace wf::engine
