// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/notify/notification.h"

#include <QJsonObject>

namespace wf::engine {

// One message to one receiver, as it lies in the ledger's outbox. It names its channel, and no secret.
struct DeliveryOrder {
    QString key;     // of the outbox: the same message is laid there once, however often it is asked for
    QString channel; // by name
    QString to;      // Sms: the number; else empty
    signals::Notification what;
    qint64 notAfterNs = 0;  // given up then
    QByteArray body = {};   // of a webhook: JSON instead of what `what` says; may be empty
    QString event = {};     // of it: "freeze.changed"
    bool isPatient = false; // a channel that is gone may come back: it waits for it
    friend bool operator==(const DeliveryOrder &, const DeliveryOrder &) = default;
};

// One line for people: what it says.
[[nodiscard]] QString orderSubject(const DeliveryOrder &order);
// 26 characters of a hash over all parts.
[[nodiscard]] QString orderKey(const QStringList &parts);

[[nodiscard]] QJsonObject toJson(const DeliveryOrder &order);
// Errors: NotUnderstood.
[[nodiscard]] base::Result<DeliveryOrder> orderFrom(const QString &key, const QJsonObject &json);

} // namespace wf::engine
