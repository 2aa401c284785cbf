// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/notify/channelcall.h"

#include <QJsonObject>

// One function for each service: its request without checks of the address. Internal to this room.
namespace wf::wire {

using CallResult = base::Result<ChannelCall>;

[[nodiscard]] CallResult slackCall(const Channel &channel, const signals::Notification &what, const CallContext &with);
[[nodiscard]] CallResult pagerDutyCall(const Channel &channel, const signals::Notification &what,
                                       const CallContext &with);
[[nodiscard]] CallResult smsCall(const Channel &channel, const signals::Notification &what, const CallContext &with);
[[nodiscard]] CallResult opsgenieCall(const Channel &channel, const signals::Notification &what,
                                      const CallContext &with);
[[nodiscard]] CallResult teamsCall(const Channel &channel, const signals::Notification &what, const CallContext &with);
[[nodiscard]] CallResult discordCall(const Channel &channel, const signals::Notification &what,
                                     const CallContext &with);
[[nodiscard]] CallResult webhookCall(const Channel &channel, const signals::Notification &what,
                                     const CallContext &with);

// At most `cap` UTF-16 units without control characters; line breaks stay.
[[nodiscard]] QString plain(const QString &text, qsizetype cap);
[[nodiscard]] QByteArray asJson(const QJsonObject &object);
[[nodiscard]] ChannelCall jsonCall(const QString &address, const QJsonObject &body);
// The channel's own address, else the secret: of most webhooks the address is the secret.
[[nodiscard]] QString addressOf(const Channel &channel, const CallContext &with);
[[nodiscard]] int colourOf(const signals::Notification &what); // 0xRRGGBB
[[nodiscard]] bool isOver(const signals::Notification &what);  // resolved

} // namespace wf::wire
