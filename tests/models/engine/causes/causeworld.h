// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causesignals.h"
#include "models/engine/incidents/incident.h"
#include "models/engine/services/servicecatalog.h"

namespace wf::tests {

using namespace Qt::StringLiterals;

inline constexpr qint64 openedNs = 1'778'723'840'000'000'000; // 14 May 2026, 01:57:20

inline engine::IncidentAlert alarm(const QString &name, const QString &service, qint64 startNs)
{
    engine::IncidentAlert out;
    out.key = qHash(name + service) | 1U;
    out.name = name;
    out.service = service;
    out.region = u"eu-west"_s;
    out.startNs = startNs;
    return out;
}

// payment gets slow a minute before checkout, which calls it, and the gateway, which calls checkout.
inline engine::Incident paymentIncident()
{
    engine::Incident out;
    out.number = 7;
    out.openedNs = openedNs;
    out.service = u"payment"_s;
    out.services = {u"payment"_s, u"checkout"_s, u"gateway"_s};
    out.regions = {u"eu-west"_s};
    out.alerts = {alarm(u"PaymentSlow"_s, u"payment"_s, openedNs),
                  alarm(u"CheckoutSlow"_s, u"checkout"_s, openedNs + base::nsPerMinute),
                  alarm(u"GatewayTimeouts"_s, u"gateway"_s, openedNs + 2 * base::nsPerMinute)};
    return out;
}

inline engine::ServicesSnapshot shop()
{
    engine::ServicesSnapshot out;
    for (const QString &name : {u"cart"_s, u"checkout"_s, u"gateway"_s, u"payment"_s})
        out.services.push_back({name, u"service"_s, name, u"region"_s, {u"eu-west"_s, u"us-east"_s}, {}, {}, true});
    out.calls = {{u"gateway"_s, u"checkout"_s, 10}, {u"checkout"_s, u"payment"_s, 9}, {u"checkout"_s, u"cart"_s, 9}};
    out.deploys = {{u"payment"_s, u"eu-west"_s, u"v2.30.4"_s, u"v2.31.0"_s, {}, openedNs - 8 * base::nsPerMinute, 0}};
    out.asOfNs = openedNs;
    return out;
}

// A value a minute from an hour and a quarter before the incident to ten minutes after: usual, then as it is.
inline engine::MeasuredCause figure(engine::CauseMeasure measure, const QString &service, const QString &region,
                                    double usual, double now, qint64 sinceNs = openedNs - 3 * base::nsPerMinute)
{
    engine::MeasuredCause out{measure, service, region, {}, {}, {}};
    for (int minute = -75; minute <= 10; ++minute) {
        const qint64 ns = openedNs + minute * base::nsPerMinute;
        out.timesNs.push_back(ns);
        out.values.push_back((ns < sinceNs ? usual : now) * (1 + 0.01 * (minute % 3)));
    }
    return out;
}

inline engine::CauseSignals measuredShop()
{
    using engine::CauseMeasure;
    engine::CauseSignals out;
    out.range = {openedNs - 75 * base::nsPerMinute, openedNs + 10 * base::nsPerMinute};
    out.measured = {figure(CauseMeasure::Latency, u"payment"_s, u"eu-west"_s, 0.31, 2.9),
                    figure(CauseMeasure::Latency, u"payment"_s, u"us-east"_s, 0.31, 0.31),
                    figure(CauseMeasure::Latency, u"checkout"_s, u"eu-west"_s, 0.8, 3.4, openedNs),
                    figure(CauseMeasure::Latency, u"gateway"_s, u"eu-west"_s, 0.9, 3.5, openedNs),
                    figure(CauseMeasure::Latency, u"cart"_s, u"eu-west"_s, 0.05, 0.05),
                    figure(CauseMeasure::Saturation, u"payment"_s, u"eu-west"_s, 0.25, 1)};
    out.measured.back().title = u"psp pool"_s;
    return out;
}

} // namespace wf::tests
