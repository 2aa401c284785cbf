// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/cli/report/report.h"
#include "app/cli/sla/slasource.h"
#include "models/engine/reports/compose/composereport.h"

#include <QCoreApplication>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

const signals::Credit *creditOf(const engine::AgreementsSnapshot &snapshot, const engine::AgreementState &state)
{
    for (const auto &credit : snapshot.book.credits)
        if (credit.agreement == state.agreement.id && credit.period == state.period.period &&
            credit.kind == signals::CompensationKind::Credit)
            return &credit;
    return nullptr;
}

} // namespace

const engine::AgreementState *agreementOf(const engine::AgreementsSnapshot &snapshot, const QString &id)
{
    for (const auto &one : snapshot.agreements) {
        if (one.agreement.id.compare(id, Qt::CaseInsensitive) != 0 &&
            one.agreement.reference.compare(id, Qt::CaseInsensitive) != 0)
            continue;
        if (!one.error)
            return &one;
        printError(u"%1: %2 %3"_s.arg(id, one.error->summary, one.error->detail));
        return nullptr;
    }
    QStringList names;
    for (const auto &one : snapshot.agreements)
        names << one.agreement.id;
    printError(u"There is no agreement %1; there are: %2"_s.arg(id, names.join(u", "_s)));
    return nullptr;
}

signals::Report reportOf(const engine::AgreementsSnapshot &snapshot, const engine::AgreementState &state,
                         const wire::ReportSettings &settings, const QByteArray &logo)
{
    engine::ReportInput input;
    input.agreement = state.agreement;
    input.period = state.period;
    input.past = state.past;
    if (const auto *credit = creditOf(snapshot, state))
        input.credit = *credit;
    input.branding = signals::ReportBranding{settings.name, settings.colour, logo};
    input.toolVersion = QCoreApplication::applicationVersion();
    signals::Report report = engine::composeReport(input);
    if (snapshot.isPartial)
        report.notices.prepend(u"Not all sources answered: the figures are of a part of the data."_s);
    return report;
}

int runSlaReport(const QStringList &arguments)
{
    QCommandLineParser parser;
    addSlaOptions(parser);
    addLookOptions(parser);
    parser.addOption({u"settings"_s, u"Branding: reports.yaml in the configuration folder."_s, u"file"_s});
    parser.addOption({u"archive"_s, u"Folder of issued reports."_s, u"folder"_s});
    parser.addOption({u"issue"_s, u"Keep it as issued; needs --by."_s});
    parser.addOption({u"by"_s, u"Who issues it."_s, u"name"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor sla report"_s} + arguments))
        return *code;
    const auto look = lookOf(parser);
    const bool lacksName = parser.isSet(u"issue"_s) && parser.value(u"by"_s).trimmed().isEmpty();
    if (!look || parser.positionalArguments().size() != 1 || lacksName) {
        printError(u"Write: watchfloor sla report CONTRACT [--period 2026-10] [--format pdf|html|csv|json|md] "
                   "[--paper a4|letter] [--issue --by NAME] [-o FILE]"_s);
        return ExitUnknown;
    }
    const auto settings = reportSettingsOf(parser);
    const auto logo = settings ? logoOf(*settings) : std::nullopt;
    const auto snapshot = logo ? slaSnapshot(parser, parser.positionalArguments().front()) : nullptr;
    const auto *state = snapshot ? agreementOf(*snapshot, parser.positionalArguments().front()) : nullptr;
    if (state == nullptr)
        return ExitUnknown;
    const signals::Report report = reportOf(*snapshot, *state, *settings, *logo);
    const auto bytes = wire::renderReport(report, *look, reportFonts());
    if (!bytes) {
        printError(bytes.error().summary + u' ' + bytes.error().detail);
        return ExitUnknown;
    }
    if (parser.isSet(u"issue"_s)) {
        const base::SystemClock clock;
        const auto archive = reportArchiveOf(parser, clock);
        const auto issued =
            archive ? archive->issue(report, parser.value(u"by"_s)) : base::Result<engine::IssuedReport>(base::Error{});
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
