// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

#include <array>

// What the v2 schema writes as words and the classic one as numbers, in the order of these numbers.
namespace wf::wire::words {

inline constexpr std::array hides{QLatin1StringView("dontHide"), QLatin1StringView("hideLabel"),
                                  QLatin1StringView("hideVariable"), QLatin1StringView("inControlsMenu")};
inline constexpr std::array refreshes{QLatin1StringView("never"), QLatin1StringView("onDashboardLoad"),
                                      QLatin1StringView("onTimeRangeChanged")};
inline constexpr std::array sorts{QLatin1StringView("disabled"),
                                  QLatin1StringView("alphabeticalAsc"),
                                  QLatin1StringView("alphabeticalDesc"),
                                  QLatin1StringView("numericalAsc"),
                                  QLatin1StringView("numericalDesc"),
                                  QLatin1StringView("alphabeticalCaseInsensitiveAsc"),
                                  QLatin1StringView("alphabeticalCaseInsensitiveDesc"),
                                  QLatin1StringView("naturalAsc"),
                                  QLatin1StringView("naturalDesc")};

} // namespace wf::wire::words
