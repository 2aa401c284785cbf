// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/intake/intake.h"

#include <algorithm>

namespace wf::station {

qint64 Accepted::refusedCount() const
{
    qint64 sum = 0;
    for (const auto &r : refused)
        sum += r.count;
    return sum;
}

void Accepted::refuse(const QString &reason, const QString &example, qint64 count)
{
    const auto known = std::ranges::find(refused, reason, &Refusal::reason);
    if (known != refused.end())
        known->count += count;
    else
        refused.push_back({reason, count, example});
}

base::Result<Accepted> Intake::takeMarkedLogs(std::vector<signals::LogLine> lines, std::vector<signals::LogMark>)
{
    return takeLogs(std::move(lines));
}

base::Result<std::vector<signals::LogMark>> Intake::logMarks() const
{
    return base::makeError(base::ErrorKind::Unsupported, QStringLiteral("This intake keeps no marks of log files."));
}

} // namespace wf::station
