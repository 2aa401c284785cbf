// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/slofiles.h"
#include "app/cli/slo/slo.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;
using Weight = wire::SloProblem::Weight;

namespace {

QJsonArray problems(const wire::SloDocument &document, Weight weight)
{
    QJsonArray list;
    for (const auto &p : document.problems)
        if (p.weight == weight)
            list.append(QJsonObject{{u"line"_s, p.place.line}, {u"column"_s, p.place.column}, {u"message"_s, p.what}});
    return list;
}

QString verdict(const wire::SloDocument &document)
{
    return document.isValid() ? u"valid"_s : u"invalid"_s;
}

QJsonObject asJson(const wire::SloDocument &d)
{
    return {{u"file"_s, d.file},
            {u"line"_s, d.place.line},
            {u"column"_s, d.place.column},
            {u"product"_s, d.product},
            {u"apiVersion"_s, d.apiVersion},
            {u"kind"_s, d.kind},
            {u"name"_s, d.name},
            {u"verdict"_s, verdict(d)},
            {u"objectives"_s, d.objectives},
            {u"errors"_s, problems(d, Weight::Error)},
            {u"warnings"_s, problems(d, Weight::Warning)}};
}

void print(const wire::SloDocument &d)
{
    printLine(u"%1:%2: %3 %4: %5, %6 objectives"_s.arg(d.file)
                  .arg(d.place.line)
                  .arg(d.kind.isEmpty() ? u"document"_s : d.kind, d.name, verdict(d))
                  .arg(d.objectives));
    for (const auto &p : d.problems)
        printLine(u"  %1:%2: %3: %4"_s.arg(p.place.line)
                      .arg(p.place.column)
                      .arg(p.weight == Weight::Error     ? u"error"_s
                           : p.weight == Weight::Warning ? u"warning"_s
                                                         : u"note"_s,
                           p.what));
}

} // namespace

int runSloImport(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"check"_s, u"Only say what is there and what is wrong (the default)."_s});
    parser.addOption({u"json"_s, u"Print JSON."_s});
    addEnvironmentOptions(parser);
    parser.addOption({u"discover"_s, u"What recording rules of the environment's servers keep, as OpenSLO."_s});
    parser.addOption({u"write"_s, u"discover: a file of each into this folder."_s, u"folder"_s});
    parser.addPositionalArgument(u"files"_s, u"Definitions: OpenSLO, Sloth, Pyrra, Grafana SLO."_s, u"FILE…"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo import"_s} + arguments))
        return *code;
    if (parser.isSet(u"discover"_s))
        return runSloDiscover(parser);
    if (parser.positionalArguments().isEmpty()) {
        printError(u"Write: watchfloor slo import FILE… --check [--json], or slo import --discover [--write FOLDER]"_s);
        return ExitUnknown;
    }
    const LoadedSlos loaded = loadSlos(parser.positionalArguments());
    int worst = loaded.unreadable.isEmpty() ? ExitOk : ExitUnknown;
    QJsonArray documents;
    for (const auto &document : loaded.definitions.documents) {
        worst = std::max<int>(worst, !document.isValid()                   ? ExitCritical
                                     : document.count(Weight::Warning) > 0 ? ExitWarning
                                                                           : ExitOk);
        if (parser.isSet(u"json"_s))
            documents.append(asJson(document));
        else
            print(document);
    }
    for (const QString &line : loaded.unreadable)
        printError(line);
    if (parser.isSet(u"json"_s))
        printJson(
            QJsonDocument(QJsonObject{{u"documents"_s, documents},
                                      {u"objectives"_s, static_cast<qint64>(loaded.definitions.objectives.size())},
                                      {u"unreadable"_s, QJsonArray::fromStringList(loaded.unreadable)}}));
    return worst;
}

} // namespace wf::app
