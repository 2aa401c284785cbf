// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/notify/notify.h"
#include "app/notifier.h"
#include "app/paths.h"

#include <QCoreApplication>

#include <cstdio>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

void printProblems(Notifier &notifier)
{
    auto *keeper = &notifier.escalations();
    QObject::connect(keeper, &engine::EscalationKeeper::problem, keeper,
                     [](const QString &words) { printError(words); });
    QObject::connect(&notifier.file(), &engine::NotifyFile::refused, keeper, [](const QStringList &lines) {
        for (const QString &line : lines)
            printError(line);
    });
    auto *desk = &notifier.deliveries();
    QObject::connect(desk, &engine::DeliveryDesk::failed, keeper, [](const engine::Delivery &one) {
        printError(u"%1 did not take \"%2\": %3"_s.arg(one.order.channel, engine::orderSubject(one.order), one.error));
    });
    QObject::connect(desk, &engine::DeliveryDesk::bookFailed, keeper,
                     [](const base::Error &error) { printError(error.summary + u' ' + error.detail); });
    // Nobody sits here: whoever reads the output is told.
    QObject::connect(desk, &engine::DeliveryDesk::desktopNotice, keeper, [](const signals::Notification &what) {
        printLine(signals::subjectOf(what) + u" — "_s + signals::sentencesOf(what).join(u' '));
    });
}

} // namespace

int runHeadless(const QCommandLineParser &parser)
{
    const auto environment = environmentOrSay(parser);
    if (!environment)
        return ExitUnknown;
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); // a log is read line by line
    WorkspaceOptions options;
    options.environment = *environment;
    options.stateDirectory = stateDirectoryFor(parser, *environment);
    options.stationCollects = false; // the station is a window's, or a service's
    const base::SystemClock clock;
    async::Pools pools;
    Workspace workspace(options, clock, pools);
    Notifier notifier(workspace, parser.isSet(u"settings"_s) ? parser.value(u"settings"_s) : notifySettingsPath());
    printProblems(notifier);
    int code = ExitOk;
    workspace.start();
    notifier.start();
    notifier.escalations().setRunning(true, [&](const base::Result<base::Done> &kept) {
        if (kept)
            return printLine(
                u"Running the escalations of %1. Ctrl+C ends it; what waits goes on at the next start."_s.arg(
                    environment->name));
        printError(u"%1 %2 A console that has this environment open can run them itself."_s.arg(kept.error().summary,
                                                                                                kept.error().detail));
        code = ExitUnknown;
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    return code;
}

} // namespace wf::app
