// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/notify/notification.h"
#include "models/wire/notify/channel.h"

#include <QUrl>

#include <chrono>
#include <optional>

// What each service wants to be asked, and what its answers mean. Sources: PagerDuty Events API v2, Slack incoming
// webhooks and chat.postMessage, Twilio Messages, Opsgenie Alert API v2, Microsoft Teams workflows with Adaptive Cards
// 1.4, Discord execute webhook. Outside text arrives there as plain text: nothing in it mentions anybody, links or
// formats.
namespace wf::wire {

// One POST. It holds secrets: never logged, never kept.
struct ChannelCall {
    QUrl url;
    QByteArray contentType;
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
};

// Beside the notification itself.
struct CallContext {
    QByteArray secret;    // what `Channel::secret` names
    QString deliveryId;   // the same when it is tried again
    QString thread;       // what the first message about this incident was called by the service; may be empty
    qint64 nowNs = 0;     // for the signature
    QByteArray body = {}; // Webhook: JSON that is sent instead of what the notification says; may be empty
    QString event = {};   // Webhook: of it; empty: the notification's step
};

// Errors: Invalid (no address or secret, an address that is not http or https, a kind that is not called by HTTP).
[[nodiscard]] base::Result<ChannelCall> channelCall(const Channel &channel, const signals::Notification &what,
                                                    const CallContext &context);

struct ChannelAnswer {
    int status = 0;
    QByteArray body;
    std::optional<std::chrono::milliseconds> retryAfter; // of the header
};
struct ChannelVerdict {
    enum class Kind { Delivered, Later, Refused };
    Kind kind = Kind::Delivered;
    QString thread; // what the service calls the message; may be empty
    QString reason; // outside text; empty when delivered
    std::optional<std::chrono::milliseconds> retryAfter;
};
[[nodiscard]] ChannelVerdict channelVerdict(const Channel &channel, const ChannelAnswer &answer);

// Whether a message that may or may not have arrived can be sent again without harm: the service, or whoever reads it,
// knows the second as the same. Not so for SMS.
[[nodiscard]] bool mayRepeat(Channel::Kind kind);

// What every webhook is signed with, as X-Watchfloor-Signature: "t=1779000000,v1=<hex>": HMAC-SHA256 over "<t>.<body>"
// with the key. Receivers compute it anew and refuse what is older than they like.
[[nodiscard]] QByteArray webhookSignature(const QByteArray &key, qint64 nowNs, const QByteArray &body);

} // namespace wf::wire
