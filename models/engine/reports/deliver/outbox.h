// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/mail/smtp.h"

#include <functional>
#include <vector>

namespace wf::engine {

struct QueuedMail {
    enum class State { Waiting, Sent, Refused };
    QString key;    // of what it is about; each is taken once
    net::Mail mail; // without its attachments once it is no longer waiting
    State state = State::Waiting;
    int attempts = 0;
    qint64 nextAtNs = 0; // not before
    qint64 lastAtNs = 0; // when it was last handed over; 0: never
    QString error;
};

// Mails that wait to be sent, a file each, in a folder of their own. What put() has answered well survives kill -9 and
// a loss of power. A mail is handed over at least once and, but for a crash within the moment between the server's
// answer and ours to the disk, at most once; then the second copy has the same Message-ID. Blocks; not thread-safe.
class MailOutbox {
public:
    [[nodiscard]] static base::Result<MailOutbox> open(const QString &folder);

    // A key that is known already changes nothing, whatever became of it.
    [[nodiscard]] base::Status put(const QString &key, const net::Mail &mail, qint64 nowNs);
    [[nodiscard]] base::Result<std::vector<QueuedMail>> all() const; // by key
    using Send = std::function<base::Status(const net::Mail &)>;
    struct Outcome {
        int sent = 0, refused = 0, waiting = 0;
        QStringList problems;
    };
    // Those whose time has come. After a failure that may pass it waits 1, 2, 4 … minutes, at most 6 hours.
    [[nodiscard]] base::Result<Outcome> sendDue(qint64 nowNs, const Send &send);

private:
    explicit MailOutbox(QString folder) : m_folder(std::move(folder)) {}
    [[nodiscard]] QString pathOf(const QString &key) const;
    [[nodiscard]] base::Status write(const QueuedMail &mail) const;

    QString m_folder;
};

} // namespace wf::engine
