// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/dashboards/dashboards.h"
#include "app/cli/window.h"
#include "app/demo/serve/shop.h"
#include "app/heap/heap.h"
#include "app/main/commands.h"
#include "app/paths.h"
#include "app/plurals.h"

#include "models/base/logging.h"

#include <QApplication>

namespace {

bool needsWindow(const QStringList &arguments)
{
    static const QStringList consoleOnly{
        QStringLiteral("alerts"),    QStringLiteral("bundle"),      QStringLiteral("dashboards"),
        QStringLiteral("metrics"),   QStringLiteral("sources"),     QStringLiteral("rules"),
        QStringLiteral("query"),     QStringLiteral("traces"),      QStringLiteral("slo"),
        QStringLiteral("analyze"),   QStringLiteral("station"),     QStringLiteral("shop"),
        QStringLiteral("report"),    QStringLiteral("status-page"), QStringLiteral("sla"),
        QStringLiteral("incidents"), QStringLiteral("channels"),    QStringLiteral("escalation"),
        QStringLiteral("autostart"), QStringLiteral("anomalies"),   QStringLiteral("capacity"),
        QStringLiteral("changes"),   QStringLiteral("moves"),       QStringLiteral("normal"),
        QStringLiteral("--version"), QStringLiteral("--help"),      QStringLiteral("-h"),
        QStringLiteral("help")};
    return arguments.size() < 2 || !consoleOnly.contains(arguments.at(1));
}

} // namespace

int main(int argc, char **argv)
{
    wf::app::hardenProcess();
    wf::app::shareHeaps();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    QCoreApplication::setApplicationName(QStringLiteral("Watchfloor"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WF_VERSION));
    if (wf::app::paintsDashboards(arguments.mid(1))) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // pictures need no screen
        const QApplication app(argc, argv);
        wf::app::EnglishPlurals plurals;
        QCoreApplication::installTranslator(&plurals);
        wf::base::installLogHandler(wf::app::stateDirectory() + QStringLiteral("/watchfloor.log"));
        return wf::app::runCommand(arguments.mid(1));
    }
    if (!needsWindow(arguments)) {
        const QCoreApplication app(argc, argv);
        wf::app::EnglishPlurals plurals;
        QCoreApplication::installTranslator(&plurals);
        if (arguments.at(1) == QLatin1String("shop"))
            return wf::app::demo::runShop(arguments.mid(2));
        wf::base::installLogHandler(wf::app::stateDirectory() + QStringLiteral("/watchfloor.log"));
        return wf::app::runCommand(arguments.mid(1));
    }
    if (arguments.size() > 1 && arguments.at(1) == QLatin1String("shot"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // pictures need no screen
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    const QApplication app(argc, argv);
    wf::app::EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    QGuiApplication::setDesktopFileName(QStringLiteral("watchfloor"));
    wf::base::installLogHandler(wf::app::stateDirectory() + QStringLiteral("/watchfloor.log"));
    return wf::app::runWindow(arguments.mid(1));
}
