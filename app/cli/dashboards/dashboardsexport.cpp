// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/dashboards/dashboards.h"
#include "app/paths.h"
#include "models/base/safefile.h"
#include "models/base/timetext.h"
#include "models/engine/boards/objective/objectivepanel.h"
#include "models/engine/boards/shelf/boardshelf.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/engine/services/servicecatalog.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"
#include "ui/dashboards/exports/boardexporter.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using ui::ExportFormat;

namespace {

constexpr int patienceMs = 90'000;

void addOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"json (the default), png, svg, pdf, csv or snapshot."_s, u"format"_s, u"json"_s});
    parser.addOption({u"schema"_s, u"json: as-is (the default), classic (of today) or v2."_s, u"schema"_s, u"as-is"_s});
    parser.addOption({u"out"_s, u"The file to write; json and csv without it: standard output."_s, u"file"_s});
    parser.addOption({u"panel"_s, u"Only the panel of this identifier or title."_s, u"panel"_s});
    parser.addOption({u"range"_s, u"Time range, such as 6h; default: what the dashboard says."_s, u"range"_s});
    parser.addOption({u"var"_s, u"NAME=VALUE[,VALUE…]: chosen of a variable; again for more."_s, u"choice"_s});
    parser.addOption({u"width"_s, u"Of pictures, in pixels."_s, u"pixels"_s, u"1440"_s});
    parser.addOption({u"theme"_s, u"Of pictures: dark or light."_s, u"theme"_s, u"dark"_s});
    parser.addPositionalArgument(u"dashboard"_s, u"A name of the list, or a file."_s, u"NAME|FILE"_s);
}

int printedError(const base::Error &error)
{
    printError(error.detail.isEmpty() ? error.summary : QString(error.summary + u' ' + error.detail));
    return ExitCritical;
}

int written(const QByteArray &bytes, const QString &path)
{
    if (path.isEmpty()) {
        QString text = QString::fromUtf8(bytes);
        while (text.endsWith(u'\n') || text.endsWith(u'\r'))
            text.chop(1);
        for (const QString &line : text.remove(u'\r').split(u'\n'))
            printLine(line);
        return ExitOk;
    }
    const auto status = base::writeFileSafely(path, bytes);
    return status ? ExitOk : printedError(status.error());
}

// What was not edited is written as it came; classic brings old ones to today's schema, v2 to the second one.
QByteArray jsonOf(const wire::grafana::Container &board, const QString &schema)
{
    if (schema == "as-is"_L1)
        return QJsonDocument(board.outer).toJson();
    const engine::ForGrafana made = engine::forGrafana(wire::grafana::readDashboard(board));
    for (const QString &note : made.notes)
        printError(note);
    const signals::Dashboard &dashboard = made.dashboard;
    if (schema == "classic"_L1)
        return QJsonDocument(wire::grafana::writeClassic(dashboard)).toJson();
    return QJsonDocument(
               QJsonObject{{u"apiVersion"_s, u"dashboard.grafana.app/v2beta1"_s},
                           {u"kind"_s, u"Dashboard"_s},
                           {u"metadata"_s, QJsonObject{{u"name"_s, dashboard.uid}}},
                           {u"spec"_s, board.isElements() ? wire::grafana::writeElements(dashboard, board.dashboard)
                                                          : wire::grafana::classicToElements(dashboard)}})
        .toJson();
}

// -1: none of that name.
int panelNamed(const signals::Dashboard &dashboard, const QString &asked)
{
    bool isNumber = false;
    const int number = asked.toInt(&isNumber);
    int found = -1;
    const auto look = [&](const signals::BoardPanel &panel) {
        if (found < 0 && !panel.isRow() && ((isNumber && panel.id == number) || panel.title == asked))
            found = panel.id;
    };
    for (const signals::BoardPanel &panel : dashboard.panels) {
        look(panel);
        for (const signals::BoardPanel &child : panel.children)
            look(child);
    }
    return found;
}

bool asksObjectives(const signals::Dashboard &dashboard)
{
    const auto isOne = [](const signals::BoardPanel &panel) { return panel.type == engine::objectiveKind; };
    return std::ranges::any_of(dashboard.panels, [&](const signals::BoardPanel &panel) {
        return isOne(panel) || std::ranges::any_of(panel.children, isOne);
    });
}

// Everything one export asks, from the first variable to the last sample.
class Exporting final : public QObject {
public:
    Exporting(const sources::Environment &environment, const QCommandLineParser &parser, signals::Dashboard dashboard,
              ui::ExportWishes wishes)
        : m_parser(parser),
          m_dashboard(std::make_shared<const signals::Dashboard>(std::move(dashboard))),
          m_wishes(std::move(wishes)),
          m_secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
          m_open(environment, {m_clock, m_pools, m_secrets.get()}),
          m_metrics(m_open.set(), nullptr, m_clock),
          m_reader(m_metrics, m_open.set(), m_clock),
          m_shelf(dashboardFolder(), m_pools),
          m_objectives(objectivePathsOf(environment, stateDirectoryOf(environment.name)), m_metrics, m_clock, m_pools),
          m_context(m_clock),
          m_variables(m_open.set(), m_pools),
          m_environment(environment)
    {
        m_reader.setShelf(m_shelf);
        m_reader.setObjectives(m_objectives);
    }

    int run(const base::TimeSelection &range)
    {
        m_context.setTimeSelection(base::TimeSelection::between(range.at(m_clock.nowNs())));
        connect(&m_variables, &engine::BoardVariables::changed, this, [this] {
            if (!m_variables.isBusy())
                chooseNext();
        });
        QTimer::singleShot(patienceMs, this, [this] {
            printError(u"The sources did not answer within 90 s. See: watchfloor sources check."_s);
            end(ExitCritical);
        });
        if (asksObjectives(*m_dashboard))
            m_objectives.start();
        m_variables.open(m_dashboard, m_context.range());
        if (!m_isOver)
            QCoreApplication::exec();
        m_exporter.reset();
        return m_code;
    }

private:
    void chooseNext()
    {
        const QStringList choices = m_parser.values(u"var"_s);
        while (m_nextChoice < choices.size()) {
            const QString choice = choices[m_nextChoice++];
            const qsizetype equals = choice.indexOf(u'=');
            const QString name = choice.left(equals);
            if (equals <= 0 || !m_variables.state(name)) {
                printError(u"There is no variable for --var %1."_s.arg(choice));
                return end(ExitUnknown);
            }
            // What depends on it is asked again.
            m_variables.choose(name, choice.mid(equals + 1).split(u','));
            if (m_variables.isBusy())
                return;
        }
        if (!m_exporter)
            begin();
    }

    void begin()
    {
        m_wishes.dashboard = engine::withFixedVariables(m_variables);
        const ui::ExportSurroundings around{{m_reader, m_pools, m_colors, m_context},
                                            m_open.set(),
                                            m_environment.name,
                                            loginName(),
                                            engine::SubjectRules{},
                                            m_metrics.scrapeInterval()};
        m_exporter = std::make_unique<ui::BoardExporter>(around, m_wishes);
        connect(m_exporter.get(), &ui::BoardExporter::done, this,
                [this](const base::Result<QByteArray> &file, const QStringList &missing) {
                    if (!file)
                        return end(printedError(file.error()));
                    const int code = written(*file, m_parser.value(u"out"_s));
                    for (const QString &one : missing)
                        printError(u"Missing: "_s + one);
                    end(code != ExitOk ? code : missing.isEmpty() ? ExitOk : ExitWarning);
                });
    }

    void end(int code)
    {
        m_isOver = true;
        m_code = code;
        QTimer::singleShot(0, qApp, [] { QCoreApplication::quit(); });
    }

    const QCommandLineParser &m_parser;
    std::shared_ptr<const signals::Dashboard> m_dashboard;
    ui::ExportWishes m_wishes;
    base::SystemClock m_clock;
    async::Pools m_pools;
    std::unique_ptr<net::SecretStore> m_secrets;
    sources::OpenSources m_open;
    engine::MetricReader m_metrics;
    engine::BoardReader m_reader;
    engine::BoardShelf m_shelf;
    engine::ObjectiveKeeper m_objectives;
    widgets::SeriesColors m_colors;
    ui::WatchContext m_context;
    engine::BoardVariables m_variables;
    sources::Environment m_environment;
    std::unique_ptr<ui::BoardExporter> m_exporter;
    qsizetype m_nextChoice = 0;
    bool m_isOver = false;
    int m_code = ExitUnknown;
};

base::Result<base::TimeSelection> rangeOf(const QCommandLineParser &parser, const signals::Dashboard &dashboard)
{
    const qint64 now = base::SystemClock().nowNs();
    if (parser.isSet(u"range"_s))
        return base::parseTimeSelection(parser.value(u"range"_s), now);
    // "now-6h": what the dashboard opens on.
    if (dashboard.to == "now"_L1 && dashboard.from.startsWith("now-"_L1))
        if (const auto own = base::parseTimeSelection(dashboard.from.mid(4), now))
            return *own;
    return base::TimeSelection::last(6 * base::nsPerHour);
}

} // namespace

bool paintsDashboards(const QStringList &arguments)
{
    if (arguments.value(0) != "dashboards"_L1 || arguments.value(1) != "export"_L1)
        return false;
    for (const QString &name : {u"png"_s, u"svg"_s, u"pdf"_s})
        if (arguments.contains(name) || arguments.contains(u"--format="_s + name))
            return true;
    return false;
}

int runDashboardsExport(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor dashboards export"_s} + arguments))
        return *code;
    const QString asked = parser.positionalArguments().value(0), schema = parser.value(u"schema"_s);
    const auto format = ui::exportFormatOf(parser.value(u"format"_s));
    const QString out = parser.value(u"out"_s);
    const int width = parser.value(u"width"_s).toInt();
    const bool isText = format == ExportFormat::Json || format == ExportFormat::Csv;
    if (asked.isEmpty() || !format || (schema != "as-is"_L1 && schema != "classic"_L1 && schema != "v2"_L1) ||
        (!isText && out.isEmpty()) || width < 300 || width > 8000) {
        printError(
            u"Write: watchfloor dashboards export NAME|FILE [--format json [--schema as-is|classic|v2] | --format "
            "png|svg|pdf|csv|snapshot --out FILE] [--panel ID|TITLE] [--range 6h] [--var NAME=VALUE] "
            "[--width 1440] [--theme dark|light]"_s);
        return ExitUnknown;
    }
    const auto found = readNamedBoard(asked);
    if (!found.ok())
        return printedError(found.error());
    if (format == ExportFormat::Json && !parser.isSet(u"panel"_s))
        return written(jsonOf(*found, schema), out);
    const signals::Dashboard dashboard = wire::grafana::readDashboard(*found);
    ui::ExportWishes wishes;
    wishes.format = *format;
    wishes.width = width;
    if (parser.isSet(u"panel"_s)) {
        wishes.panel = panelNamed(dashboard, parser.value(u"panel"_s));
        if (wishes.panel < 0) {
            printError(u"The dashboard has no panel %1."_s.arg(parser.value(u"panel"_s)));
            return ExitUnknown;
        }
    }
    const auto range = rangeOf(parser, dashboard);
    if (!range)
        return printedError(range.error());
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    if (!isText && format != ExportFormat::Snapshot)
        widgets::applyTheme(widgets::Theme::bundled(parser.value(u"theme"_s) == "light"_L1 ? widgets::ThemeMode::Light
                                                                                           : widgets::ThemeMode::Dark));
    return Exporting(*environment, parser, dashboard, std::move(wishes)).run(*range);
}

} // namespace wf::app
