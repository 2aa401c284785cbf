// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/world/fleet.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <map>
#include <optional>

namespace wf::app::demo {

enum class ShopMode : std::uint8_t { Live, Backfill, Write };

struct ShopOptions {
    ShopMode mode = ShopMode::Live;
    std::uint64_t seed = 42;
    double speed = 1.0;
    double offset = 0.0; // seconds the world's clock is ahead of the wall's
    double anchor = 0.0; // when the payment rollout finishes, seconds since 1970
    std::map<Story, double> starts;
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 28000;
    QString targets; // folders; empty: not written
    QString rules;
    QString objectives;
    QUrl loki;
    QUrl otlp;
    double stopAfter = 0.0;      // live: seconds, 0 = until stopped
    double from = 0.0;           // backfill, seconds since 1970
    std::optional<double> until; // nullopt: until now, whenever that is
    double oldStep = 120.0;      // more than a day back
    double step = 60.0;
    double recentStep = 15.0;
    double recent = 3.0 * 3600.0; // the last so many seconds use recentStep
    double chunk = 6.0 * 3600.0;  // time one file covers; at most 2 h where samples are fine
    QString openMetrics;          // folder for OpenMetrics files
    QString blocks;               // folder for TSDB blocks, made by promtool
    QString promtool = QStringLiteral("promtool");
    double pushed = 6.0 * 3600.0; // how much of the time is pushed as logs and traces
};

// 90, 90s, 25m, 2h, 7d; with a sign for offsets. Seconds.
[[nodiscard]] std::optional<double> parseSpan(QStringView text);
// "now", an ISO time, seconds since 1970, or a span relative to now.
[[nodiscard]] std::optional<double> parseMoment(QStringView text, double now);

struct ParsedOptions {
    std::optional<ShopOptions> options;
    QString message; // help, or what is wrong
    bool wrong = false;
};
// args without program and subcommand, as in {"--live", "--seed", "7"} or {"backfill", "--days", "2"}; now: seconds
// since 1970.
[[nodiscard]] ParsedOptions parseShopOptions(const QStringList &args, double now);

} // namespace wf::app::demo
