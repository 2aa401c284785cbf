// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivekeeper.h"
#include "models/engine/objectives/webhook/freezeposter.h"
#include "models/store/ledger.h"

#include <QHash>
#include <QSet>

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
[[nodiscard]] QString webhookActions(); // with which its records begin
[[nodiscard]] std::map<QString, WebhookDelivery> deliveriesIn(const std::vector<store::AuditRecord> &trail);

// Tells webhooks when the advice about changes turns, once for every turn: the message lies in the ledger's outbox,
// with its record in the audit trail, before anything is sent, and stays until the receiver has answered 2xx. What is
// sent again after a kill has the same delivery id. Attempts 5 s … 15 min apart, for a day. Messages about one
// objective go one after the other. Numbers that are not known or old turn nothing. GUI thread.
class FreezeCourier final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString actor;
        bool isReadOnly = false; // nothing is sent
        net::milliseconds firstPause{5'000};
    };
    FreezeCourier(ObjectiveKeeper &keeper, store::Ledger &ledger, const net::HttpEnvironment &environment,
                  Options options, QObject *parent = nullptr);
    ~FreezeCourier() override;

    // Reads what earlier runs left and begins to watch.
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
    void takeOutbox(const std::vector<store::OutboxItem> &items);
    void observe();
    void enqueue(const wire::SloWebhook &hook, const ObjectiveState &state, const QString &from);
    void sendDue();
    void send(const store::OutboxItem &item);
    void answered(store::OutboxItem item, const base::Status &status);
    void close(const store::OutboxItem &item, store::OpState state, const QString &action, const QString &error);
    void save(const QString &id, const store::OpChange &change);
    [[nodiscard]] const wire::SloWebhook *hookNamed(const QString &name) const;
    [[nodiscard]] store::AuditNote noteOf(const QString &action, const store::OutboxItem &item) const;
    void keep(async::Request request);

    ObjectiveKeeper &m_keeper;
    store::Ledger &m_ledger;
    net::HttpEnvironment m_environment;
    Options m_options;
    QHash<QString, QString> m_last; // by webhook and objective: what the webhook was told last
    std::map<QString, WebhookDelivery> m_log;
    std::map<QString, store::OutboxItem> m_open; // by id: in the order of their making
    QSet<QString> m_underWay;
    FreezePoster m_poster;
    std::optional<base::Error> m_error;
    QTimer m_timer;
    async::Request m_reading;
    std::vector<async::Request> m_requests;
    bool m_isLoaded = false;
};

} // namespace wf::engine
