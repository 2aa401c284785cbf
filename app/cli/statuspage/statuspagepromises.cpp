// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/output.h"
#include "app/cli/sla/slasource.h"
#include "app/cli/slo/budgets/slorows.h"
#include "app/cli/statuspage/statuspage.h"
#include "models/engine/statuspage/promisefacts.h"

#include <QSet>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

// --environment… as they were given, for a parser of its own.
QStringList environmentArguments(const QCommandLineParser &parser)
{
    QStringList out{u"watchfloor"_s};
    for (const QString &name : {u"environment"_s, u"environment-file"_s})
        for (const QString &value : parser.values(name))
            out << u"--"_s + name << value;
    return out;
}

void askObjectives(const QStringList &environment, const QSet<QString> &ids, engine::PageFacts &facts, qint64 atNs)
{
    QCommandLineParser parser;
    addRowOptions(parser);
    if (!parser.parse(environment))
        return;
    const auto budgets = computedAs(parser, [&ids](std::vector<PlannedBudget> &planned) {
        std::erase_if(planned, [&ids](const PlannedBudget &one) { return !ids.contains(one.objective.id); });
    });
    if (!budgets)
        return;
    for (const OfflineBudget &one : *budgets)
        if (one.report && one.completeness.isComplete())
            engine::addObjective(one.objective, *one.report, atNs, facts);
        else
            printError(u"The objective %1 is not known now"_s.arg(one.objective.id));
}

void askAgreements(const QStringList &environment, const QSet<QString> &ids, engine::PageFacts &facts)
{
    QCommandLineParser parser;
    addSlaOptions(parser);
    const auto snapshot = parser.parse(environment) ? slaSnapshot(parser) : nullptr;
    if (!snapshot)
        return;
    if (snapshot->isPartial) {
        printError(u"Not all sources answered: the agreements are not known now"_s);
        return;
    }
    for (const auto &state : snapshot->agreements)
        if (ids.contains(state.agreement.id))
            engine::addAgreement(state, facts);
}

} // namespace

void addPromiseFacts(const QCommandLineParser &parser, const wire::PageSettings &settings, qint64 atNs,
                     engine::PageFacts &facts)
{
    QSet<QString> objectives, agreements;
    for (const auto &component : settings.components) {
        for (const QString &one : component.objectives)
            objectives.insert(one);
        for (const QString &one : component.agreements)
            agreements.insert(one.section(u'/', 0, 0));
    }
    if (!objectives.isEmpty())
        askObjectives(environmentArguments(parser), objectives, facts, atNs);
    if (!agreements.isEmpty())
        askAgreements(environmentArguments(parser), agreements, facts);
}

} // namespace wf::app
