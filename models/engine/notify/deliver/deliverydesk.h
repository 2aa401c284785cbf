// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/requests.h"
#include "models/engine/acknowledge/opbook.h"
#include "models/engine/notify/deliver/channelsender.h"

#include <QHash>
#include <QTimer>

#include <deque>

namespace wf::engine {

// A message and what became of it.
struct Delivery {
    DeliveryOrder order;
    store::OpState state = store::OpState::Queued; // Queued, Sending, Done, NeedsAttention
    int attempts = 0;
    qint64 createdNs = 0;
    qint64 updatedNs = 0;
    qint64 nextAtNs = 0;
    QString error; // outside text; of one that is Done: why it was never taken
    [[nodiscard]] bool isTaken() const { return state == store::OpState::Done && error.isEmpty(); }
    friend bool operator==(const Delivery &, const Delivery &) = default;
};

// Delivers messages that somebody is to get. What submit() has answered well lies in the ledger and survives kill -9:
// it is delivered, or refused and said. A message is not sent again once a service has taken it; when nobody knows
// whether it has (a crash or time-out in between), it is sent again where a second copy is known as one, and where it
// is not (text messages) it needs attention. GUI thread.
class DeliveryDesk final : public QObject {
    Q_OBJECT
public:
    DeliveryDesk(OpBook &book, ChannelSender &sender, const base::Clock &clock, QString actor,
                 QObject *parent = nullptr);
    ~DeliveryDesk() override;

    // Channels as they are named now; what waits for one that is gone is refused. Until then it waits.
    void setSettings(std::shared_ptr<const wire::NotifySettings> settings);
    // Takes up what waits. Nothing is sent before that; `reply` when it is read, or cannot be: then what is submitted
    // from then on is sent all the same.
    void start(store::Reply<base::Done> reply);
    [[nodiscard]] bool isStarted() const { return m_isStarted; }

    // Channels that others define, by a name that begins so. Until then, and while they are not known, what is for one
    // of them waits.
    void setChannels(const QString &prefix, std::optional<std::vector<wire::Channel>> channels);

    // Laid down once for each key. Replies when it is durable. `note`: how the audit trail has it.
    void submit(const DeliveryOrder &order, store::Reply<base::Done> reply,
                const std::optional<store::AuditNote> &note = std::nullopt);
    // Sends at once and once only: whether a channel works. The answer comes later; the log has what became of it, and
    // nothing waits or needs attention because of it.
    void tryOnce(const wire::Channel &channel, const std::optional<wire::MailSettings> &mail,
                 const DeliveryOrder &order, std::function<void(const base::Status &)> reply);

    // Newest first: all that wait or need attention, and the last 1,000 others since start() and before.
    [[nodiscard]] std::vector<Delivery> log() const;
    // An operator has seen what needs attention, or wants it tried once more.
    void dismiss(const QString &key, store::Reply<base::Done> reply);
    void retry(const QString &key, store::Reply<base::Done> reply);

    static constexpr qint64 giveUpAfterNs = 24 * base::nsPerHour;
    static const QString source; // of its rows in the outbox

Q_SIGNALS:
    void changed();
    void started();
    // For a desktop channel: shown here, which is its delivery.
    void desktopNotice(const wf::signals::Notification &what);
    // Refused or given up: somebody is to know that a message did not go out.
    void failed(const wf::engine::Delivery &delivery);
    void bookFailed(const wf::base::Error &error);

private:
    struct Row {
        Delivery delivery;
        async::Request sending;
        bool isSaving = false;
    };
    void take(const std::vector<store::OutboxItem> &items);
    void tick();
    [[nodiscard]] const wire::Channel *channelOf(const DeliveryOrder &order) const;
    // The channels among which its own is are not known yet.
    [[nodiscard]] bool isUnknown(const DeliveryOrder &order) const;
    [[nodiscard]] bool mayGoNow(Row &row, qint64 nowNs);
    void send(Row &row);
    void ended(const QString &key, const ChannelSender::Outcome &outcome);
    void save(const QString &key, store::OpChange change, std::function<void(Row &)> then);
    void refuse(const QString &key, const QString &why);
    void putOff(const QString &key, const QString &why, std::optional<std::chrono::milliseconds> retryAfter);
    void close(const QString &key, const QString &thread);
    void keepTried(const DeliveryOrder &order, const QString &why);
    void wake(int ms);
    [[nodiscard]] Row *find(const QString &key);
    [[nodiscard]] static QString threadKey(const DeliveryOrder &order);

    OpBook &m_book;
    ChannelSender &m_sender;
    const base::Clock &m_clock;
    QString m_actor;
    std::shared_ptr<const wire::NotifySettings> m_settings;                // null until they are known
    std::map<QString, std::optional<std::vector<wire::Channel>>> m_others; // by prefix
    std::map<QString, std::unique_ptr<Row>> m_open;                        // by key
    std::deque<Delivery> m_over;                                           // newest last
    QHash<QString, QString> m_threads;           // channel and incident -> what the first message is called
    QHash<QString, std::deque<qint64>> m_sentAt; // by channel, of the last minute
    QTimer m_timer;
    bool m_isStarted = false;
    async::Requests m_requests;
};

} // namespace wf::engine
