// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/autostart.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/notify/notify.h"

#include <QCoreApplication>

namespace wf::app {

using namespace Qt::StringLiterals;

int runAutostart(const QStringList &arguments)
{
    const QString first = arguments.value(0, u"status"_s);
    if (!QStringList{u"status"_s, u"on"_s, u"off"_s}.contains(first)) {
        printLine(
            u"Usage: watchfloor autostart [status|on|off] [--environment NAME | --environment-file F | --station]\n"
            "\n"
            "  status            is the console started in the tray at log-in? 0 yes, 1 no, 3 it cannot be\n"
            "  on, off           write or remove the entry in ~/.config/autostart"_s);
        return first == "--help"_L1 || first == "-h"_L1 ? ExitOk : ExitUnknown;
    }
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"station"_s, u"on: this machine, watched by the embedded station."_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor autostart "_s + first} + arguments.mid(1)))
        return *code;
    const Autostart autostart;
    if (first != "status"_L1) {
        const auto done =
            autostart.set(first == "on"_L1, QCoreApplication::applicationFilePath(), trayArguments(parser));
        if (!done) {
            printError(done.error().summary + u' ' + done.error().detail);
            return ExitUnknown;
        }
    }
    const auto state = autostart.state();
    printLine(state.isOn ? u"On: %1"_s.arg(state.command) : u"Off."_s);
    if (!state.doubt.isEmpty())
        printError(state.doubt);
    if (first != "status"_L1)
        return ExitOk;
    return !state.isPossible ? ExitUnknown : state.isOn ? ExitOk : ExitWarning;
}

} // namespace wf::app
