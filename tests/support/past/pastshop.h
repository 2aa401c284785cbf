// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/past/openmetricspast.h"

#include <cmath>

namespace wf::tests {

// What the pools and disks of a shop measured up to now: pools follow the day, but one of them uses 98 connections
// since twenty minutes; disks stand, but that of node-3 fills by 13 GB a day and is full in a week.
struct PastShop {
    int services = 6, machines = 6;
    int poolDays = 3, diskDays = 8;
    int busy = 2;           // the service whose pool is used so much
    double poolLimit = 100; // connections of each

    [[nodiscard]] QByteArray openMetrics(qint64 lastMs) const
    {
        constexpr qint64 minuteMs = 60'000, dayMs = 1440 * minuteMs;
        OpenMetricsPast out;
        for (int i = 0; i < services; ++i) {
            const QByteArray who = "{service=\"service-" + QByteArray::number(i) + "\",region=\"eu-west\"}";
            for (qint64 t = lastMs - poolDays * dayMs; t <= lastMs; t += minuteMs) {
                const double hour = static_cast<double>(t % dayMs) / static_cast<double>(dayMs);
                const double noise = static_cast<double>((t / minuteMs * 7919 + i * 31) % 13) / 6 - 1;
                const bool isBusy = i == busy && t > lastMs - 20 * minuteMs;
                out.put("db_pool_in_use", who, t, isBusy ? 98 : 30 + 5 * std::sin(2 * M_PI * hour) + noise);
                out.put("db_pool_max", who, t, poolLimit);
            }
        }
        for (int i = 0; i < machines; ++i) {
            const QByteArray who = "{instance=\"node-" + QByteArray::number(i) + "\",mountpoint=\"/\",fstype=\"ext4\"}";
            for (qint64 t = lastMs - diskDays * dayMs; t <= lastMs; t += 5 * minuteMs) {
                const double days = static_cast<double>(t - lastMs) / static_cast<double>(dayMs);
                const double swing = 1e9 * std::sin(static_cast<double>(t / minuteMs + i));
                out.put("node_filesystem_size_bytes", who, t, 500e9);
                out.put("node_filesystem_avail_bytes", who, t, i == 3 ? 100e9 - 13e9 * days : 300e9 + swing);
            }
        }
        return out.text();
    }
};

} // namespace wf::tests
