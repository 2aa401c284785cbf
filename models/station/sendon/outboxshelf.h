// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/sendon/outbox.h"

#include <functional>
#include <map>
#include <memory>

namespace wf::station {

// The outboxes of a station, one folder each: a receiver finds its own again after a restart, and after the
// configuration was read anew while somebody still holds the one before. One thread.
class OutboxShelf {
public:
    explicit OutboxShelf(QString folder) : m_folder(std::move(folder)) {}
    // key: tells receivers apart (where to, what, for whom).
    [[nodiscard]] std::shared_ptr<Outbox> outbox(const QString &key, qint64 mostBytes);
    // Removes what nobody has sent from for a week: its receiver stands in no configuration any more. Those in use at
    // the time of the call stay. The work waits for the disk: for any thread.
    [[nodiscard]] std::function<void()> sweeping(qint64 nowNs) const;

private:
    [[nodiscard]] static QString nameOf(const QString &key);
    QString m_folder;
    std::map<QString, std::weak_ptr<Outbox>> m_outboxes;
};

} // namespace wf::station
