// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/watch/alertmerge.h"

#include <array>

namespace wf::support {

// A list of firing instances as a large site has them: the same for the same count.
[[nodiscard]] inline std::vector<signals::Alert> manyAlerts(int count, qint64 nowNs)
{
    static constexpr std::array names{
        "HighErrorRate", "InstanceDown",      "DiskWillFillIn4Hours",  "KubePodCrashLooping",
        "TargetDown",    "CPUThrottlingHigh", "NodeClockSkewDetected", "etcdHighFsyncDurations"};
    static constexpr std::array severities{"critical", "warning", "info", "none"};
    quint64 state = 3;
    const auto next = [&state] {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<quint32>(state >> 36U);
    };
    std::vector<signals::Alert> out;
    out.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const quint32 r = next();
        const std::string name = std::string(names[r % 8]) + std::to_string((r >> 3U) % 50);
        const std::string host = "host-" + std::to_string((r >> 5U) % 5000);
        signals::Alert alert;
        alert.labels = base::Labels({{"alertname", name},
                                     {"severity", severities[(r >> 12U) % 4]},
                                     {"service", "service-" + std::to_string((r >> 9U) % 100)},
                                     {"region", "eu-" + std::to_string(r % 7)},
                                     {"instance", host + ".example.net:9100"},
                                     {"row", std::to_string(i)}});
        alert.annotations =
            base::Labels({{"summary", "Instance " + host + " has " + name + " for more than 10 minutes (runbook " +
                                          std::to_string(r) + ")"}});
        alert.fingerprint = QStringLiteral("%1").arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = nowNs - (next() % 10'000'000LL) * 1'000'000LL;
        alert.updatedNs = nowNs;
        alert.value = static_cast<double>(next() % 100'000) / 100.0;
        alert.source = QStringLiteral("am");
        out.push_back(std::move(alert));
    }
    return out;
}

[[nodiscard]] inline engine::AlertSnapshotPtr manyAlertsSnapshot(int count, qint64 nowNs)
{
    engine::AlertAnswers answers;
    engine::AlertAnswers::FromAlertSource from;
    from.view.id = QStringLiteral("am");
    from.view.lastGoodNs = nowNs;
    from.alerts = std::make_shared<const signals::AlertAnswer>(signals::AlertAnswer{manyAlerts(count, nowNs), {}});
    answers.alertSources.push_back(std::move(from));
    return engine::mergeAlerts(answers, {}, nullptr, nowNs);
}

} // namespace wf::support
