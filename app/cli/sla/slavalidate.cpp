// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/sla/sla.h"
#include "app/cli/slo/budgets/slofiles.h"
#include "models/engine/agreements/round/contractfiles.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using Weight = wire::FileProblem::Weight;

namespace {

QString weightName(Weight weight)
{
    return weight == Weight::Error ? u"error"_s : weight == Weight::Warning ? u"warning"_s : u"note"_s;
}

QString verdictOf(const wire::AgreementDocument &document)
{
    return !document.isValid() ? u"invalid"_s : document.count(Weight::Warning) > 0 ? u"warnings"_s : u"valid"_s;
}

QJsonObject asJson(const wire::AgreementDocument &document)
{
    QJsonArray problems;
    for (const auto &one : document.problems)
        problems.append(QJsonObject{{u"weight"_s, weightName(one.weight)},
                                    {u"line"_s, one.place.line},
                                    {u"column"_s, one.place.column},
                                    {u"what"_s, one.what}});
    return {{u"file"_s, document.file},       {u"name"_s, document.name},          {u"version"_s, document.version},
            {u"line"_s, document.place.line}, {u"verdict"_s, verdictOf(document)}, {u"problems"_s, problems}};
}

void print(const wire::AgreementDocument &document)
{
    printLine(u"%1:%2: %3 version %4: %5"_s.arg(document.file)
                  .arg(document.place.line)
                  .arg(document.name.isEmpty() ? u"(no name)"_s : document.name)
                  .arg(document.version)
                  .arg(verdictOf(document)));
    for (const auto &one : document.problems)
        printLine(u"  %1:%2:%3: %4: %5"_s.arg(document.file)
                      .arg(one.place.line)
                      .arg(one.place.column)
                      .arg(weightName(one.weight), one.what));
}

} // namespace

int runSlaValidate(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption(
        {u"objectives"_s, u"Files or folders of objectives that clauses may name; may be given again."_s, u"file"_s});
    parser.addOption({u"json"_s, u"As JSON."_s});
    parser.addPositionalArgument(u"file"_s, u"Contracts."_s, u"FILE…"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor sla validate"_s} + arguments))
        return *code;
    if (parser.positionalArguments().isEmpty()) {
        printError(u"Write: watchfloor sla validate FILE… [--objectives FILE] [--json]"_s);
        return ExitUnknown;
    }
    wire::AgreementNames known;
    if (parser.isSet(u"objectives"_s)) {
        const LoadedSlos slos = loadSlos(parser.values(u"objectives"_s));
        printProblems(slos);
        known.objectives.emplace();
        for (const auto &objective : slos.definitions.objectives)
            *known.objectives << objective.id;
    }
    const auto files = engine::loadContracts(parser.positionalArguments(), known);
    for (const QString &line : files.unreadable)
        printError(line);
    int worst = files.unreadable.isEmpty() ? ExitOk : ExitUnknown;
    QJsonArray documents;
    for (const auto &document : files.definitions.documents) {
        worst = std::max(worst, !document.isValid()                   ? int(ExitCritical)
                                : document.count(Weight::Warning) > 0 ? int(ExitWarning)
                                                                      : int(ExitOk));
        if (parser.isSet(u"json"_s))
            documents.append(asJson(document));
        else
            print(document);
    }
    if (parser.isSet(u"json"_s))
        printJson(QJsonDocument(documents));
    if (!files.definitions.documents.empty() || worst != ExitOk)
        return worst;
    printError(u"There is no agreement in these files."_s);
    return ExitUnknown;
}

} // namespace wf::app
