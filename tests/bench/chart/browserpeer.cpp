// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/chart/browserpeer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace wf::bench {

std::optional<BrowserFigures> measureInBrowser(int series, int points)
{
    QProcess driver;
    driver.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    driver.start(QStringLiteral("python3"),
                 {QStringLiteral(WF_CHROMIUM_PEER), QString::number(series), QString::number(points)});
    constexpr int mostMs = 10 * 60'000;
    if (!driver.waitForFinished(mostMs) || driver.exitCode() != 0)
        return std::nullopt;
    const auto figures = QJsonDocument::fromJson(driver.readAllStandardOutput()).object();
    return BrowserFigures{figures[QStringLiteral("peer")].toString().toStdString(),
                          figures[QStringLiteral("full")].toDouble(), figures[QStringLiteral("pan")].toDouble()};
}

} // namespace wf::bench
