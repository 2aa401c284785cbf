// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/noise/maintenance.h"
#include "models/base/result.h"

#include <QJsonObject>

namespace wf::engine {

// A maintenance window as it is kept and written: all as text.
struct MaintenanceWish {
    QString name;
    QString matchers; // "service=payment pod=~\"payment-.*\"", the language of the Alerts page
    QString first;    // what a clock shows when the first one begins: 2026-05-17T02:00
    QString zone;     // IANA; empty: UTC
    QString length;   // 2h
    QString rule;     // RFC 5545; empty: once
    friend bool operator==(const MaintenanceWish &, const MaintenanceWish &) = default;
};
[[nodiscard]] QJsonObject toJson(const MaintenanceWish &wish);
// Texts that are missing are empty; makeWindow() says what is wrong.
[[nodiscard]] MaintenanceWish maintenanceFrom(const QJsonObject &json);
// Errors: Invalid, with what to write instead.
[[nodiscard]] base::Result<analysis::MaintenanceWindow> makeWindow(const MaintenanceWish &wish);

} // namespace wf::engine
