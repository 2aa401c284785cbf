// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace wf::wire {

// How to reach somebody. Of the fields below `kind` a channel has those of its kind; secrets are named, never held.
// Mail is handed over as the file's mail settings say.
struct Channel {
    enum class Kind { Desktop, Email, Slack, PagerDuty, Sms, Opsgenie, Teams, Discord, Webhook };

    QString name; // unique
    Kind kind = Kind::Desktop;
    QString secret;      // where the address, key or token is kept: "stored:slack", "file:/…"; may be empty
    QString address;     // http(s): of a webhook, or instead of the service's own
    QString target;      // Slack: channel, for a bot's token; Sms: account; Opsgenie: team
    QString from;        // Sms: number or messaging service
    QStringList to;      // Sms: numbers (E.164); Email: mailboxes
    QString bodyPattern; // Webhook: empty: JSON of ours
    QString contentType; // of it
    std::vector<std::pair<QByteArray, QByteArray>> headers; // Webhook: more of them
    int perMinute = 30;                                     // messages at most; what is over it waits
    bool isTested = false;                                  // at the start of each watch

    friend bool operator==(const Channel &, const Channel &) = default;
};
[[nodiscard]] QString channelKindName(Channel::Kind kind); // "pagerduty"

} // namespace wf::wire
