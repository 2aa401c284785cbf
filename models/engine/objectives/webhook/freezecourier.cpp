// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/webhook/freezecourier.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;
using State = WebhookDelivery::State;

namespace {

const QString prefix = u"objective.webhook."_s;
const QString opKind = u"objective.webhook"_s;
const QString initial = u"go"_s; // nobody was told anything yet
constexpr int mostRecords = 100'000;
constexpr std::size_t mostRequests = 256;
constexpr qsizetype mostAtOnce = 4;
constexpr qint64 patienceNs = base::nsPerDay;
constexpr int unsavedMs = 5'000;

QString keyOf(const QString &hook, const QString &objective)
{
    return hook + u'\n' + objective;
}

WebhookDelivery deliveryOf(const store::OutboxItem &item)
{
    WebhookDelivery out;
    out.id = item.opKey;
    out.hook = item.payload[u"hook"_s].toString();
    out.objective = item.payload[u"objective"_s].toString();
    out.from = item.payload[u"from"_s].toString();
    out.to = item.payload[u"to"_s].toString();
    out.queuedNs = item.createdNs;
    out.changedNs = item.updatedNs;
    out.attempts = item.attempts;
    out.nextAtNs = item.nextAtNs;
    out.error = item.error;
    out.state = item.state == store::OpState::NeedsAttention ? State::GivenUp : State::Waiting;
    return out;
}

std::optional<State> stateOfAction(const QString &action)
{
    if (action == prefix + u"delivered")
        return State::Delivered;
    if (action == prefix + u"given-up")
        return State::GivenUp;
    return std::nullopt;
}

} // namespace

QString deliveryStateName(State state)
{
    switch (state) {
    case State::Waiting:
        return QCoreApplication::translate("Objectives", "waiting");
    case State::Delivered:
        return QCoreApplication::translate("Objectives", "delivered");
    case State::GivenUp:
        break;
    }
    return QCoreApplication::translate("Objectives", "given up");
}

QString webhookActions()
{
    return prefix;
}

std::map<QString, WebhookDelivery> deliveriesIn(const std::vector<store::AuditRecord> &trail)
{
    std::map<QString, WebhookDelivery> out;
    for (const store::AuditRecord &record : trail) {
        const QJsonObject &detail = record.note.detail;
        const QString id = detail[u"op"_s].toString();
        if (record.note.action == prefix + u"queued") {
            WebhookDelivery made;
            made.id = id;
            made.hook = detail[u"hook"_s].toString();
            made.objective = detail[u"objective"_s].toString();
            made.from = detail[u"from"_s].toString();
            made.to = detail[u"to"_s].toString();
            made.queuedNs = made.changedNs = record.timeNs;
            out.insert_or_assign(id, std::move(made));
        } else if (const auto state = stateOfAction(record.note.action)) {
            const auto of = out.find(id);
            if (of == out.end())
                continue;
            of->second.state = *state;
            of->second.changedNs = record.timeNs;
            of->second.attempts = detail[u"attempts"_s].toInt();
            of->second.error = detail[u"error"_s].toString();
        }
    }
    return out;
}

FreezeCourier::FreezeCourier(ObjectiveKeeper &keeper, store::Ledger &ledger, const net::HttpEnvironment &environment,
                             Options options, QObject *parent)
    : QObject(parent),
      m_keeper(keeper),
      m_ledger(ledger),
      m_environment(environment),
      m_options(std::move(options)),
      m_poster(environment)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FreezeCourier::sendDue);
    connect(&m_keeper, &ObjectiveKeeper::changed, this, &FreezeCourier::observe);
}

FreezeCourier::~FreezeCourier() = default;

void FreezeCourier::start()
{
    m_reading =
        m_ledger.trailOf(prefix, mostRecords, [this](const base::Result<std::vector<store::AuditRecord>> &trail) {
            if (!trail) {
                m_error = trail.error();
                Q_EMIT changed();
                return;
            }
            m_log = deliveriesIn(*trail);
            for (const auto &[id, one] : m_log)
                m_last[keyOf(one.hook, one.objective)] = one.to;
            keep(m_ledger.outbox({}, [this](const base::Result<std::vector<store::OutboxItem>> &items) {
                m_error = items ? std::nullopt : std::optional(items.error());
                if (items)
                    takeOutbox(*items);
                m_isLoaded = items.ok();
                Q_EMIT changed();
                observe();
                sendDue();
            }));
        });
}

// What is open the outbox knows better than the trail.
void FreezeCourier::takeOutbox(const std::vector<store::OutboxItem> &items)
{
    for (const store::OutboxItem &item : items) {
        if (item.kind != opKind)
            continue;
        m_log.insert_or_assign(item.opKey, deliveryOf(item));
        if (item.state == store::OpState::NeedsAttention)
            continue;
        auto open = item;
        open.nextAtNs = std::min(open.nextAtNs, m_environment.clock.nowNs()); // much may have happened since
        m_open.insert_or_assign(item.opKey, std::move(open));
    }
}

void FreezeCourier::observe()
{
    if (!m_isLoaded || m_options.isReadOnly)
        return;
    sendDue();
    for (const wire::SloWebhook &hook : webhooks())
        for (const ObjectiveState &state : m_keeper.snapshot()->objectives) {
            const bool isSure =
                state.freeze.decision != FreezeAdvice::Decision::Unknown && !state.completeness.stale && !state.error;
            if (!isSure || !concerns(hook, state.objective))
                continue;
            const QString from = m_last.value(keyOf(hook.name, state.objective.id), initial);
            if (from != decisionName(state.freeze.decision))
                enqueue(hook, state, from);
        }
}

void FreezeCourier::enqueue(const wire::SloWebhook &hook, const ObjectiveState &state, const QString &from)
{
    const qint64 now = m_environment.clock.nowNs();
    const FreezeMessage message{store::makeUlid(now), now, from, decisionName(state.freeze.decision)};
    store::NewOp op;
    op.opKey = message.delivery;
    op.source = hook.name;
    op.kind = opKind;
    op.payload = {{u"hook"_s, hook.name},
                  {u"objective"_s, state.objective.id},
                  {u"from"_s, from},
                  {u"to"_s, message.to},
                  {u"body"_s, QString::fromUtf8(changeBody(message, state))}};
    op.nextAtNs = now;
    op.audit = {m_options.actor, prefix + u"queued", state.objective.id, op.payload};
    op.audit.detail.remove(u"body"_s);
    const QString key = keyOf(hook.name, state.objective.id);
    m_last[key] = message.to;
    keep(m_ledger.enqueue(op, [this, key, from](const base::Result<store::OutboxItem> &item) {
        if (!item) { // the next refresh tries again
            m_last[key] = from;
            m_error = item.error();
        } else {
            m_error.reset();
            m_open.insert_or_assign(item->opKey, *item);
            m_log.insert_or_assign(item->opKey, deliveryOf(*item));
            sendDue();
        }
        Q_EMIT changed();
    }));
}

// Ids sort by time: of one objective only the oldest is sent.
void FreezeCourier::sendDue()
{
    m_timer.stop();
    if (m_options.isReadOnly)
        return;
    const qint64 now = m_environment.clock.nowNs();
    qint64 nextNs = std::numeric_limits<qint64>::max();
    QSet<QString> seen;
    std::vector<store::OutboxItem> due;
    for (const auto &[id, item] : m_open) {
        const QString key = keyOf(item.payload[u"hook"_s].toString(), item.payload[u"objective"_s].toString());
        if (seen.contains(key))
            continue;
        seen.insert(key);
        if (m_underWay.contains(id))
            continue;
        if (item.nextAtNs > now)
            nextNs = std::min(nextNs, item.nextAtNs);
        else if (m_underWay.size() + static_cast<qsizetype>(due.size()) < mostAtOnce)
            due.push_back(item);
    }
    for (const store::OutboxItem &item : due) {
        const auto open = m_open.find(item.opKey); // one that cannot even be tried looks here again itself
        if (open != m_open.end() && open->second.nextAtNs <= now && !m_underWay.contains(item.opKey))
            send(item);
    }
    if (nextNs != std::numeric_limits<qint64>::max())
        m_timer.start(static_cast<int>(std::clamp<qint64>((nextNs - now) / base::nsPerMs + 1, 10, 60'000)));
}

void FreezeCourier::send(const store::OutboxItem &item)
{
    const wire::SloWebhook *hook = hookNamed(item.payload[u"hook"_s].toString());
    if (!hook && m_keeper.snapshot()->asOfNs == 0)
        return; // the files were not read yet: observe() comes
    if (!hook)  // it may be back when its file reads again
        return answered(item, base::makeError(base::ErrorKind::NotFound, tr("No file defines the webhook any more")));
    m_underWay.insert(item.opKey);
    m_poster.post(*hook, item.opKey, "freeze.changed", item.payload[u"body"_s].toString().toUtf8(),
                  [this, item](const base::Status &status) { answered(item, status); });
}

void FreezeCourier::answered(store::OutboxItem item, const base::Status &status)
{
    m_underWay.remove(item.opKey);
    ++item.attempts;
    if (status)
        close(item, store::OpState::Done, u"delivered"_s, {});
    else {
        const qint64 now = m_environment.clock.nowNs();
        const QString why = status.error().summary.left(500);
        if (now - item.createdNs > patienceNs)
            close(item, store::OpState::NeedsAttention, u"given-up"_s, why);
        else {
            const net::Backoff backoff{m_options.firstPause, std::chrono::minutes(15)};
            // Half of it for certain, so that nobody is asked at once again.
            const auto pause = backoff.delay(item.attempts, m_environment.uniform) / 2 +
                               std::min<net::milliseconds>(m_options.firstPause, std::chrono::minutes(5)) / 2;
            item.error = why;
            item.nextAtNs = now + std::chrono::nanoseconds(pause).count();
            m_open.insert_or_assign(item.opKey, item);
            m_log.insert_or_assign(item.opKey, deliveryOf(item));
            store::OpChange change;
            change.attempts = item.attempts;
            change.nextAtNs = item.nextAtNs;
            change.error = item.error;
            if (item.attempts == 1) // once is enough to be found in the trail
                change.audit = noteOf(u"failed"_s, item);
            save(item.opKey, change);
        }
    }
    sendDue();
    Q_EMIT changed();
}

void FreezeCourier::close(const store::OutboxItem &item, store::OpState state, const QString &action,
                          const QString &error)
{
    auto closed = item;
    closed.error = error;
    m_open.erase(item.opKey);
    WebhookDelivery &shown = m_log.insert_or_assign(item.opKey, deliveryOf(closed)).first->second;
    shown.state = stateOfAction(prefix + action).value_or(State::GivenUp);
    shown.changedNs = m_environment.clock.nowNs();
    store::OpChange change;
    change.state = state;
    change.attempts = item.attempts;
    change.error = error;
    change.audit = noteOf(action, closed);
    save(item.opKey, change);
}

// What was sent is not sent again because the disk was full: it is written down as soon as that goes.
void FreezeCourier::save(const QString &id, const store::OpChange &change)
{
    keep(m_ledger.update(id, change, [this, id, change](const base::Result<store::OutboxItem> &item) {
        m_error = item ? std::nullopt : std::optional(item.error());
        if (!item && item.error().kind == base::ErrorKind::Storage)
            QTimer::singleShot(unsavedMs, this, [this, id, change] { save(id, change); });
    }));
}

void FreezeCourier::test(const QString &name, std::function<void(base::Status)> reply)
{
    const wire::SloWebhook *hook = hookNamed(name);
    if (!hook)
        return reply(base::makeError(base::ErrorKind::NotFound,
                                     tr("No file defines a webhook with the name %1").arg(name.left(120))));
    const qint64 now = m_environment.clock.nowNs();
    const FreezeMessage message{store::makeUlid(now), now, {}, {}};
    m_poster.post(*hook, message.delivery, "freeze.test", testBody(message),
                  [this, name, id = message.delivery, reply = std::move(reply)](const base::Status &status) {
                      const QJsonObject detail{{u"hook"_s, name},
                                               {u"delivery"_s, id},
                                               {u"error"_s, status ? QString() : status.error().summary.left(500)}};
                      keep(m_ledger.record({m_options.actor, prefix + u"test", name, detail},
                                           [reply, status](const base::Result<store::AuditRecord> &record) {
                                               reply(status && !record ? base::Status(record.error()) : status);
                                           }));
                  });
}

void FreezeCourier::tryAgain(const QString &delivery)
{
    store::OpChange change;
    change.state = store::OpState::Queued;
    change.nextAtNs = m_environment.clock.nowNs();
    keep(m_ledger.update(delivery, change, [this](const base::Result<store::OutboxItem> &item) {
        m_error = item ? std::nullopt : std::optional(item.error());
        if (item) {
            auto open = *item;
            open.createdNs = m_environment.clock.nowNs(); // patience begins anew
            m_open.insert_or_assign(open.opKey, open);
            m_log.insert_or_assign(open.opKey, deliveryOf(*item));
            sendDue();
        }
        Q_EMIT changed();
    }));
}

std::vector<WebhookDelivery> FreezeCourier::log() const
{
    std::vector<WebhookDelivery> out;
    for (auto one = m_log.rbegin(); one != m_log.rend(); ++one)
        out.push_back(one->second);
    return out;
}

const wire::SloWebhook *FreezeCourier::hookNamed(const QString &name) const
{
    const auto of = std::ranges::find(webhooks(), name, &wire::SloWebhook::name);
    return of == webhooks().end() ? nullptr : &*of;
}

store::AuditNote FreezeCourier::noteOf(const QString &action, const store::OutboxItem &item) const
{
    return {m_options.actor,
            prefix + action,
            item.payload[u"objective"_s].toString(),
            {{u"hook"_s, item.payload[u"hook"_s]},
             {u"to"_s, item.payload[u"to"_s]},
             {u"attempts"_s, item.attempts},
             {u"error"_s, item.error}}};
}

void FreezeCourier::keep(async::Request request)
{
    m_requests.push_back(std::move(request));
    if (m_requests.size() > mostRequests) // far more than can be under way
        m_requests.erase(m_requests.begin(), m_requests.begin() + mostRequests / 2);
}

} // namespace wf::engine
