// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/deliver/deliverydesk.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/engine/objectives/webhook/freezemessage.h"
#include "models/store/ledger.h"

#include <QHash>

#include <map>

namespace wf::engine {

// One message to a webhook and what became of it.
struct WebhookDelivery {
    enum class State { Waiting, Delivered, GivenUp };
    QString id;
    QString hook;
    QString objective; // id
    QString from, to;
    State state = State::Waiting;
    qint64 queuedNs = 0;
    qint64 changedNs = 0; // when it came to its state
    int attempts = 0;
    qint64 nextAtNs = 0; // of Waiting: not before
    QString error;       // of the last attempt; outside text
};
[[nodiscard]] QString deliveryStateName(WebhookDelivery::State state); // "waiting", "delivered", "given up"

// What the ledger's audit trail says of deliveries; by id, which sorts by time. Those still waiting the outbox knows
// better. Pure.
[[nodiscard]] QStringList webhookActions(); // with which its records begin: read in this order
[[nodiscard]] std::map<QString, WebhookDelivery> deliveriesIn(const std::vector<store::AuditRecord> &trail);
// A test of a webhook, signed as a real one.
[[nodiscard]] DeliveryOrder freezeTest(const wire::SloWebhook &hook, qint64 nowNs);

// Tells webhooks when the advice about changes turns, once for every turn: the message lies in the outbox of all
// messages, with its record in the audit trail, before anything is sent, and stays until the receiver has answered 2xx.
// What is sent again after a kill has the same delivery id. Messages about one objective go one after the other.
// Numbers that are not known or old turn nothing. GUI thread.
class FreezeCourier final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString actor;
        bool isReadOnly = false; // nothing is sent
    };
    FreezeCourier(ObjectiveKeeper &keeper, DeliveryDesk &desk, store::Ledger &ledger, const base::Clock &clock,
                  Options options, QObject *parent = nullptr);
    ~FreezeCourier() override;

    // Reads what earlier runs told and begins to watch.
    void start();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const std::vector<wire::SloWebhook> &webhooks() const { return m_keeper.webhooks(); }
    [[nodiscard]] std::vector<WebhookDelivery> log() const; // newest first
    // Why nothing can be kept, when that is so.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    // Sends a test at once and records it. Errors: NotFound, of the secret, and what the receiver answered.
    void test(const QString &hook, std::function<void(base::Status)> reply);
    // One that was given up waits anew.
    void tryAgain(const QString &delivery);

Q_SIGNALS:
    void changed();

private:
    void readTrail(const QStringList &actions, std::vector<store::AuditRecord> read);
    void loaded(const std::vector<store::AuditRecord> &trail);
    void observe();
    void enqueue(const wire::SloWebhook &hook, const ObjectiveState &state, const QString &from);
    void keep(async::Request request);

    ObjectiveKeeper &m_keeper;
    DeliveryDesk &m_desk;
    store::Ledger &m_ledger;
    const base::Clock &m_clock;
    Options m_options;
    QHash<QString, QString> m_last; // by webhook and objective: what the webhook was told last
    std::map<QString, WebhookDelivery> m_told;
    std::optional<base::Error> m_error;
    std::vector<async::Request> m_requests;
    bool m_isLoaded = false;
};

} // namespace wf::engine
