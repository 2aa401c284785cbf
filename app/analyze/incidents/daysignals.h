// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/causes/stops.h"
#include "models/base/result.h"

#include <QDir>
#include <QHash>
#include <QString>

#include <map>
#include <optional>

namespace wf::app {

// Traces and log lines of a day's incidents, a file a minute: traces/HH_MM.json beside traces/faultfree.json, and
// logs/HH_MM.csv with PodName and Log. Files may be gzipped and are named without regard to that; of one that is not
// there nothing is known.
class DaySignals {
public:
    using ByService = QHash<QString, double>;

    explicit DaySignals(QDir folder) : m_folder(std::move(folder)) {}

    struct Traced {
        ByService stops;                   // by analysis::stopStrengths(), against the fault-free minute
        QHash<QString, QStringList> calls; // of both minutes
    };
    // Of a minute of traces; nothing without a fault-free one.
    [[nodiscard]] base::Result<Traced> traced(const QString &file);
    // Error lines of that minute beyond the mean of the minutes before it that day.
    [[nodiscard]] base::Result<ByService> errorLines(const QString &file);

private:
    [[nodiscard]] bool isThere(const QString &file) const;
    [[nodiscard]] base::Result<std::vector<analysis::HandledRequest>> requestsOf(const QString &file) const;
    [[nodiscard]] base::Result<ByService> errorsOf(const QString &file);

    QDir m_folder;
    std::optional<std::vector<analysis::HandledRequest>> m_usual;
    std::map<QString, ByService> m_errors; // by file
};

} // namespace wf::app
