// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/engine/history/pastincidents.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

// The firings that pass a filter of the Alerts page, newest first. Errors: Invalid, with what to write instead.
[[nodiscard]] base::Result<std::vector<engine::PastAlert>> filteredHistory(const std::vector<engine::PastAlert> &alerts,
                                                                           const QString &filter, qint64 nowNs);

// A head and a line each: BEGAN ENDED SEVERITY ALERT SERVICE ACKNOWLEDGED BY KNOWN FROM SUMMARY.
[[nodiscard]] std::vector<QStringList> historyTable(const std::vector<engine::PastAlert> &alerts);
[[nodiscard]] QJsonArray historyAsJson(const std::vector<engine::PastAlert> &alerts);
// DAY ALERTS CRITICAL.
[[nodiscard]] std::vector<QStringList> calendarTable(const std::vector<engine::DayCount> &days);
[[nodiscard]] QJsonArray calendarAsJson(const std::vector<engine::DayCount> &days);
// WEEK SERVICE FIRED CRITICAL ACKNOWLEDGED MTTD MTTA MTTR, newest week first.
[[nodiscard]] std::vector<QStringList> weekTable(const std::vector<engine::WeekOfService> &weeks);
// RULE FIRED ACTED FALSE ADVICE.
[[nodiscard]] std::vector<QStringList> ruleTable(const std::vector<engine::RuleHistory> &rules);
[[nodiscard]] QJsonObject statisticsAsJson(const std::vector<engine::WeekOfService> &weeks,
                                           const std::vector<engine::RuleHistory> &rules);
// Of incidents that began within the range. WEEK SERVICE INCIDENTS CRITICAL TAKEN MTTD MTTA MTTR, newest week first,
// all of them together last.
[[nodiscard]] std::vector<QStringList> incidentWeekTable(const std::vector<engine::PastIncident> &incidents,
                                                         base::TimeRange range);
[[nodiscard]] QJsonObject incidentStatisticsAsJson(const std::vector<engine::PastIncident> &incidents,
                                                   base::TimeRange range);

} // namespace wf::app
