// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/webhook/freezecourier.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using State = WebhookDelivery::State;

namespace {

const QString prefix = u"objective.webhook."_s;
const QString initial = u"go"_s; // nobody was told anything yet
constexpr int mostRecords = 100'000;
constexpr std::size_t mostRequests = 256;

QString keyOf(const QString &hook, const QString &objective)
{
    return hook + u'\n' + objective;
}

// "delivered" and "given-up" are how it was written down before all messages had one outbox.
std::optional<State> stateOfAction(const QString &action)
{
    if (action == prefix + u"delivered" || action == "notify.delivered"_L1)
        return State::Delivered;
    if (action == prefix + u"given-up" || action == "notify.refused"_L1)
        return State::GivenUp;
    if (action == "notify.retried"_L1)
        return State::Waiting;
    return std::nullopt;
}

State stateOf(store::OpState state)
{
    return state == store::OpState::Done             ? State::Delivered
           : state == store::OpState::NeedsAttention ? State::GivenUp
                                                     : State::Waiting;
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

QStringList webhookActions()
{
    return {prefix, u"notify."_s};
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
            of->second.error =
                detail.contains(u"reason"_s) ? detail[u"reason"_s].toString() : detail[u"error"_s].toString();
        }
    }
    return out;
}

DeliveryOrder freezeTest(const wire::SloWebhook &hook, qint64 nowNs)
{
    DeliveryOrder out;
    const FreezeMessage message{store::makeUlid(nowNs), nowNs, {}, {}};
    out.key = message.delivery;
    out.channel = channelOf(hook).name;
    out.what.key = u"objective/test"_s;
    out.what.title = u"freeze.test"_s;
    out.body = testBody(message);
    out.event = u"freeze.test"_s;
    out.notAfterNs = nowNs;
    return out;
}

FreezeCourier::FreezeCourier(ObjectiveKeeper &keeper, DeliveryDesk &desk, store::Ledger &ledger,
                             const base::Clock &clock, Options options, QObject *parent)
    : QObject(parent), m_keeper(keeper), m_desk(desk), m_ledger(ledger), m_clock(clock), m_options(std::move(options))
{
    m_desk.setChannels(freezeChannels(), std::nullopt);
    connect(&m_keeper, &ObjectiveKeeper::changed, this, &FreezeCourier::observe);
    connect(&m_desk, &DeliveryDesk::changed, this, &FreezeCourier::changed);
}

FreezeCourier::~FreezeCourier() = default;

void FreezeCourier::start()
{
    readTrail(webhookActions(), {});
}

void FreezeCourier::readTrail(const QStringList &actions, std::vector<store::AuditRecord> read)
{
    if (actions.isEmpty())
        return loaded(read);
    keep(m_ledger.trailOf(
        actions.front(), mostRecords,
        [this, actions, read = std::move(read)](const base::Result<std::vector<store::AuditRecord>> &trail) mutable {
            if (!trail) {
                m_error = trail.error();
                Q_EMIT changed();
                return;
            }
            read.insert(read.end(), trail->begin(), trail->end());
            readTrail(actions.mid(1), std::move(read));
        }));
}

void FreezeCourier::loaded(const std::vector<store::AuditRecord> &trail)
{
    m_told = deliveriesIn(trail);
    for (const auto &[id, one] : m_told)
        m_last[keyOf(one.hook, one.objective)] = one.to;
    m_isLoaded = true;
    Q_EMIT changed();
    observe();
}

void FreezeCourier::observe()
{
    if (!m_isLoaded || m_options.isReadOnly || m_keeper.snapshot()->asOfNs == 0)
        return; // the files were not read yet
    std::vector<wire::Channel> channels;
    for (const wire::SloWebhook &hook : webhooks())
        channels.push_back(channelOf(hook));
    m_desk.setChannels(freezeChannels(), std::move(channels));
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
    const qint64 now = m_clock.nowNs();
    const FreezeMessage message{store::makeUlid(now), now, from, decisionName(state.freeze.decision)};
    DeliveryOrder order;
    order.key = message.delivery;
    order.channel = channelOf(hook).name;
    order.what.step = signals::NotifyStep::Update;
    order.what.key = u"objective/"_s + state.objective.id;
    order.what.title = u"%1: %2 → %3"_s.arg(state.title(), from, message.to);
    order.what.service = state.objective.service;
    order.what.atNs = now;
    order.notAfterNs = now + DeliveryDesk::giveUpAfterNs;
    order.body = changeBody(message, state);
    order.event = u"freeze.changed"_s;
    order.isPatient = true; // its file may read again
    WebhookDelivery told;
    told.id = order.key;
    told.hook = hook.name;
    told.objective = state.objective.id;
    told.from = from;
    told.to = message.to;
    told.queuedNs = told.changedNs = now;
    m_told.insert_or_assign(told.id, told);
    m_last[keyOf(hook.name, state.objective.id)] = message.to;
    const store::AuditNote note{
        m_options.actor,
        prefix + u"queued",
        state.objective.id,
        {{u"hook"_s, hook.name}, {u"objective"_s, state.objective.id}, {u"from"_s, from}, {u"to"_s, message.to}}};
    m_desk.submit(
        order,
        [this](const base::Result<base::Done> &kept) {
            m_error = kept ? std::nullopt : std::optional(kept.error()); // then it goes out from memory
            Q_EMIT changed();
        },
        note);
}

void FreezeCourier::test(const QString &name, std::function<void(base::Status)> reply)
{
    const auto hook = std::ranges::find(webhooks(), name, &wire::SloWebhook::name);
    if (hook == webhooks().end())
        return reply(base::makeError(base::ErrorKind::NotFound,
                                     tr("No file defines a webhook with the name %1").arg(name.left(120))));
    const DeliveryOrder order = freezeTest(*hook, m_clock.nowNs());
    m_desk.tryOnce(channelOf(*hook), {}, order,
                   [this, name, id = order.key, reply = std::move(reply)](const base::Status &status) {
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
    m_desk.retry(delivery, [this](const base::Result<base::Done> &done) {
        m_error = done ? std::nullopt : std::optional(done.error());
        Q_EMIT changed();
    });
}

std::vector<WebhookDelivery> FreezeCourier::log() const
{
    auto told = m_told;
    for (const Delivery &one : m_desk.log()) {
        const auto of = told.find(one.order.key);
        if (of == told.end())
            continue;
        of->second.state = stateOf(one.state);
        of->second.changedNs = one.updatedNs;
        of->second.attempts = one.attempts;
        of->second.nextAtNs = one.nextAtNs;
        of->second.error = one.error;
    }
    std::vector<WebhookDelivery> out;
    for (auto one = told.rbegin(); one != told.rend(); ++one)
        out.push_back(one->second);
    return out;
}

void FreezeCourier::keep(async::Request request)
{
    m_requests.push_back(std::move(request));
    if (m_requests.size() > mostRequests) // far more than can be under way
        m_requests.erase(m_requests.begin(), m_requests.begin() + mostRequests / 2);
}

} // namespace wf::engine
