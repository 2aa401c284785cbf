// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/report/report.h"
#include "app/cli/sla/slasource.h"
#include "app/reportfonts.h"

#include <QCoreApplication>

namespace wf::app {

using namespace Qt::StringLiterals;

int runSlaReport(const QStringList &arguments)
{
    QCommandLineParser parser;
    addSlaOptions(parser);
    addLookOptions(parser);
    parser.addOption({u"settings"_s, u"Branding: reports.yaml in the configuration folder."_s, u"file"_s});
    parser.addOption({u"archive"_s, u"Folder of issued reports."_s, u"folder"_s});
    parser.addOption({u"issue"_s, u"Keep it as issued; needs --by."_s});
    parser.addOption({u"by"_s, u"Who issues it."_s, u"name"_s});
    parser.addOption({u"reason"_s, u"Why it is issued; kept with it."_s, u"text"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor sla report"_s} + arguments))
        return *code;
    const auto look = lookOf(parser);
    const bool lacksName = parser.isSet(u"issue"_s) && parser.value(u"by"_s).trimmed().isEmpty();
    if (!look || parser.positionalArguments().size() != 1 || lacksName) {
        printError(
            u"Write: watchfloor sla report CONTRACT [--period 2026-10|2026-Q4|2026] [--format pdf|html|csv|json|md] "
            "[--paper a4|letter] [--issue --by NAME --reason TEXT] [-o FILE]"_s);
        return ExitUnknown;
    }
    const QString name = parser.positionalArguments().front();
    const auto house = reportHouseOf(parser);
    const auto snapshot = house ? slaSnapshot(parser, name) : nullptr;
    if (snapshot == nullptr)
        return ExitUnknown;
    const auto state = engine::agreementIn(*snapshot, name);
    if (!state) {
        printError(state.error().summary + u' ' + state.error().detail);
        return ExitUnknown;
    }
    if (parser.isSet(u"issue"_s) && snapshot->isPartial) {
        printError(u"Not all sources answered: nothing is issued from a part of the data."_s);
        return ExitUnknown;
    }
    const signals::Report report =
        engine::reportOf(*snapshot, *state, house->branding, QCoreApplication::applicationVersion());
    const auto bytes = wire::renderReport(report, *look, reportFonts());
    if (!bytes) {
        printError(bytes.error().summary + u' ' + bytes.error().detail);
        return ExitUnknown;
    }
    if (parser.isSet(u"issue"_s)) {
        const base::SystemClock clock;
        const auto archive = reportArchiveOf(parser, clock);
        const auto issued = archive ? archive->issue(report, parser.value(u"by"_s), parser.value(u"reason"_s))
                                    : base::Result<engine::IssuedReport>(base::Error{});
        if (!issued) {
            if (archive)
                printError(issued.error().summary + u' ' + issued.error().detail);
            return ExitUnknown;
        }
    }
    if (!writeDocument(parser, *bytes))
        return ExitUnknown;
    return snapshot->isPartial ? ExitWarning : ExitOk;
}

} // namespace wf::app
