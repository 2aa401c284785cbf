// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/watch/alertmerge.h"
#include "models/engine/incidents/incidentbook.h"
#include "tests/support/fakeclock.h"

// A night of the shop, as the incident book is told of it.
namespace wf::test {

inline const qint64 night = support::instant("2026-05-14T01:50:00Z");

inline qint64 minute(double m)
{
    return night + static_cast<qint64>(m * base::nsPerMinute);
}

inline engine::WatchedAlert alert(const char *name, const char *service, double startMinute,
                                  const char *severity = "critical", const char *summary = "")
{
    engine::WatchedAlert out;
    out.alert.labels = base::Labels({{"alertname", name}, {"service", service}, {"severity", severity}});
    out.alert.annotations = base::Labels({{"summary", summary}});
    out.alert.fingerprint = QString::fromLatin1(name) + QString::fromLatin1(service);
    out.alert.startsNs = minute(startMinute);
    out.key = engine::alertKey(out.alert);
    out.service = QString::fromLatin1(service);
    out.region = QStringLiteral("eu-west");
    out.sources = {QStringLiteral("am")};
    return out;
}

inline engine::AlertSnapshot told(double atMinute, std::vector<engine::WatchedAlert> alerts, bool hasAnswered = true)
{
    engine::AlertSnapshot out;
    out.takenNs = minute(atMinute);
    out.alerts = std::move(alerts);
    out.sources.resize(1);
    out.sources[0].id = QStringLiteral("am");
    out.sources[0].lastGoodNs = hasAnswered ? out.takenNs : 0;
    return out;
}

inline engine::ServicesPtr shop()
{
    auto out = std::make_shared<engine::ServicesSnapshot>();
    out->calls = {{QStringLiteral("gateway"), QStringLiteral("checkout"), 1},
                  {QStringLiteral("checkout"), QStringLiteral("payment"), 1},
                  {QStringLiteral("gateway"), QStringLiteral("search"), 1}};
    return out;
}

inline std::vector<engine::WatchedAlert> storm()
{
    return {alert("PaymentP99LatencyHigh", "payment", 0, "warning"), alert("PspPoolSaturated", "payment", 0.2),
            alert("CheckoutLatencyBurnFast", "checkout", 1), alert("GatewayTimeouts504", "gateway", 2)};
}

} // namespace wf::test
