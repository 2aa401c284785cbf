// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/output.h"
#include "app/cli/report/report.h"
#include "app/paths.h"

namespace wf::app {

using namespace Qt::StringLiterals;

std::optional<engine::ReportHouse> reportHouseOf(const QCommandLineParser &parser)
{
    const bool isNamed = parser.isSet(u"settings"_s);
    auto house = engine::readReportHouse(isNamed ? parser.value(u"settings"_s) : reportSettingsPath(), isNamed);
    if (house)
        return std::move(*house);
    printError(house.error().summary);
    for (const QString &line : house.error().detail.split(u'\n'))
        printError(line);
    return std::nullopt;
}

} // namespace wf::app
