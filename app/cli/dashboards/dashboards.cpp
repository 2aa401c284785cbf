// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/dashboards/dashboards.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/paths.h"
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/importing/importreport.h"
#include "models/wire/grafana/read.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::Fidelity;
using engine::ImportReport;

namespace {

struct Imported {
    QString file;
    QString problem; // why it could not be read
    std::vector<ImportReport> dashboards;
    QStringList kept;
};

Imported imported(const QString &path, bool keep)
{
    Imported out{path, {}, {}, {}};
    const auto bytes = engine::readBoardFile(path);
    if (!bytes.ok()) {
        out.problem = bytes.error().summary;
        return out;
    }
    const auto containers = wire::grafana::openContainers(*bytes);
    if (!containers.ok()) {
        out.problem = containers.error().summary;
        return out;
    }
    for (const wire::grafana::Container &container : *containers) {
        out.dashboards.push_back(engine::reportOf(container));
        const QString title = out.dashboards.back().title;
        if (!keep)
            continue;
        const auto kept =
            engine::keepBoard(dashboardFolder(), container, title.isEmpty() ? QFileInfo(path).baseName() : title);
        if (kept.ok())
            out.kept << *kept;
        else
            out.problem = kept.error().summary;
    }
    return out;
}

QJsonArray panelsOf(const ImportReport &report, Fidelity fidelity)
{
    QJsonArray out;
    for (const engine::PanelVerdict &p : report.panels)
        if (p.fidelity == fidelity)
            out.append(QJsonObject{{u"path"_s, p.path},
                                   {u"title"_s, p.title},
                                   {u"type"_s, p.type},
                                   {u"reasons"_s, QJsonArray::fromStringList(p.reasons)}});
    return out;
}

QJsonObject asJson(const Imported &file, const ImportReport &report)
{
    return {{u"file"_s, file.file},
            {u"title"_s, report.title},
            {u"schema"_s, report.schema},
            {u"rows"_s, report.rows},
            {u"panels"_s, static_cast<int>(report.panels.size())},
            {u"exact"_s, report.count(Fidelity::Exact)},
            {u"approximated"_s, report.count(Fidelity::Approximated)},
            {u"left_out"_s, report.count(Fidelity::LeftOut)},
            {u"approximated_panels"_s, panelsOf(report, Fidelity::Approximated)},
            {u"left_out_panels"_s, panelsOf(report, Fidelity::LeftOut)},
            {u"notes"_s, QJsonArray::fromStringList(report.notes)},
            {u"round_trip"_s, report.roundTripDifference.isEmpty()},
            {u"round_trip_difference"_s, report.roundTripDifference}};
}

void printReports(const std::vector<Imported> &files)
{
    std::vector<QStringList> table{
        {u"file"_s, u"schema"_s, u"panels"_s, u"exact"_s, u"approximated"_s, u"left out"_s, u"round trip"_s}};
    std::map<QString, int> reasons;
    for (const Imported &file : files) {
        if (!file.problem.isEmpty())
            printError(u"%1: %2"_s.arg(file.file, file.problem));
        for (const ImportReport &r : file.dashboards) {
            table.push_back(
                {file.file, r.schema, QString::number(r.panels.size()), QString::number(r.count(Fidelity::Exact)),
                 QString::number(r.count(Fidelity::Approximated)), QString::number(r.count(Fidelity::LeftOut)),
                 r.roundTripDifference.isEmpty() ? u"equal"_s : u"differs at "_s + r.roundTripDifference});
            for (const engine::PanelVerdict &p : r.panels)
                for (const QString &why : p.reasons)
                    ++reasons[(p.fidelity == Fidelity::LeftOut ? u"left out: "_s : u"approximated: "_s) + why];
        }
    }
    if (table.size() > 1)
        printTable(table);
    for (const Imported &file : files)
        for (const ImportReport &r : file.dashboards)
            for (const QString &note : r.notes)
                printLine(u"  %1: %2"_s.arg(file.file, note));
    if (files.size() == 1)
        for (const ImportReport &r : files.front().dashboards)
            for (const engine::PanelVerdict &p : r.panels)
                if (p.fidelity != Fidelity::Exact)
                    printLine(u"  %1 “%2” (%3): %4: %5"_s.arg(
                        p.path, p.title, p.type, p.fidelity == Fidelity::LeftOut ? u"left out"_s : u"approximated"_s,
                        p.reasons.join(u"; "_s)));
    for (const auto &[why, n] : reasons)
        printLine(u"%1  %2"_s.arg(n, 6).arg(why));
}

int runImport(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"report"_s, u"table (the default) or json."_s, u"FORM"_s, u"table"_s});
    parser.addOption({u"dry-run"_s, u"Only report; keep nothing."_s});
    parser.addPositionalArgument(u"files"_s, u"Dashboards as JSON."_s, u"FILE…"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor dashboards import"_s} + arguments))
        return *code;
    const QString form = parser.value(u"report"_s);
    if (parser.positionalArguments().isEmpty() || (form != "table"_L1 && form != "json"_L1)) {
        printError(u"Write: watchfloor dashboards import FILE… [--report table|json] [--dry-run]"_s);
        return ExitUnknown;
    }
    std::vector<Imported> files;
    int worst = ExitOk;
    for (const QString &path : parser.positionalArguments()) {
        files.push_back(imported(path, !parser.isSet(u"dry-run"_s)));
        const Imported &file = files.back();
        if (!file.problem.isEmpty())
            worst = ExitCritical;
        for (const ImportReport &r : file.dashboards)
            if (r.count(Fidelity::LeftOut) > 0 || !r.roundTripDifference.isEmpty() ||
                r.panels.size() >= wire::grafana::mostPanels)
                worst = std::max<int>(worst, ExitWarning);
    }
    if (form == "table"_L1) {
        printReports(files);
        return worst;
    }
    QJsonArray list;
    for (const Imported &file : files) {
        if (file.dashboards.empty())
            list.append(QJsonObject{{u"file"_s, file.file}, {u"error"_s, file.problem}});
        for (const ImportReport &r : file.dashboards)
            list.append(asJson(file, r));
    }
    printJson(QJsonDocument(list));
    return worst;
}

int runList()
{
    std::vector<QStringList> table{{u"name"_s, u"file"_s}};
    for (const engine::BoardFile &file : engine::boardsIn(dashboardFolder()))
        table.push_back({file.name, file.path});
    if (table.size() == 1)
        printError(u"No dashboard is kept yet. Write: watchfloor dashboards import FILE…"_s);
    else
        printTable(table);
    return ExitOk;
}

} // namespace

base::Result<wire::grafana::Container> readNamedBoard(const QString &nameOrPath)
{
    QString path = nameOrPath;
    for (const engine::BoardFile &file : engine::boardsIn(dashboardFolder()))
        if (file.name == nameOrPath)
            path = file.path;
    if (path == nameOrPath && !QFileInfo::exists(path))
        return base::makeError(
            base::ErrorKind::NotFound,
            u"There is neither a dashboard nor a file called %1; watchfloor dashboards list says what is kept"_s.arg(
                nameOrPath));
    const auto bytes = engine::readBoardFile(path);
    auto found = bytes.ok() ? wire::grafana::openContainers(*bytes) : bytes.error();
    if (!found.ok()) {
        base::Error error = found.error();
        error.summary = u"%1: %2"_s.arg(path, error.summary);
        return error;
    }
    return std::move(found->front());
}

int runDashboards(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (asksForHelp(first)) {
        printCommands(
            u"watchfloor dashboards"_s,
            {{u"list"_s, u"the dashboards that are kept"_s},
             {u"generate SUBJECT"_s, u"the generated dashboard of a service, as JSON for Grafana; --template, "
                                     "--each-instance"_s},
             {u"import FILE…"_s, u"keep dashboards of Grafana or Perses; --report table|json, --dry-run"_s},
             {u"export NAME|FILE"_s, u"--format json|png|svg|pdf|csv|snapshot --out FILE; --schema, --panel, "
                                     "--range, --var"_s},
             {u"deploy NAME|FILE"_s, u"write it to a Grafana; --to URL, --token, --folder, --dry-run"_s}});
        return ExitOk;
    }
    if (first == "list"_L1)
        return runList();
    if (first == "generate"_L1)
        return runDashboardsGenerate(arguments.mid(1));
    if (first == "import"_L1)
        return runImport(arguments.mid(1));
    if (first == "export"_L1)
        return runDashboardsExport(arguments.mid(1));
    if (first == "deploy"_L1)
        return runDashboardsDeploy(arguments.mid(1));
    printError(
        u"Write: watchfloor dashboards list | generate SUBJECT | import FILE… | export NAME|FILE | deploy NAME|FILE"_s);
    return ExitUnknown;
}

} // namespace wf::app
