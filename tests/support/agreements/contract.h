// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wf::test {

// A contract with everything a contract may hold.
inline QByteArray goodContract()
{
    return R"(apiVersion: watchfloor/v1
kind: Agreement
metadata:
  name: spa-114
  version: 3
  changes: Checkout latency joined
spec:
  reference: SPA-114
  title: Storefront Platform Agreement
  plan: Gold
  promised: by-us
  provider: {name: Halcyon, contact: service@halcyon.example}
  customer: {name: Fernhill Outdoor, contact: it@fernhill.example}
  services: [gateway, checkout]
  timeZone: UTC
  settlement: month
  validity: {from: 2025-01-01, until: 2027-12-31}
  measured: {decimals: 3, rounding: half-even}
  maintenance: {notice: 5d, atMost: 4h}
  fee: {amount: 42000.00, currency: EUR, decimals: 2, rounding: half-up}
  cap: {percent: 30}
  clauses:
    - id: availability
      number: "1"
      name: Storefront availability
      text: of requests answered
      objective: gateway-availability
      target: 99.95
      missing: {count: left-out, keptUnder: 5m, section: "6.4"}
      tiers:
        - {below: 99.95, notBelow: 99.9, credit: 5 %}
        - {below: 99.9, notBelow: 99, credit: 10 %}
        - {below: 99, credit: 25 %}
    - id: uptime
      name: Storefront uptime
      target: 99.9
      measure: downtime
      service: gateway
      severity: critical
      tiers:
        - {below: 99.9, penalty: 500}
    - id: response
      name: Response to critical incidents
      text: acknowledged in 15 min
      target: 95
      measure: response
      within: 15m
      severity: critical
  exclusions:
    - id: may-maintenance
      kind: planned-maintenance
      section: "6.2"
      reason: Database upgrade
      start: 2026-05-03T02:00:00
      duration: 30m
      announced: 2026-04-24T09:00:00Z
      approval: {state: approved, by: Jonas Okafor, at: 2026-04-24T10:00:00Z, reason: Announced in time}
  notices:
    - {id: breach, on: breach, within: 24h, to: customer, section: "7.1", subject: "{{ $labels.clause }} of {{ $labels.agreement }} was breached"}
)";
}

// The same with one text in place of another; the other must be there.
inline QByteArray contractWith(const QByteArray &before, const QByteArray &after)
{
    QByteArray out = goodContract();
    Q_ASSERT(out.contains(before));
    return out.replace(before, after);
}

} // namespace wf::test
